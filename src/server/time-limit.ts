/** Limits the time of work, even if it ignores its signal. */
import type { Problem } from './problem.ts';

/** Runs `work` with a signal that is aborted after `ms`. The promise then rejects with `late`. */
export async function withTimeLimit<T>(ms: number, late: Problem, work: (limit: AbortSignal) => Promise<T>): Promise<T> {
  const limit = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(late);
      limit.abort();
    }, ms);
  });
  try {
    return await Promise.race([work(limit.signal), expired]);
  } finally {
    clearTimeout(timer);
  }
}
