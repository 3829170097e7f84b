/** Errors that explain mistakes of the page. Loaded when there is one. */
import { MAX_SIGN_UP_ANSWER } from '../plan/limits.ts';
import { isStoredAsIs } from '../plan/stored-text.ts';
import type { LoadedPlan } from './loaded-plan.ts';

export function missingPlan({ localName }: Element): Error {
  return new Error(
    `Expected a plan for <${localName}>, but there is none. ` +
      'Give its address or an object as `plan`, or put it as a <script type="application/json"> inside the element.',
  );
}

export function unreadablePlan(where: string, cause: unknown): Error {
  return new Error(
    `Expected a plan as JSON in ${where}, but it is not valid JSON: ${(cause as Error).message}. ` +
      'Correct it there. If it begins with "<", a web page came instead: correct the address of the plan.',
    { cause },
  );
}

export function refusedPlan(url: string, status: number): Error {
  return new Error(`Expected a plan at ${url}, but the server answered ${status}. Correct the address, or put the plan there.`);
}

/** For a `call` without a signed-in person. */
export function nobodyThere(call: string): Error {
  return new Error(`Expected a signed-in person before ${call}(), but nobody is, or \`off\` is set. Set \`user\` and \`store\`.`);
}

export function nobodyStayed(call: string): Error {
  return new Error(`Expected the person to stay during ${call}(), but they have left. Call it again once somebody is signed in.`);
}

export function missingSub(): Error {
  return new Error('Expected `user` with the `sub` of the ID token, got one without. Set the claims of the ID token as `user`.');
}

/**
 * Removes hidden fields with a value that Lock changes or Auth0 refuses: it may come from a visitor's link (`?ref=…`), so it is
 * not the plan's fault.
 */
function withoutUnsendable(input: unknown): unknown {
  const { fields } = Object(input) as { fields?: unknown };
  const isSendable = (field: unknown) => {
    const { type, value } = Object(field) as { type?: unknown; value?: unknown };
    return type !== 'hidden' || typeof value !== 'string' || (value.length <= MAX_SIGN_UP_ANSWER && isStoredAsIs(value));
  };
  return Array.isArray(fields) ? { ...(input as object), fields: fields.filter(isSendable) } : input;
}

/** Reads a plan that did not pass the quick check. */
export async function explainPlan(input: unknown): Promise<LoadedPlan> {
  const { parsePlan, PlanError } = await import('../plan/parse-plan.ts');
  try {
    return { plan: parsePlan(withoutUnsendable(input)) };
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    return { plan: error.usable, error };
  }
}
