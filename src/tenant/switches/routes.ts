/** The page of switches of `progressive-lock dev`: faults, time and people. */
import { Hono } from 'hono';
import { csrf } from 'hono/csrf';
import { HTTPException } from 'hono/http-exception';
import type { TenantClock } from '../clock.ts';
import type { Fault, Faults } from '../faults.ts';
import type { TenantContext, TenantEnv, TenantParts } from '../parts.ts';
import { passwordProblem } from '../passwords.ts';
import { EMAIL, isPlainObject, keyProblem } from '../profile-rules.ts';
import type { RecordedRequest } from '../requests.ts';
import { isLoopback } from '../strictness.ts';
import { EmailTakenError, ProfileTooLargeError, type TenantUser } from '../users.ts';
import { clockScript } from './clock-script.ts';
import { FAULT_PRESETS } from './fault-presets.ts';
import { overviewPage, personPage, personPath } from './pages.ts';
import { SWITCHES_STYLE } from './page-style.ts';

const POLICY = "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
/** The keys in which the widget and the Action record what was asked. */
const LEDGER_KEY = 'progressive_lock';
const NEWEST = 30;

export function switchRoutes(parts: TenantParts, { faults, requests, clock }: { faults: Faults; requests: RecordedRequest[]; clock: TenantClock }): Hono<TenantEnv> {
  const routes = new Hono<TenantEnv>().basePath('/dev');
  const titles = new WeakMap<Fault, string>();

  // Applications of any origin load it.
  routes.get('/clock.js', (c) => c.body(clockScript(clock.aheadMs), 200, { 'content-type': 'text/javascript', 'cache-control': 'no-store' }));

  routes.use('*', async (c: TenantContext, next) => {
    const refusal = isFromHere(c, parts.url) ? undefined : `This page is for the machine that the tenant runs on. Open it there: ${parts.url}/dev`;
    if (refusal !== undefined) return c.text(refusal, 403);
    c.header('content-security-policy', POLICY);
    c.header('referrer-policy', 'no-referrer');
    c.header('cache-control', 'no-store');
    return next();
  });
  routes.use('*', csrf());
  routes.onError((error) => {
    if (error instanceof HTTPException) return error.getResponse();
    throw error;
  });

  const showOverview = (c: TenantContext, error?: string) => {
    const { url, strictness: rules } = parts;
    const overview = {
      ...{ url, rules, error, now: clock.now(), aheadMs: clock.aheadMs },
      users: parts.users.all(),
      faults: faults.pending.map((fault) => titles.get(fault) ?? `${fault.method ?? 'any'} ${fault.path ?? '*'}: ${fault.does.kind}`),
      mails: parts.mails.slice(-NEWEST).reverse(),
      requests: requests.slice(-NEWEST).reverse(),
    };
    return c.html(overviewPage(overview), error === undefined ? 200 : 400);
  };

  routes.get('/', (c) => showOverview(c));
  routes.get('/style.css', (c) => c.body(SWITCHES_STYLE, 200, { 'content-type': 'text/css' }));

  routes.post('/time', async (c) => {
    const { ms } = await readForm(c);
    try {
      if (ms === '0') clock.reset();
      else clock.travel(Number(ms));
    } catch (error) {
      if (error instanceof RangeError) return showOverview(c, error.message);
      throw error;
    }
    return c.redirect('/dev', 303);
  });

  routes.post('/faults', async (c) => {
    const { preset = '', times } = await readForm(c);
    const chosen = Object.hasOwn(FAULT_PRESETS, preset) ? FAULT_PRESETS[preset] : undefined;
    if (!chosen) return showOverview(c, `There is no fault ${JSON.stringify(preset)}.`);
    const isLasting = chosen.isLasting || times === 'always';
    const fault: Fault = { ...chosen.fault, ...(isLasting && { times: 'always' }) };
    titles.set(fault, `${chosen.title}${isLasting ? '' : ', once'}`);
    faults.add(fault);
    return c.redirect('/dev', 303);
  });
  routes.post('/faults/clear', (c) => {
    faults.clear();
    return c.redirect('/dev', 303);
  });

  routes.post('/rules', async (c) => {
    const { name = '', on } = await readForm(c);
    const { strictness } = parts;
    if (!Object.hasOwn(strictness, name)) return showOverview(c, `There is no rule ${JSON.stringify(name)}.`);
    strictness[name as keyof typeof strictness] = on === 'true';
    return c.redirect('/dev', 303);
  });

  routes.post('/people', async (c) => {
    const { email = '', password = '', given_name } = await readForm(c);
    if (!EMAIL.test(email.trim())) return showOverview(c, `Expected an e-mail address, got ${JSON.stringify(email)}.`);
    const problem = weakness(password);
    if (problem) return showOverview(c, problem);
    try {
      return c.redirect(personPath(await parts.users.create({ email, password, ...(given_name && { given_name }) })), 303);
    } catch (error) {
      if (error instanceof EmailTakenError) return showOverview(c, `There is an account of ${email} already.`);
      throw error;
    }
  });

  routes.get('/people/:id', (c) => {
    const user = parts.users.get(c.req.param('id'));
    return user ? c.html(personPage(user)) : c.notFound();
  });
  routes.post('/people/:id/:change', async (c) => {
    const user = parts.users.get(c.req.param('id'));
    const change = CHANGES[c.req.param('change')];
    if (!user || !change) return c.notFound();
    const form = await readForm(c);
    const error = await change(parts, user, form);
    if (error !== undefined) return c.html(personPage(user, { error, metadata: form.user_metadata }), 400);
    return c.redirect(parts.users.get(user.user_id) ? personPath(user) : '/dev', 303);
  });

  return routes;
}

