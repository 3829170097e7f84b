/** Checks answers against the plan and encodes them for `user_metadata`. */
import { findFault, isBlank, toTyped, type AnswerFault } from './codec.ts';
import type { FieldValue, ProfileField, ProfilePlan, UserMetadata } from './plan.ts';
import { encodeText } from './stored-text.ts';

/** An answer that `encodeAnswers` refuses. It contains no value, which may be sensitive. */
export interface AnswerProblem extends Omit<AnswerFault, 'code'> {
  name: string;
  /** `unknown`: the plan does not have the field. `root`: a root attribute, which only the sign-up can set. */
  code: AnswerFault['code'] | 'unknown' | 'root';
  message: string;
}

/** Thrown for answers that do not fit the plan. Neither the message nor the problems contain values. */
export class AnswerError extends Error {
  override readonly name = 'AnswerError';
  readonly problems: AnswerProblem[];

  constructor(problems: AnswerProblem[]) {
    super(problems.map(({ message }) => message).join('\n'));
    this.problems = problems;
  }
}

/**
 * Returns the `user_metadata` patch for `answers` (by field name), with trimmed strings and numbers as numbers. `null` erases,
 * also a required field. A blank answer to an optional field erases it, and `undefined` leaves it unchanged. Never send an empty
 * patch, because Auth0 takes `{}` as "erase everything".
 * @throws {AnswerError} with every unknown name and invalid value
 */
export function encodeAnswers(plan: ProfilePlan, answers: Record<string, unknown>): UserMetadata {
  const fields = new Map(plan.fields.map((field) => [field.name, field]));
  const problems: AnswerProblem[] = [];
  const patch: UserMetadata = {};
  for (const [name, answer] of Object.entries(answers)) {
    if (answer === undefined) continue;
    const field = fields.get(name);
    const fault = field ? findWriteFault(field, answer) : ({ code: 'unknown' } as const);
    if (fault) problems.push({ name, ...fault, message: describeProblem(name, fault) });
    else if (field) patch[name] = encodeValue(field, answer);
  }
  if (problems.length > 0) throw new AnswerError(problems);
  return patch;
}

function findWriteFault(field: ProfileField, answer: unknown): Omit<AnswerProblem, 'name' | 'message'> | undefined {
  if (field.storage === 'root') return { code: 'root' };
  return answer === null ? undefined : findFault(field, answer);
}

/** Encodes a valid answer; `null` for a blank one. */
function encodeValue(field: ProfileField, answer: unknown): FieldValue | null {
  if (isBlank(field, answer)) return null;
  const value = toTyped(field, answer) ?? null;
  if (Array.isArray(value)) return value.map(encodeText);
  return typeof value === 'string' ? encodeText(value) : value;
}

function describeProblem(name: string, { code, limit }: Omit<AnswerProblem, 'name' | 'message'>): string {
  const shown = name.length > 99 ? `${name.slice(0, 99)}…` : name;
  if (code === 'unknown') return `"${shown}" is not a field of the plan.`;
  if (code === 'root') return `"${shown}" is a root attribute of the profile: only the sign-up can set it.`;
  return `The answer to "${shown}" does not fit the plan: ${code}${limit === undefined ? '' : ` (${limit})`}.`;
}
