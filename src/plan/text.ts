import type { Text } from './plan.ts';

/** The words of `text` in `language` (a BCP 47 tag): the tag itself, its language alone, English, or the first there is. */
export function textIn(text: Text, language: string): string {
  if (typeof text === 'string') return text;
  const wanted = language.toLowerCase();
  const tags = Object.keys(text);
  const tag =
    tags.find((candidate) => candidate.toLowerCase() === wanted) ??
    tags.find((candidate) => primary(candidate) === primary(wanted)) ??
    tags.find((candidate) => primary(candidate) === 'en') ??
    tags[0];
  return (tag !== undefined && text[tag]) || '';
}

function primary(tag: string): string {
  return tag.toLowerCase().split('-')[0] ?? '';
}
