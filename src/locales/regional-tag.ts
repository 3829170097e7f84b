/**
 * Returns the first of `preferred` that is `language` with a region: "en-GB" for "en". Regions differ in dates and numbers, and the
 * languages with texts have no region.
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
    // Not a language tag.
    return false;
  }
}
