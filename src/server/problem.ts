/** An error as `application/problem+json` (RFC 9457). */
import { safeError } from '../plan/safe-error.ts';

export interface ProblemFacts {
  status: number;
  /** One of the `StoreErrorCode`s, which the browser's side reads. */
  code: string;
  /** For the developer. Contains no tokens and no values of the profile. */
  detail: string;
  headers?: Record<string, string>;
  /** Which answers do not fit the plan, and why. */
  problems?: { name: string; code: string }[];
  /** The cause. Its name, message and status are logged, without tokens. */
  cause?: unknown;
}

const TITLES: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
};

export class Problem extends Error {
  override readonly name = 'Problem';
  readonly facts: Omit<ProblemFacts, 'cause'>;

  constructor({ cause, ...facts }: ProblemFacts) {
    super(facts.detail, cause === undefined ? undefined : { cause: safeError(cause) });
    this.facts = facts;
  }

  toResponse(): Response {
    const { status, code, detail, headers, problems } = this.facts;
    const body = { type: 'about:blank', title: TITLES[status], status, detail, code, problems };
    return new Response(JSON.stringify(body), {
      status,
      headers: { 'content-type': 'application/problem+json', ...headers },
    });
  }
}
