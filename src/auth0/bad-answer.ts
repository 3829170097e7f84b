/** Converts HTTP responses that are not the profile to errors. */
import type { StoreError, StoreErrorCode } from '../person/store-error.ts';
import { storeError } from '../person/store-failure.ts';

/** An HTTP response that is not the profile. */
export interface BadAnswer {
  status: number;
  /** The parsed JSON body, if it was JSON: Auth0's `{errorCode, message}`, or a problem (RFC 9457) with `code`. */
  body: unknown;
  header: (name: string) => string | null | undefined;
}

/** Longer waits come from a wrong clock. */
const LONGEST_WAIT_MS = 300_000;

/** Returns the error for a response that is not the profile. `detail` is added to the message. */
export function errorFromAnswer({ status, body, header }: BadAnswer, detail?: string): StoreError {
  const { errorCode, code, message, detail: problem } = Object(body) as Record<string, unknown>;
  const reason = [errorCode, code].find((name): name is string => typeof name === 'string' && /^[\w.-]{1,40}$/.test(name));
  // Only the code is passed on, because the server's sentences may quote the request.
  const said = [status, reason].filter(Boolean).join(' ');
  return storeError(codeOf(status, [reason, message, problem].join(' ')), {
    status,
    retryAfterMs: status === 429 || status === 503 ? retryAfter(header) : undefined,
    detail: [`The answer was: ${said}.`, detail].filter(Boolean).join(' '),
  });
}

function codeOf(status: number, text: string): StoreErrorCode {
  if (status >= 500) return 'server';
  switch (status) {
    case 401:
      return /audience/i.test(text) ? 'wrong-audience' : 'unauthorized';
    case 403:
      if (/scope/i.test(text)) return 'missing-scope';
      return /subject|wrong-person/i.test(text) ? 'wrong-person' : 'forbidden';
    case 404:
      return 'not-found';
    case 408:
      return 'timeout';
    case 409:
      return 'conflict';
    case 413:
      return 'too-large';
    case 429:
      return 'rate-limited';
    case 400:
      return /too.large|exceed|bytes|size/i.test(text) ? 'too-large' : 'invalid';
    default:
      return status >= 400 ? 'invalid' : 'unverified';
  }
}

/** Prefers `retry-after` (seconds from now) to `x-ratelimit-reset` (seconds since 1970), because it needs no common clock. */
function retryAfter(header: BadAnswer['header']): number | undefined {
  const seconds = Number(header('retry-after') || NaN);
  const reset = Number(header('x-ratelimit-reset') || NaN);
  const wait = Number.isFinite(seconds) ? seconds * 1000 : reset * 1000 - Date.now();
  return Number.isFinite(wait) ? Math.min(Math.max(wait, 1000), LONGEST_WAIT_MS) : undefined;
}
