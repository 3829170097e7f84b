/** Runs the steps of an Action. Each can fail without the others, and none ends a login. */
import { safeError } from '../plan/safe-error.ts';

/** Runs one step. An error is logged without values and not thrown. */
export function attempt<Result>(step: string, work: () => Result): Result | undefined {
  try {
    const result = work();
    if (result instanceof Promise) return result.catch((error) => log(step, error)) as Result;
    return result;
  } catch (error) {
    log(step, error);
    return undefined;
  }
}

export function log(step: string, error: unknown): void {
  console.warn(`progressive-lock: ${step} failed: ${safeError(error).message}`);
}

/** The same for a step without a result. */
export function succeeds(step: string, work: () => void): boolean {
  return attempt(step, () => [work()]) !== undefined;
}
