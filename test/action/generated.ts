/** Runs the generated Action as Auth0 would: its text, evaluated as CommonJS, with an event and an `api` that records calls. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createHmac } from 'node:crypto';
import vm from 'node:vm';
import type { Rolldown } from 'vite';
import { generateAction, type ActionOptions } from '../../src/action/generate-action.ts';
import type { PostLoginAction } from '../../src/action/action.ts';
import type { PostLoginApi, PostLoginEvent } from '../../src/action/post-login.ts';
import type { ProfilePlan } from '../../src/plan/plan.ts';

export const NAMESPACE = 'https://acme.example';
export const CLAIM = `${NAMESPACE}/progressive_lock`;
export const SECRET = 'a-secret-of-more-than-32-characters!';

const built = new Map<string, Promise<string>>();

/** What `npm run build` writes to `dist/action-runtime.js`, made of the sources as they are. */
export function actionRuntime(): Promise<string> {
  return builtText('action', process.env.ACTION_RUNTIME);
}

/** The same for `dist/sign-up-action-runtime.js`. */
export function signUpActionRuntime(): Promise<string> {
  return builtText('sign-up-action', process.env.SIGN_UP_ACTION_RUNTIME);
}

/** The one file that a mode of the build makes. `path`: where it has been built before (`npm test`, and engines.test.ts). */
export function builtText(mode: string, path?: string): Promise<string> {
  let text = built.get(mode);
  if (!text) built.set(mode, (text = path === undefined ? build(mode) : readFile(path, 'utf8')));
  return text;
}

async function build(mode: string): Promise<string> {
  const { build: run } = await import('vite');
  const root = join(import.meta.dirname, '../..');
  const result = await run({ configFile: join(root, 'vite.config.ts'), configLoader: 'runner', root, mode, logLevel: 'warn', build: { write: false } });
  const [output] = [result].flat() as Rolldown.RolldownOutput[];
  return output!.output[0].code;
}

export async function generate(plan: ProfilePlan, options: Partial<ActionOptions> = {}): Promise<string> {
  return generateAction(plan, { namespace: NAMESPACE, page: `${NAMESPACE}/continue`, version: '0.0.0', runtime: await actionRuntime(), ...options });
}

interface Surroundings {
  fetch?: typeof fetch;
  setTimeout?: (work: () => void, ms: number) => unknown;
  console?: { warn: (words: string) => void };
}

/** The Action's exports. `given` stands for the world outside. */
export function load<Exports extends object = PostLoginAction>(code: string, given: Surroundings = {}): Exports {
  const exports = {} as Exports;
  const require = createRequire(import.meta.url);
  // What "npm run mutation" switches changes on by.
  const mutation = Object.fromEntries(Object.entries(globalThis).filter(([name]) => name === '__stryker__'));
  const globals = { ...mutation, TextEncoder, TextDecoder, AbortController, URL, setTimeout, clearTimeout, fetch, console: { warn: () => {} }, ...given };
  const run = vm.runInNewContext(`(function (exports, require) {${code}\n})`, globals) as (exports: object, require: NodeJS.Require) => void;
  run(exports, require);
  return exports;
}

export interface ActionRecord {
  user: Record<string, unknown>;
  app: Record<string, unknown>;
  claims: Record<string, unknown>;
  sentTo?: { url: string; query: Record<string, string> };
  rendered?: { id: string; fields?: object; vars?: object };
}

type Token = Record<string, unknown>;

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const signatureOf = (content: string, secret: string) => createHmac('sha256', secret).update(content).digest('base64url');

/** A JWT signed with HS256. */
export function sign(payload: Token, secret: string): string {
  const content = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(payload)}`;
  return `${content}.${signatureOf(content, secret)}`;
}

export function decode(token: string): Token {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Token;
}

/** An `api` that writes down what it is told. `returned`: the token and state that come back from the page. */
export function recordingApi({ canRedirect = true, returned }: { canRedirect?: boolean; returned?: { token: string; state: string } } = {}): { api: PostLoginApi; record: ActionRecord } {
  const record: ActionRecord = { user: {}, app: {}, claims: {} };
  const api: PostLoginApi = {
    user: {
      setUserMetadata: (key, value) => void (record.user[key] = structuredCloneOf(value)),
      setAppMetadata: (key, value) => void (record.app[key] = structuredCloneOf(value)),
    },
    idToken: { setCustomClaim: (name, value) => void (record.claims[name] = structuredCloneOf(value)) },
    prompt: { render: (id, options) => void (record.rendered = { id, ...(structuredCloneOf(options) as object) }) },
    redirect: {
      canRedirect: () => canRedirect,
      encodeToken: ({ secret, payload, expiresInSeconds = 900 }) => sign({ ...payload, exp: Math.floor(Date.now() / 1000) + expiresInSeconds }, secret),
      sendUserTo: (url, options) => void (record.sentTo = { url, query: { ...options?.query } }),
      validateToken: ({ secret }) => {
        const { token = '', state } = returned ?? {};
        const [head, body, signature] = token.split('.');
        if (signatureOf(`${head}.${body}`, secret) !== signature) throw new Error('The session token is invalid: signature');
        const payload = decode(token);
        if (Number(payload.exp) < Date.now() / 1000) throw new Error('The session token is invalid: expired');
        if (payload.state !== state) throw new Error('The session token is invalid: State in the token does not match the /continue state.');
        return payload;
      },
    },
  };
  return { api, record };
}

/** What crosses from the sandbox is JSON. */
function structuredCloneOf(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

export function loginEvent(event: Partial<PostLoginEvent> = {}): PostLoginEvent {
  const at = new Date().toISOString();
  return {
    secrets: { PROGRESSIVE_LOCK_SECRET: SECRET, LOOKUP_KEY: 'look-up-key' },
    connection: { name: 'Username-Password-Authentication', strategy: 'auth0' },
    authentication: { methods: [{ timestamp: at }] },
    stats: { logins_count: 2 },
    transaction: { protocol: 'oidc-basic-profile', prompt: [] },
    request: { hostname: 'acme.auth0.com' },
    ...event,
    user: { user_id: 'auth0|1', email: 'ada@acme.example', email_verified: true, created_at: '2026-01-01T00:00:00.000Z', ...event.user },
  };
}
