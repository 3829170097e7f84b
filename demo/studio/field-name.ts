/** Derives the name under which an answer is stored from the words that people read. */
import { OBJECT_NAMES, RESERVED_NAMES } from '../../src/plan/limits.ts';
import type { Text } from '../../src/plan/plan.ts';
import { textIn } from '../../src/plan/text.ts';

const MAX_LENGTH = 40;

/**
 * Converts `Wie groß ist Ihr Team?` to `wie_gross_ist_ihr_team`. Leaves out letters that are not Latin. Returns `fallback` if
 * none is left.
 */
export function nameFromText(text: Text, fallback = 'question'): string {
  const plain = textIn(text, 'en').toLowerCase().replaceAll('ß', 'ss').normalize('NFKD').replaceAll(/\p{Mark}/gu, '');
  const words = plain.replaceAll(/['’]/g, '').match(/[a-z0-9]+/g) ?? [];
  let name = words.shift()?.slice(0, MAX_LENGTH) ?? fallback;
  for (const word of words) {
    if (name.length + word.length + 1 > MAX_LENGTH) break;
    name += `_${word}`;
  }
  return RESERVED_NAMES.includes(name) || OBJECT_NAMES.test(name) ? `${name}_answer` : name;
}
