/** The server's half of `endpointStore`: takes answers from the browser and writes them with the tenant's own rights. */
import { RateLimiterMemory, type RateLimiterAbstract } from 'rate-limiter-flexible';
import { readValue } from '../plan/codec.ts';
import { AnswerError, encodeAnswers } from '../plan/encode-answers.ts';
import { LEDGER_KEY, readLedger } from '../plan/ledger.ts';
import { mergeLedgerInto } from '../plan/merge-answers.ts';
import { parsePlan } from '../plan/parse-plan.ts';
import type { ProfilePlan, UserMetadata } from '../plan/plan.ts';
import { createTokenCheck } from './access-token.ts';
import { Problem } from './problem.ts';
import { readJson } from './read-body.ts';
import { issuerOf } from './sdk-address.ts';
import { openTenantUsers } from './tenant-users.ts';
import { withTimeLimit } from './time-limit.ts';

export interface HandlerOptions {
  /** The plan or its JSON. Only its fields are accepted. */
  plan: unknown;
  /** The tenant: `acme.auth0.com`. */
  domain: string;
  /** For a tenant with a custom domain: the issuer of its tokens, such as `https://login.acme.example/`. */
  issuer?: string;
  /** The identifier of your API, which access tokens must have as their audience. */
  audience: string;
  /** A scope that access tokens must contain. */
  scope?: string;
  /** The client ID of a machine-to-machine application with `read:users` and `update:users` for the Management API. */
  clientId: string;
  clientSecret: string;
  /** Origins of pages on other hosts that may call (CORS). Default: none, so only the same origin. */
  origins?: readonly string[];
  /** Limits how often one person may call. Default: 30 times a minute, counted in this process. */
  rateLimiter?: Pick<RateLimiterAbstract, 'consume'>;
  /** Receives errors of the server's side (status 500 and up). Default: `console.error`. */
  onError?: (error: Error) => void;
}

export type Handler = (request: Request) => Promise<Response>;

/** A patch contains a few answers and the ledger. A whole Auth0 profile has at most 10 KB. */
const BODY_LIMITS = { maxBytes: 32 * 1024, timeoutMs: 10_000 };

/** The browser waits 20 s. It may then send a later answer, which this request must not replace. */
const REQUEST_LIMIT_MS = 15_000;

/**
 * Creates the handler. `GET` returns `{user_id, user_metadata}` with the plan's fields. `PATCH` accepts the same and merges it.
 * Runs wherever `Request` and `Response` exist: Node (`@hono/node-server`), Hono, Express, Workers. Throws a `PlanError` if the
 * plan is invalid, and a `TypeError` if the tenant, the audience or the credentials are missing.
 */
export function createHandler(options: HandlerOptions): Handler {
  const { domain, audience, scope, origins = [], onError = (error) => console.error(error) } = options;
  requireTexts(options);
  const plan = parsePlan(options.plan);
  const issuer = issuerOf(options.issuer ?? domain);
  const checkToken = createTokenCheck({ issuer, audience, scope });
  const users = openTenantUsers(options);
  const limiter = options.rateLimiter ?? new RateLimiterMemory({ points: 30, duration: 60 });

  const answer = async (request: Request, limit: AbortSignal): Promise<Response> => {
    if (!['GET', 'PATCH'].includes(request.method)) {
      throw new Problem({ status: 405, code: 'invalid', detail: 'Expected GET or PATCH.', headers: { allow: 'GET, PATCH' } });
    }
    const userId = await checkToken(request);
    await consume(limiter, userId);
    const isRead = request.method === 'GET';
    const metadata = isRead ? await users.read(userId, limit) : await savePatch(await readPatch(plan, userId, request), userId, limit);
    return Response.json({ user_id: userId, user_metadata: onlyOf(plan, metadata) });
  };

  /** Merges a ledger with that of the profile, which needs a read here instead of in the browser. */
  const savePatch = async (patch: UserMetadata, userId: string, limit: AbortSignal): Promise<UserMetadata> =>
    users.patch(userId, patch[LEDGER_KEY] ? mergeLedgerInto(plan, await users.read(userId, limit), patch, new Date()) : patch, limit);

  return async (request) => {
    const cors = corsHeaders(request, origins);
    if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: cors });
    const response = await withTimeLimit(REQUEST_LIMIT_MS, tooLate(), (limit) => answer(request, limit)).catch((error: unknown) => {
      const problem = error instanceof Problem ? error : unexpected(error);
      if (problem.facts.status >= 500) onError(problem);
      return problem.toResponse();
    });
    response.headers.set('cache-control', 'no-store');
    for (const [name, value] of Object.entries(cors)) response.headers.append(name, value);
    return response;
  };
}

