import type { MiddlewareHandler } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { TenantContext, TenantEnv, TenantParts } from './parts.ts';
import { isPlainObject, MAX_PROFILE_BYTES, profileBytes } from './profile-rules.ts';

/** Something that goes wrong with certain requests. It is JSON, so that it can also be set over HTTP. */
export interface Fault {
  /** Default: any but OPTIONS. */
  method?: string;
  /** A path, in which `*` matches any characters: `/api/v2/users/*`. Default: any. */
  path?: string;
  /** How many matching requests pass before it. Default: 0. */
  skip?: number;
  /** How many requests it affects; `'always'`: until it is cleared. Default: 1. */
  times?: number | 'always';
  does: FaultEffect;
}

export type FaultEffect =
  /** Responds instead of the tenant. Without `json`, `html` or `headers`, the response is Auth0's for this status. */
  | {
      kind: 'answer';
      status: number;
      json?: unknown;
      html?: string;
      headers?: Record<string, string>;
      /** For 429: seconds until the limit ends. Default: 1. */
      resetInSeconds?: number;
    }
  /** Cuts the connection: before anything is done, or after the change and before the response. */
  | { kind: 'cut'; when: 'before' | 'after' }
  /** Delays the request, then continues as usual. */
  | { kind: 'delay'; ms: number }
  /** Delays the request until `release()` or `clear()`, then continues as usual. */
  | { kind: 'hang' }
  /** All access tokens so far count as expired, from this request on. */
  | { kind: 'expire-tokens' }
  /** People must consent to this application again; without an ID, to all applications. */
  | { kind: 'revoke-consent'; clientId?: string }
  /** Leaves only this many bytes of a person's profile free. Default: 0. */
  | { kind: 'fill-profile'; email: string; freeBytes?: number }
  /** These functions of an Action's `api` throw, such as `user.setUserMetadata`. */
  | { kind: 'refuse-api'; functions: string[] };

interface ArmedFault {
  fault: Fault;
  pattern: RegExp;
  skip: number;
  left: number;
}

/** The faults that wait for their requests. */
export class Faults {
  #armed: ArmedFault[] = [];
  #waiting: (() => void)[] = [];

  /** Throws a `TypeError` if it is not a fault. */
  add(...faults: Fault[]): void {
    for (const fault of faults) {
      const problem = faultProblem(fault);
      if (problem) throw new TypeError(problem);
      const left = fault.times === 'always' ? Infinity : (fault.times ?? 1);
      this.#armed.push({ fault, pattern: pathPattern(fault.path ?? '*'), skip: fault.skip ?? 0, left });
    }
  }

  /** The faults that still wait for requests. */
  get pending(): Fault[] {
    return this.#armed.map(({ fault }) => fault);
  }

  /** The number of hanging requests. */
  get hanging(): number {
    return this.#waiting.length;
  }

