import type { Hints } from '../locales/words.ts';
import type { AnswerFault } from './codec.ts';
import type { ChoiceType } from './field-types.ts';
import type { ProfileField } from './plan.ts';
import { languageTag, textIn } from './text.ts';

/**
 * Returns the sentence of `hints`, which are in `language`, for `fault`. Numbers and dates are written as people type them. Without
 * a limit, a hint may contain a number as an example.
 */
export function describeFault(hints: Hints, { type, hint }: ProfileField, { code, limit = '4.5' }: AnswerFault, language: string): string {
  // The plan's own text is for a value that does not fit, not for a missing one or one that Lock would change.
  if (hint && code !== 'required' && code !== 'markup') return textIn(hint, language);
  const count = String(limit);
  const text = hints[hintKey(type, code)];
  const start = text.indexOf(PLURAL);
  if (start < 0) return text.replace('{limit}', count);
  const end = text.lastIndexOf('}');
  return text.slice(0, start) + pluralForm(text.slice(start + PLURAL.length, end), count, language) + text.slice(end + 1);
}

const PLURAL = '{limit, plural, ';

/** Returns the one of `forms` (`one {…} other {…}`) for `count`. */
function pluralForm(forms: string, count: string, language: string): string {
  const form = Object.fromEntries(forms.split('}').map((part) => part.trim().split(' {'))) as Record<string, string | undefined>;
  const category = new Intl.PluralRules(languageTag(language)).select(Number(count));
  return (form[category] ?? form.other ?? '#').replace('#', count);
}

function hintKey(type: ProfileField['type'], code: AnswerFault['code']): keyof Hints {
  if (code === 'required') return type === 'checkbox' ? 'required-checkbox' : code;
  if (type === 'date' && code === 'too-small') return 'too-early';
  if (type === 'date' && code === 'too-large') return 'too-late';
  if (code !== 'type') return code;
  switch (type) {
    case 'email':
    case 'tel':
    case 'url':
    case 'number':
    case 'date':
      return `type-${type}`;
    default:
      // For the compiler: a new type without an entry is an error.
      void (type satisfies 'text' | 'textarea' | 'checkbox' | 'country' | 'hidden' | 'rating' | ChoiceType | undefined);
      return code;
  }
}
