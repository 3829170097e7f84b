import type { AnswerFault } from '../codec.ts';
import type { ProfileField } from '../plan.ts';

/**
 * What is said about an answer that does not fit, and the few other words of the sign-up form. `{limit}` is the
 * number or the date that the plan sets; sentences are built so that no plural depends on it.
 */
export type Hints = Record<
  | AnswerFault['code']
  | 'required-checkbox'
  | 'type-email'
  | 'type-tel'
  | 'type-url'
  | 'type-number'
  | 'type-date'
  | 'too-early'
  | 'too-late'
  | 'prefer-not-to-say'
  | 'optional'
  | 'date-format',
  string
>;

/** The sentence of `hints` for `fault`. Numbers and dates are written as they have to be typed. */
export function describeFault(hints: Hints, { type }: ProfileField, { code, limit }: AnswerFault): string {
  return hints[hintKey(type, code)].replace('{limit}', String(limit));
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
      return code;
  }
}
