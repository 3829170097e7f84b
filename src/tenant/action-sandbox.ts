/**
 * Runs a post-login Action as Auth0 does: its text as CommonJS in its own realm, with the documented `event` and `api`. Using anything
 * else throws, so that an Action does not work here by luck.
 * https://auth0.com/docs/customize/actions/reference/post-login
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createRequire } from 'node:module';
import vm from 'node:vm';
import type { PostLogin, PostLoginEvent, PostLoginResult, RefusedApi } from './post-login.ts';
import { isPlainObject, keyProblem, mergeMetadata, type Metadata } from './profile-rules.ts';
import type { UserDirectory } from './users.ts';

export interface TenantAction {
  /** CommonJS with `exports.onExecutePostLogin` and, if it redirects people, `exports.onContinuePostLogin`. */
  code: string;
  secrets?: Record<string, string>;
}

interface Surroundings {
  /** The tenant's address. */
  url: string;
  users: UserDirectory;
  now: () => Date;
}

type Handler = (event: unknown, api: unknown) => unknown;
export interface ActionExports {
  onExecutePreUserRegistration?: Handler;
  onExecutePostLogin?: Handler;
  onContinuePostLogin?: Handler;
}

/** Auth0's time limit of an execution. */
export const MAX_RUN_MS = 20_000;
/** Auth0's limit on the code. */
export const MAX_CODE_BYTES = 100_000;
const REDIRECT_SECONDS = 900;

/**
 * Reads the code once, and returns how to create the function that replaces `TenantOptions.postLogin`.
 * Throws if the code is invalid.
 */
export function loadAction({ code, secrets = {} }: TenantAction, now: () => Date): (at: Surroundings) => PostLogin {
  if (Buffer.byteLength(code) > MAX_CODE_BYTES) throw new RangeError(`An Action has at most ${MAX_CODE_BYTES} bytes.`);
  const { onExecutePostLogin, onContinuePostLogin } = evaluate(code, now);
  if (!onExecutePostLogin) throw new TypeError('Expected the Action to export onExecutePostLogin, but it does not.');
  return (at) => ({
    execute: (event, refused) => runHandler(onExecutePostLogin, new ActionRun(event, at, refused), secrets),
    continue: (event, refused) => (onContinuePostLogin ? runHandler(onContinuePostLogin, new ActionRun(event, at, refused), secrets) : {}),
  });
}

export function evaluate(code: string, now: () => Date): ActionExports {
  const exports: ActionExports = {};
  const context = vm.createContext({
    ...{ Buffer, URL, URLSearchParams, TextEncoder, TextDecoder, AbortController, AbortSignal, fetch, setTimeout, clearTimeout },
    console: { log: console.error, warn: console.error, error: console.error },
    currentTime: () => now().getTime(),
  });
  // The tenant's clock may be ahead, for example by a week.
  vm.runInContext(
    `globalThis.Date = ((Real, time) => class Date extends Real {
      constructor(...given) { given.length ? super(...given) : super(time()); }
      static now() { return time(); }
    })(Date, currentTime);
    delete globalThis.currentTime;`,
    context,
  );
  const run = vm.runInContext(`(function (exports, module, require) {${code}\n})`, context, { filename: 'action.js' }) as (
    ...given: [object, object, NodeJS.Require]
  ) => void;
  const module = { exports };
  run(exports, module, createRequire(import.meta.url));
  return module.exports;
}

/** Runs one handler. Its changes are applied if it succeeds. A failing Action ends the login, as at Auth0. */
async function runHandler(handler: Handler, run: ActionRun, secrets: Record<string, string>): Promise<PostLoginResult> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    const expired = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`The Action took longer than ${MAX_RUN_MS} ms.`)), MAX_RUN_MS);
    });
    await Promise.race([handler(run.event(secrets), run.api), expired]);
    run.saveMetadata();
    return run.result;
  } catch (error) {
    console.error('The Action failed:', error);
    return { deniedBecause: 'The Action failed.' };
  } finally {
    clearTimeout(timer);
  }
}

/** One execution, with the changes that the Action requests through its `api`. */
class ActionRun {
  readonly result: PostLoginResult = {};
  readonly #event: PostLoginEvent;
  readonly #surroundings: Surroundings;
  readonly #refused: RefusedApi;
  readonly #userMetadata: Metadata = {};
  readonly #appMetadata: Metadata = {};

