/** The languages with texts, by tag. */
export const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'pt-BR', 'nl', 'pl', 'tr', 'ja', 'ko', 'zh-CN', 'ar', 'he'] as const;

export type Language = (typeof LANGUAGES)[number];

/**
 * Returns the language to use, as a BCP 47 tag in its usual spelling. `stated` (the element's `language`, then the page's `lang`) is
 * used as it is, because the plan's texts or a dictionary may be in a language without texts here. Otherwise, it is the first of
 * `preferred` (`navigator.languages`) with texts, or English. Accepts Lock's names (`pt-br`, `zh-tw`) and underscores, and skips
 * values that are not tags.
 */
export function pickLanguage(stated: readonly (string | null | undefined)[], preferred: readonly string[] = []): string {
  const tags = (list: readonly (string | null | undefined)[]) => list.map(canonicalTag).filter((tag) => tag !== undefined);
  return tags(stated)[0] ?? tags(preferred).find(closestLanguage) ?? 'en';
}

/**
 * Returns the closest language with texts: `tag` itself, or the same language in another region (`de-AT` → `de`, `pt` → `pt-BR`).
 */
export function closestLanguage(tag: string): Language | undefined {
  const primary = (text: string) => text.toLowerCase().split('-')[0];
  return LANGUAGES.find((language) => language === tag) ?? LANGUAGES.find((language) => primary(language) === primary(tag));
}

/** Returns the language whose texts are used for `tag`. */
export function spokenLanguage(tag: string): Language {
  return closestLanguage(tag) ?? 'en';
}

function canonicalTag(tag: string | null | undefined): string | undefined {
  if (!tag) return undefined;
  try {
    return Intl.getCanonicalLocales(tag.trim().replaceAll('_', '-'))[0];
  } catch {
    return undefined; // Not a language tag, so the next one is tried.
  }
}