/** Without an audience, tokens for every API of the tenant would be accepted. */
function requireTexts(options: HandlerOptions): void {
  for (const name of ['domain', 'audience', 'clientId', 'clientSecret'] as const) {
    const value: unknown = options[name];
    if (typeof value === 'string' && value) continue;
    throw new TypeError(`Expected "${name}" for createHandler(), got ${value === '' ? 'an empty text' : typeof value}. Is a variable of the environment missing?`);
  }
}

async function consume(limiter: Pick<RateLimiterAbstract, 'consume'>, userId: string): Promise<void> {
  try {
    await limiter.consume(userId);
  } catch (error) {
    // Not by its class, because the application may have another copy of the limiters' package.
    const { msBeforeNext } = Object(error) as { msBeforeNext?: unknown };
    // Anything but a limiter's result means that its store (Redis) does not answer.
    if (typeof msBeforeNext !== 'number') throw error;
    const headers = { 'retry-after': String(Math.max(1, Math.ceil(msBeforeNext / 1000))) };
    throw new Problem({ status: 429, code: 'rate-limited', detail: 'Too many requests by this person.', headers });
  }
}

/** The patch that is sent to the tenant: known names and valid values, in the stored form. */
async function readPatch(plan: ProfilePlan, userId: string, request: Request): Promise<UserMetadata> {
  const { user_id: id, user_metadata: sent } = Object(await readJson(request, BODY_LIMITS)) as Record<string, unknown>;
  if (id !== userId) {
    const detail = 'Expected the answers of the person that the access token belongs to.';
    throw new Problem({ status: 403, code: 'wrong-person', detail });
  }
  if (typeof sent !== 'object' || !sent || Array.isArray(sent)) throw invalid('Expected an object "user_metadata".');
  const { [LEDGER_KEY]: ledger, ...answers } = sent as UserMetadata;
  const patch = encodeAll(plan, answers);
  if (Object.hasOwn(sent, LEDGER_KEY)) patch[LEDGER_KEY] = ledger === null ? null : readLedger(ledger);
  // Auth0 takes an empty patch as "erase everything".
  if (!Object.keys(patch).length) throw invalid('Expected at least one answer.', 'empty-patch');
  return patch;
}

/** The values are in the stored form already. Reading and writing them again keeps anything else out. */
function encodeAll(plan: ProfilePlan, stored: UserMetadata): UserMetadata {
  const fields = new Map(plan.fields.map((field) => [field.name, field]));
  const answers = Object.entries(stored).map(([name, value]) => {
    const field = fields.get(name);
    const read = field && readValue(field, value);
    // No page asks for a hidden field, so nobody has another value than the plan's. An object fits no type.
    if (field?.type === 'hidden' && read && read.value !== field.value) return [name, {}];
    // An invalid value is rejected as it was sent: its text form might be valid.
    return [name, read && !read.unfit ? read.value : value];
  });
  try {
    return encodeAnswers(plan, Object.fromEntries(answers) as UserMetadata);
  } catch (error) {
    if (!(error instanceof AnswerError)) throw error;
    const problems = error.problems.map(({ name, code }) => ({ name, code }));
    throw new Problem({ status: 400, code: 'invalid', detail: 'These answers do not fit the plan.', problems });
  }
}

/** The rest of `user_metadata` is not for the browser. */
function onlyOf(plan: ProfilePlan, metadata: UserMetadata): UserMetadata {
  const names = [...plan.fields.map((field) => field.name), LEDGER_KEY];
  return Object.fromEntries(names.filter((name) => Object.hasOwn(metadata, name)).map((name) => [name, metadata[name]]));
}

function corsHeaders(request: Request, origins: readonly string[]): Record<string, string> {
  const origin = request.headers.get('origin');
  if (!origins.length) return {};
  if (!origin || !origins.includes(origin)) return { vary: 'origin' };
  return {
    vary: 'origin',
    'access-control-allow-origin': origin,
    'access-control-allow-methods': 'GET, PATCH',
    'access-control-allow-headers': 'authorization, content-type',
    'access-control-expose-headers': 'retry-after',
    'access-control-max-age': '600',
  };
}

function invalid(detail: string, code = 'invalid'): Problem {
  return new Problem({ status: 400, code, detail });
}

function tooLate(): Problem {
  return new Problem({ status: 503, code: 'server', detail: `Expected an end within ${REQUEST_LIMIT_MS / 1000} s.` });
}

function unexpected(cause: unknown): Problem {
  return new Problem({ status: 500, code: 'server', detail: 'Something went wrong on this side.', cause });
}
