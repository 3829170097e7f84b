/**
 * The first of `preferred` that is a variety of `language`, with a region: "en-GB" for "en". Regions write dates and numbers
 * in ways of their own, and the languages that words are there for have none.
 */
export function regionalTag(language: string, preferred: readonly string[] = navigator.languages): string {
  const { language: spoken, script } = new Intl.Locale(language).maximize();
  if (new Intl.Locale(language).region) return language;
  return preferred.find((tag) => isVariety(tag, spoken, script)) ?? language;
}

function isVariety(tag: string, spoken: string, script: string | undefined): boolean {
  try {
    const other = new Intl.Locale(tag);
    const full = other.maximize();
    return other.region !== undefined && full.language === spoken && full.script === script;
  } catch {
    // No tag of a language.
    return false;
  }
}
