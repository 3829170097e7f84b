/** The steps of an Action. Each may fail separately, and none fails a login. */
import { safeError } from '../plan/safe-error.ts';

/** Runs one step. An error is logged by its own words, which hold no values, and goes no further. */
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

/** The same for a step that has no result of its own. */
export function succeeds(step: string, work: () => void): boolean {
  return attempt(step, () => [work()]) !== undefined;
}
