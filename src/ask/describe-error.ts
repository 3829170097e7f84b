import { describeDate } from '../locales/describe-date.ts';
import { writeNumber } from '../locales/write-number.ts';
import type { Hints } from '../locales/words.ts';
import type { AnswerFault } from '../plan/codec.ts';
import { describeFault } from '../plan/describe-fault.ts';
import type { ProfileField } from '../plan/plan.ts';

const EXAMPLE = 4.5;

/** The hint for `fault`; numbers and days as the person writes them. */
export function describeError(hints: Hints, field: ProfileField, fault: AnswerFault, language: string): string {
  if (field.type === 'number') {
    const limit = fault.limit ?? EXAMPLE;
    return describeFault(hints, field, { ...fault, limit: typeof limit === 'number' ? writeNumber(limit, language) : limit }, language);
  }
  if (field.type !== 'date') return describeFault(hints, field, fault, language);
  if (fault.code === 'type') return hints.type;
  const { limit } = fault;
  return describeFault(hints, field, { ...fault, limit: typeof limit === 'string' ? describeDate(limit, language) : limit }, language);
}
