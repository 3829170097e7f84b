import { pickLanguage } from '../locales/pick-language.ts';

/** The language an element speaks: its own `language`, else that of the page around it, else the browser's. */
export function languageOf(element: HTMLElement & { language?: string }): string {
  return pickLanguage([element.language, languageAround(element)], navigator.languages);
}

/** The nearest `lang`, out of shadow roots as well. */
function languageAround(element: Element): string | undefined {
  const speaking = element.closest<HTMLElement>('[lang]');
  if (speaking) return speaking.lang;
  const { host } = element.getRootNode() as Partial<ShadowRoot>;
  return host && languageAround(host);
}
