/** The languages that have words, by tag. */
export const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'pt-BR', 'nl', 'pl', 'tr', 'ja', 'ko', 'zh-CN', 'ar', 'he'] as const;

export type Language = (typeof LANGUAGES)[number];

/**
 * The language to speak, as a BCP 47 tag in its usual spelling. `stated` (the element's `language`, then the page's `lang`) is
 * taken at its word: the plan's texts or a dictionary may be in a language that has no words here. Of `preferred`
 * (`navigator.languages`) the first that has words is taken, else English. Understands Lock's names (`pt-br`, `zh-tw`) and
 * underscores; anything that is not a tag is skipped.
 */
export function pickLanguage(stated: readonly (string | null | undefined)[], preferred: readonly string[] = []): string {
  const tags = (list: readonly (string | null | undefined)[]) => list.map(canonicalTag).filter((tag) => tag !== undefined);
  return tags(stated)[0] ?? tags(preferred).find(closestLanguage) ?? 'en';
}

/** The language with words that is closest to `tag`: itself, or the same language elsewhere (`de-AT` → `de`, `pt` → `pt-BR`). */
export function closestLanguage(tag: string): Language | undefined {
  const primary = (text: string) => text.toLowerCase().split('-')[0];
  return LANGUAGES.find((language) => language === tag) ?? LANGUAGES.find((language) => primary(language) === primary(tag));
}

/** The language whose words are spoken where `tag` is wanted. */
export function spokenLanguage(tag: string): Language {
  return closestLanguage(tag) ?? 'en';
}

function canonicalTag(tag: string | null | undefined): string | undefined {
  if (!tag) return undefined;
  try {
    return Intl.getCanonicalLocales(tag.trim().replaceAll('_', '-'))[0];
  } catch {
    return undefined; // Not a language tag: the next one in line is asked.
  }
}
