import { describeDate } from '../locales/describe-date.ts';
import type { Hints } from '../locales/words.ts';
import type { AnswerFault } from '../plan/codec.ts';
import { describeFault } from '../plan/describe-fault.ts';
import type { ProfileField } from '../plan/plan.ts';

/** The hint for `fault`; days as the person writes them, since the platform's date input takes no other form either. */
export function describeError(hints: Hints, field: ProfileField, fault: AnswerFault, language: string): string {
  if (field.type !== 'date') return describeFault(hints, field, fault, language);
  if (fault.code === 'type') return hints.type;
  const { limit } = fault;
  return describeFault(hints, field, { ...fault, limit: typeof limit === 'string' ? describeDate(limit, language) : limit }, language);
}
