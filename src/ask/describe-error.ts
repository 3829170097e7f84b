import { describeDate } from '../locales/describe-date.ts';
import { writeNumber } from '../locales/write-number.ts';
import type { Hints } from '../locales/words.ts';
import type { AnswerFault } from '../plan/codec.ts';
import { describeFault } from '../plan/describe-fault.ts';
import type { ProfileField } from '../plan/plan.ts';

const EXAMPLE = 4.5;

/** Returns the hint for `fault`, with numbers and dates as the person's language writes them. */
export function describeError(hints: Hints, field: ProfileField, fault: AnswerFault, language: string): string {
  if (field.type === 'date' && fault.code === 'type') return hints.type;
  let { limit = field.type === 'number' ? EXAMPLE : undefined } = fault;
  if (field.type === 'number' && typeof limit === 'number') limit = writeNumber(limit, language);
  if (field.type === 'date' && typeof limit === 'string') limit = describeDate(limit, language);
  return describeFault(hints, field, { ...fault, limit }, language);
}