  constructor(event: PostLoginEvent, surroundings: Surroundings, refused: RefusedApi = []) {
    this.#event = event;
    this.#surroundings = surroundings;
    this.#refused = refused;
  }

  event(secrets: Record<string, string>): object {
    return documentedEvent(this.#event, secrets, this.#surroundings);
  }

  get api(): object {
    const { result } = this;
    const part = <T extends object>(name: string, functions: T) => strictly(`api.${name}`, refusing(name, functions, this.#refused));
    return strictly('api', {
      access: part('access', { deny: (reason: string) => void (result.deniedBecause = reason) }),
      accessToken: part('accessToken', {
        setCustomClaim: (name: string, value: unknown) => (result.accessTokenClaims = withClaim(result.accessTokenClaims, name, value)),
      }),
      idToken: part('idToken', {
        setCustomClaim: (name: string, value: unknown) => (result.idTokenClaims = withClaim(result.idTokenClaims, name, value)),
      }),
      user: part('user', {
        setUserMetadata: (key: string, value: unknown) => setMetadata(this.#userMetadata, key, value),
        setAppMetadata: (key: string, value: unknown) => setMetadata(this.#appMetadata, key, value),
      }),
      prompt: part('prompt', {
        render: (id: string, options: { fields?: object; vars?: object } = {}) => {
          if (result.redirectTo !== undefined) throw new Error('An Action cannot redirect and render a form.');
          if (result.form) throw new Error('An Action renders one form.');
          result.form = { id, ...(asJson(options) as object) };
        },
      }),
      redirect: part('redirect', {
        canRedirect: () => canRedirect(this.#event),
        encodeToken: (options: EncodeOptions) => this.#encodeToken(options),
        sendUserTo: (url: string, { query = {} }: { query?: Record<string, string> } = {}) => {
          if (result.form) throw new Error('An Action cannot redirect and render a form.');
          const address = new URL(url);
          for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
          result.redirectTo = address.href;
        },
        validateToken: (options: ValidateOptions) => this.#validateToken(options),
      }),
    });
  }

  saveMetadata(): void {
    const { user_id } = this.#event.user;
    const { users } = this.#surroundings;
    const { user_metadata, app_metadata } = users.get(user_id) ?? {};
    const changes = {
      ...(Object.keys(this.#userMetadata).length > 0 && { user_metadata: mergeMetadata(user_metadata, this.#userMetadata) }),
      ...(Object.keys(this.#appMetadata).length > 0 && { app_metadata: mergeMetadata(app_metadata, this.#appMetadata) }),
    };
    if (Object.keys(changes).length > 0) users.update(user_id, changes);
  }

  #encodeToken({ secret, payload, expiresInSeconds = REDIRECT_SECONDS }: EncodeOptions): string {
    const iat = Math.floor(this.#surroundings.now().getTime() / 1000);
    const { user, request } = this.#event;
    const own = { iat, iss: `${this.#surroundings.url}/`, sub: user.user_id, exp: iat + expiresInSeconds, ip: request.ip };
    const content = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ ...own, ...payload })}`;
    return `${content}.${signature(content, secret)}`;
  }

  #validateToken({ secret, tokenParameterName = 'session_token' }: ValidateOptions): Record<string, unknown> {
    const { query, body } = this.#event.request;
    const refuse = (why: string): never => {
      throw new Error(`The session token is invalid: ${why}`);
    };
    const token = body[tokenParameterName] ?? query[tokenParameterName];
    const [head = '', content = '', signed = ''] = typeof token === 'string' ? token.split('.') : refuse('there is none.');
    const expected = Buffer.from(signature(`${head}.${content}`, secret));
    const given = Buffer.from(signed);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) refuse('invalid signature.');
    const payload: unknown = JSON.parse(Buffer.from(content, 'base64url').toString());
    if (!isPlainObject(payload)) return refuse('no payload.');
    if (!(Number(payload.exp) > this.#surroundings.now().getTime() / 1000)) refuse('jwt expired.');
    if (payload.state !== (query.state ?? body.state)) refuse('State in the token does not match the /continue state.');
    return payload;
  }
}

interface EncodeOptions {
  secret: string;
  payload: Record<string, unknown>;
  expiresInSeconds?: number;
}

interface ValidateOptions {
  secret: string;
  tokenParameterName?: string;
}

const EVENT_MEMBERS =
  'agent authentication authorization client configuration connection custom_domain organization prompt refresh_token request resource_server secrets security_context session stats tenant transaction user';
const REQUEST_MEMBERS = 'asn body geoip hostname ip language method query user_agent';
const TRANSACTION_MEMBERS =
  'acr_values correlation_id id linking_id locale login_hint metadata prompt protocol protocol_params redirect_uri requested_authorization_details requested_scopes response_mode response_type state ui_locales';

/**
 * Creates the Action's event. `body` is present for token requests and passwordless sign-ups only. `validateToken` reads a post to
 * `/continue`.
 */
function documentedEvent(event: PostLoginEvent, secrets: Record<string, string>, { url }: Surroundings): object {
  const { request: { posted = {}, ...request }, transaction, ...rest } = structuredClone(event);
  const { user_metadata = {}, app_metadata = {}, ...user } = rest.user;
  return strictly(
    'event',
    {
      ...rest,
      user: { ...user, user_metadata, app_metadata },
      secrets: { ...secrets },
      tenant: { id: 'local' },
      request: strictly('event.request', { ...request, body: isRefresh(event) ? request.body : posted, hostname: new URL(url).host, geoip: {} }, REQUEST_MEMBERS),
      transaction: strictly('event.transaction', transaction, TRANSACTION_MEMBERS),
    },
    EVENT_MEMBERS,
  );
}

/** Returns `functions`. Those in `refused` throw. */
function refusing<T extends object>(name: string, functions: T, refused: RefusedApi): T {
  const refuse = (path: string) => () => {
    throw new Error(`${path} is refused.`);
  };
  const paths = Object.keys(functions).map((one) => [one, `${name}.${one}`] as const);
  return { ...functions, ...Object.fromEntries(paths.filter(([, path]) => refused.includes(path)).map(([one, path]) => [one, refuse(path)])) };
}

function isRefresh({ transaction }: PostLoginEvent): boolean {
  return transaction.protocol === 'oauth2-refresh-token';
}

/** Whether the login can be redirected: a person uses a browser. */
function canRedirect(event: PostLoginEvent): boolean {
  return !isRefresh(event) && !event.transaction.prompt.includes('none');
}

/** Wraps an object so that reading undocumented members throws. */
export function strictly<T extends object>(name: string, members: T, documented = Object.keys(members).join(' ')): T {
  const known = new Set(documented.split(' '));
  return new Proxy(members, {
    get(target, key) {
      if (typeof key === 'string' && !known.has(key)) throw new TypeError(`The local tenant has no ${name}.${key}: it is not documented, or not needed here so far.`);
      return Reflect.get(target, key) as unknown;
    },
  });
}

function withClaim(claims: Record<string, unknown> | undefined, name: string, value: unknown): Record<string, unknown> | undefined {
  // Auth0 ignores custom claims without a namespace that collide with its own. Here, they are an error.
  if (!/^https?:\/\/\S+$/.test(name)) throw new TypeError(`Expected a namespaced claim, got ${JSON.stringify(name)}.`);
  return isReserved(name) ? claims : { ...claims, [name]: asJson(value) };
}

/** Auth0 ignores claims in these namespaces: https://auth0.com/docs/secure/tokens/json-web-tokens/create-custom-claims */
function isReserved(name: string): boolean {
  const hostname = URL.canParse(name) ? new URL(name).hostname : '';
  return ['auth0.com', 'webtask.io', 'webtask.run'].some((domain) => hostname === domain || hostname.endsWith(`.${domain}`));
}

export function setMetadata(patch: Metadata, key: string, value: unknown): void {
  const problem = keyProblem({ [key]: value });
  if (problem) throw new TypeError(problem);
  if (value === undefined) throw new TypeError(`Expected a value for ${key}; null removes it.`);
  patch[key] = asJson(value);
}

/** Copies data out of the Action's realm. */
function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function signature(content: string, secret: string): string {
  return createHmac('sha256', secret).update(content).digest('base64url');
}
