import { pickLanguage } from '../locales/pick-language.ts';

/** An element's language: its own `language`, otherwise the page's, otherwise the browser's. */
export function languageOf(element: HTMLElement & { language?: string }): string {
  return pickLanguage([element.language, languageAround(element)], navigator.languages);
}

/** The nearest `lang`, also outside of shadow roots. */
function languageAround(element: Element): string | undefined {
  const speaking = element.closest<HTMLElement>('[lang]');
  if (speaking) return speaking.lang;
  const { host } = element.getRootNode() as Partial<ShadowRoot>;
  return host && languageAround(host);
}
