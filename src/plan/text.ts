import type { Text } from './plan.ts';

/** The words of `text` in `language` (a BCP 47 tag): the tag itself, its language alone, English, or the first there is. */
export function textIn(text: Text, language: string): string {
  return (typeof text === 'string' ? text : text[tagIn(text, language)]) || '';
}

/** The language of what {@link textIn} gives; a text without a tag is taken to be in `language`. */
export function tagIn(text: Text, language: string): string {
  const tags = typeof text === 'string' ? [] : Object.keys(text);
  return closestTag(tags, language) ?? tags[0] ?? language;
}

/** The one of `tags` that serves `language` best: itself, the same language elsewhere, else English. */
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

/** `language` as `Intl` accepts it; English if it is not a language tag, for which `Intl` throws. */
export function languageTag(language: string): string {
  try {
    return Intl.getCanonicalLocales(language.replaceAll('_', '-'))[0] ?? 'en';
  } catch {
    return 'en';
  }
}
