import type { Text } from './plan.ts';

/** Returns `text` in `language` (a BCP 47 tag): by the tag, its language alone, English, or the first one. */
export function textIn(text: Text, language: string): string {
  return (typeof text === 'string' ? text : text[tagIn(text, language)]) || '';
}

/** Returns the language of the result of {@link textIn}. A text without a tag counts as `language`. */
export function tagIn(text: Text, language: string): string {
  const tags = typeof text === 'string' ? [] : Object.keys(text);
  return closestTag(tags, language) ?? tags[0] ?? language;
}

/** Returns the best of `tags` for `language`: itself, the same language in another region, or English. */
export function closestTag(tags: string[], language: string): string | undefined {
  const wanted = language.toLowerCase();
  return (
    tags.find((candidate) => candidate.toLowerCase() === wanted) ??
    tags.find((candidate) => primary(candidate) === primary(wanted)) ??
    tags.find((candidate) => primary(candidate) === 'en')
  );
}

function primary(tag: string): string {
  return tag.toLowerCase().split(/[-_]/)[0] ?? '';
}

/** Returns `language`, or English if it is not a valid tag, because `Intl` would throw. */
export function languageTag(language: string): string {
  try {
    return Intl.getCanonicalLocales(language.replaceAll('_', '-'))[0] ?? 'en';
  } catch {
    return 'en';
  }
}