type Form = Record<string, string | undefined>;
/** Runs the switch. Returns why it failed, if it did. */
type Change = (parts: TenantParts, user: TenantUser, form: Form) => string | undefined | Promise<string | undefined>;

const CHANGES: Partial<Record<string, Change>> = {
  'ask-again': ({ users }, { user_id, user_metadata, app_metadata }) => {
    users.update(user_id, { user_metadata: withoutLedger(user_metadata), app_metadata: withoutLedger(app_metadata) });
    return undefined;
  },
  'start-over': ({ users }, { user_id }) => {
    users.update(user_id, { user_metadata: {}, app_metadata: {} });
    return undefined;
  },
  'sign-out': ({ sessions }, { user_id }) => {
    sessions.clear(user_id);
    return undefined;
  },
  delete: ({ users, sessions }, { user_id }) => {
    sessions.clear(user_id);
    users.delete(user_id);
    return undefined;
  },
  password: async ({ users }, { user_id }, { password = '' }) => {
    const problem = weakness(password);
    if (problem === undefined) await users.setPassword(user_id, password);
    return problem;
  },
  metadata: ({ users }, { user_id }, { user_metadata = '' }) => {
    let metadata: unknown;
    try {
      metadata = JSON.parse(user_metadata);
    } catch (error) {
      return `Expected JSON: ${(error as Error).message}`;
    }
    if (!isPlainObject(metadata)) return 'Expected an object, such as {"company": "Acme"}.';
    const problem = keyProblem(metadata);
    if (problem) return problem;
    try {
      users.update(user_id, { user_metadata: metadata });
    } catch (error) {
      if (error instanceof ProfileTooLargeError) return error.message;
      throw error;
    }
    return undefined;
  },
};

function withoutLedger(metadata: Record<string, unknown> | undefined): Record<string, unknown> {
  return Object.fromEntries(Object.entries(metadata ?? {}).filter(([name]) => name !== LEDGER_KEY));
}

function weakness(password: string): string | undefined {
  return passwordProblem(password) ? 'The password is too weak for Auth0: at least 8 characters, of three kinds (small, capital, digit, other).' : undefined;
}

/** Allows only this machine's host names, so that the name of another site cannot point here. */
function isFromHere(c: TenantContext, url: string): boolean {
  const { remoteAddress = '0.0.0.0', localAddress } = c.env.incoming.socket;
  const isLocal = remoteAddress === localAddress || isLoopback(`http://${hostOf(remoteAddress)}`);
  return isLocal && (isLoopback(c.req.url) || new URL(c.req.url).hostname === new URL(url).hostname);
}

/** Returns the address of a socket in the form of a page's host. */
function hostOf(address: string): string {
  const v4 = address.replace(/^::ffff:/, '');
  return v4.includes(':') ? `[${v4}]` : v4;
}

async function readForm(c: TenantContext): Promise<Form> {
  const form = await c.req.parseBody();
  return Object.fromEntries(Object.entries(form).filter((field): field is [string, string] => typeof field[1] === 'string'));
}