  /** Continues hanging requests. */
  release(): void {
    for (const go of this.#waiting.splice(0)) go();
  }

  /** Removes all faults and continues hanging requests. */
  clear(): void {
    this.#armed = [];
    this.release();
  }

  /** Returns the effect on this request, if there is one, and counts it. */
  take(method: string, path: string): FaultEffect | undefined {
    for (const armed of this.#armed) {
      const isMethod = armed.fault.method ? armed.fault.method.toUpperCase() === method : method !== 'OPTIONS';
      if (!isMethod || !armed.pattern.test(path)) continue;
      if (armed.skip > 0) {
        armed.skip -= 1;
        continue;
      }
      armed.left -= 1;
      if (armed.left <= 0) this.#armed = this.#armed.filter((other) => other !== armed);
      return armed.fault.does;
    }
    return undefined;
  }

  hang(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}

/** Applies faults. Runs after the CORS middleware, so that pages can read the responses. */
export function injectFaults(faults: Faults, parts: TenantParts): MiddlewareHandler<TenantEnv> {
  return async (c, next) => {
    const effect = faults.take(c.req.method, new URL(c.req.url).pathname);
    switch (effect?.kind) {
      case 'answer':
        return answerInstead(c, effect, parts.now());
      case 'cut':
        if (effect.when === 'after') await next();
        return cut(c);
      case 'delay':
        await new Promise((resolve) => setTimeout(resolve, effect.ms));
        break;
      case 'hang':
        await faults.hang();
        break;
      case 'expire-tokens':
        parts.tokens.expireAll();
        break;
      case 'revoke-consent':
        for (const id of effect.clientId === undefined ? parts.applications.ids() : [effect.clientId]) {
          parts.grants.revokeConsents(id);
        }
        break;
      case 'fill-profile':
        fillProfile(parts, effect.email, effect.freeBytes ?? 0);
        break;
      case 'refuse-api':
        c.set('refusedApi', effect.functions);
        break;
      case undefined:
        break;
    }
    return next();
  };
}

function cut(c: TenantContext): Response {
  c.set('isCut', true);
  // If a reused connection ends without a byte, browsers send the request again, which the page does not notice. With half a head,
  // the request fails.
  c.env.incoming.socket.end('HTTP/1.1 200 OK\r\n');
  // Tells the server adapter that nothing remains to send.
  c.res = new Response(null, { headers: { 'x-hono-already-sent': 'true' } });
  return c.res;
}

function answerInstead(c: TenantContext, effect: FaultEffect & { kind: 'answer' }, now: Date): Response {
  const { headers = {}, html } = effect;
  const status = effect.status as ContentfulStatusCode;
  if (status === 429) {
    const seconds = effect.resetInSeconds ?? 1;
    c.header('x-ratelimit-limit', '2');
    c.header('x-ratelimit-remaining', '0');
    c.header('x-ratelimit-reset', String(Math.ceil(now.getTime() / 1000) + seconds));
    c.header('retry-after', String(seconds));
  }
  for (const [name, value] of Object.entries(headers)) c.header(name, value);
  if (effect.status === 204) return c.body(null, 204);
  if (html !== undefined) return c.html(html, status);
  if (effect.json !== undefined) return c.json(effect.json, status);
  const usual = USUAL_ANSWERS[status];
  if (!usual) return c.html(`<!doctype html><title>${status}</title><h1>${status}</h1>`, status);
  return c.json({ statusCode: status, ...usual }, status);
}

const EXPIRED = 'Expired token received for JSON Web Token validation';

/** The responses of Auth0's Management API by status. Its gateways respond to the others in HTML. */
const USUAL_ANSWERS: Record<number, object> = {
  400: { error: 'Bad Request', message: 'Payload validation error.', errorCode: 'invalid_body' },
  401: { error: 'Unauthorized', message: EXPIRED, attributes: { error: EXPIRED } },
  403: {
    error: 'Forbidden',
    message: 'Insufficient scope, expected any of: update:users,update:current_user_metadata',
    errorCode: 'insufficient_scope',
  },
  404: { error: 'Not Found', message: 'The user does not exist.', errorCode: 'inexistent_user' },
  409: { error: 'Conflict', message: 'The user is being changed by another request.', errorCode: 'conflict' },
  429: { error: 'Too Many Requests', message: 'Global limit has been reached', errorCode: 'too_many_requests' },
  500: { error: 'Internal Server Error', message: 'An internal error has occurred', errorCode: 'internal_error' },
};

function fillProfile(parts: TenantParts, email: string, freeBytes: number): void {
  const user = parts.users.find(email);
  if (!user) throw new Error(`Expected a user "${email}" to fill the profile of, but there is none.`);
  const filled = { ...user, app_metadata: { ...user.app_metadata, filling: '' } };
  const room = MAX_PROFILE_BYTES - freeBytes - profileBytes(filled);
  filled.app_metadata.filling = 'x'.repeat(Math.max(0, room));
  parts.users.update(user.user_id, { app_metadata: filled.app_metadata });
}

function pathPattern(path: string): RegExp {
  const escaped = path.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${escaped.join('.*')}$`);
}

const EFFECT_KINDS = ['answer', 'cut', 'delay', 'hang', 'expire-tokens', 'revoke-consent', 'fill-profile', 'refuse-api'];

function faultProblem(fault: unknown): string | undefined {
  if (!isPlainObject(fault) || !isPlainObject(fault.does)) {
    return 'Expected a fault: {method?, path?, skip?, times?, does: {kind, …}}.';
  }
  const { kind, status } = fault.does;
  if (!EFFECT_KINDS.includes(String(kind))) {
    return `Expected does.kind to be one of ${EFFECT_KINDS.join(', ')}, got ${String(kind)}.`;
  }
  if (kind === 'answer' && !(Number(status) >= 200 && Number(status) <= 599)) {
    return 'Expected does.status from 200 to 599.';
  }
  return undefined;
}
