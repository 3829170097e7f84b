import { pickLanguage } from '../locales/pick-language.ts';

/** The language an element speaks: its own `language`, else that of the page around it, else the browser's. */
export function languageOf(element: HTMLElement & { language?: string }): string {
  return pickLanguage([element.language, element.closest<HTMLElement>('[lang]')?.lang], navigator.languages);
}
