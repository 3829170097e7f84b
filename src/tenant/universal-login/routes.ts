import { Hono } from 'hono';
import { DATABASE, hasConnection, PASSWORDLESS, SOCIAL } from '../applications.ts';
import { RefusedPageError, type AuthorizeRequest } from '../authorize-request.ts';
import { completeLogin } from '../login.ts';
import { sendMail } from '../mailed-codes.ts';
import { page as plainPage } from '../pages.ts';
import { html } from 'hono/html';
import type { SignUpStart, TenantContext, TenantEnv, TenantParts } from '../parts.ts';
import { passwordProblem } from '../passwords.ts';
import { EMAIL } from '../profile-rules.ts';
import { EmailTakenError, ProfileTooLargeError } from '../users.ts';
import { pickLocale, renderPage, type PageFacts, type Screen } from './page.ts';

type Form = Record<string, string>;

/** The sign-up pages of Universal Login. `state` names the request to `/authorize`. */
export function universalLoginRoutes(parts: TenantParts): Hono<TenantEnv> {
  const routes = new Hono<TenantEnv>();

  routes.get('/u/signup', (c) => show(c, parts, 'signup', { state: c.req.query('state') ?? '' }));
  routes.get('/u/signup/identifier', (c) => show(c, parts, 'signup-id', { state: c.req.query('state') ?? '' }));

  routes.post('/u/signup', async (c) => {
    const form = await readForm(c);
    return signUp(c, parts, 'signup', form, { email: form.email ?? '', posted: {} });
  });

  routes.post('/u/signup/identifier', async (c) => {
    const form = await readForm(c);
    const request = startedRequest(parts, form.state);
    const email = form.email?.trim().toLowerCase() ?? '';
    if (!EMAIL.test(email)) return show(c, parts, 'signup-id', { ...form, error: 'Email is not valid.' });
    const start = { email, posted: postedValues(form) };
    if (hasConnection(request.app, DATABASE)) return show(c, parts, 'signup-password', { ...form, email, start: parts.signUpStarts.issue(start) });
    return sendCode(c, parts, form.state, start);
  });

  routes.post('/u/login/code', async (c) => {
    const form = await readForm(c);
    const email = form.email?.trim().toLowerCase() ?? '';
    // The browser checks it first, so people who use the page do not see this.
    if (!EMAIL.test(email)) throw new RefusedPageError('Email is not valid.', 400);
    return sendCode(c, parts, form.state, { email, posted: {} });
  });

  routes.post('/u/signup/password', async (c) => {
    const form = await readForm(c);
    const start = parts.signUpStarts.peek(form.start);
    if (!start) throw new RefusedPageError('This sign-up took too long. Start again.', 400);
    return signUp(c, parts, 'signup-password', form, start);
  });

  routes.post('/u/passwordless/code', async (c) => {
    const form = await readForm(c);
    const request = startedRequest(parts, form.state);
    const start = parts.signUpStarts.peek(form.start);
    if (!start) throw new RefusedPageError('This sign-up took too long. Start again.', 400);
    if (!parts.mailedCodes.redeem(start.email, form.code ?? '')) return c.html(codePage(form.state ?? '', form.start ?? '', request, 'The code is wrong.'), 400);
    parts.transactions.redeem(form.state);
    const user = parts.users.signInByEmail(start.email);
    return completeLogin(c, parts, request, { userId: user.user_id, connection: PASSWORDLESS, posted: start.posted });
  });

  return routes;
}

/** Returns the page for `/authorize` with `screen_hint=signup`; `undefined` if people cannot sign up here. */
export function signUpAddress({ universalLogin }: TenantParts, { app }: AuthorizeRequest, transaction: string): string | undefined {
  if (!universalLogin || !(hasConnection(app, DATABASE) || hasConnection(app, PASSWORDLESS))) return undefined;
  const isIdentifierFirst = universalLogin.isIdentifierFirst ?? !hasConnection(app, DATABASE);
  return `/u/signup${isIdentifierFirst ? '/identifier' : ''}?state=${transaction}`;
}

async function signUp(c: TenantContext, parts: TenantParts, screen: Screen, form: Form, start: SignUpStart): Promise<Response> {
  const request = startedRequest(parts, form.state);
  const email = start.email.trim().toLowerCase();
  const again = (error: string) => show(c, parts, screen, { ...form, email, error });
  if (!EMAIL.test(email)) return again('Email is not valid.');
  const weakness = passwordProblem(form.password ?? '');
  if (weakness) return again('Password is too weak.');
  const posted = { ...start.posted, ...postedValues(form) };
  const locale = localeOf(c, parts, request);
  const outcome = await parts.preUserRegistration?.(signUpEvent(c, request, { email, posted, locale }));
  if (outcome?.refusedWith !== undefined) return again(outcome.refusedWith);
  try {
    const user = await parts.users.create({ email, password: form.password ?? '', user_metadata: outcome?.userMetadata, app_metadata: outcome?.appMetadata });
    parts.transactions.redeem(form.state);
    return await completeLogin(c, parts, request, { userId: user.user_id, connection: DATABASE });
  } catch (error) {
    if (error instanceof EmailTakenError || error instanceof ProfileTooLargeError) return again('Something went wrong, please try again later.');
    throw error;
  }
}

function signUpEvent(c: TenantContext, request: AuthorizeRequest, { email, posted, locale }: { email: string; posted: Form; locale: string }) {
  return {
    user: { email, user_metadata: {}, app_metadata: {} },
    connection: { name: DATABASE, strategy: 'auth0' },
    client: { client_id: request.app.clientId, name: request.app.name ?? request.app.clientId },
    request: { method: 'POST', body: posted, language: c.req.header('accept-language'), ip: c.env.incoming.socket.remoteAddress ?? '' },
    transaction: { locale, ui_locales: request.uiLocales, protocol: 'oidc-basic-profile', redirect_uri: request.redirectUri },
  };
}

function show(c: TenantContext, parts: TenantParts, screen: Screen, { state, email, start, error }: Form): Response | Promise<Response> {
  const { universalLogin } = parts;
  if (!universalLogin) throw new RefusedPageError('This tenant has no such page.', 400);
  const request = startedRequest(parts, state);
  const facts: PageFacts = {
    screen,
    locale: localeOf(c, parts, request),
    transaction: state ?? '',
    application: { id: request.app.clientId, name: request.app.name ?? request.app.clientId },
    hasSocial: hasConnection(request.app, SOCIAL),
    email: email ?? request.loginHint,
    start,
    error,
  };
  c.header('X-Frame-Options', 'DENY');
  c.header('Cache-Control', 'no-store');
  return c.html(renderPage(universalLogin, facts), error === undefined ? 200 : 400);
}

function localeOf(c: TenantContext, { universalLogin }: TenantParts, request: AuthorizeRequest): string {
  const accepted = (c.req.header('accept-language') ?? '').split(',').map((one) => one.split(';')[0]?.trim() ?? '');
  return universalLogin ? pickLocale(universalLogin, [...request.uiLocales, ...accepted]) : 'en';
}

/** Actions receive posted values with these names. */
function postedValues(form: Form): Form {
  return Object.fromEntries(Object.entries(form).filter(([name]) => name.startsWith('ulp-')));
}

function sendCode(c: TenantContext, parts: TenantParts, state: string | undefined, start: SignUpStart): Response | Promise<Response> {
  const request = startedRequest(parts, state);
  if (!hasConnection(request.app, PASSWORDLESS)) throw new RefusedPageError('The connection is not enabled for the application.', 400);
  sendMail(parts, { to: start.email, code: parts.mailedCodes.issue(start.email) });
  return c.html(codePage(state ?? '', parts.signUpStarts.issue(start), request));
}

function codePage(state: string, start: string, request: AuthorizeRequest, error?: string) {
  return plainPage(
    `Sign in to ${request.app.name ?? request.app.clientId}`,
    html`<h1>We sent you a code</h1>
      ${error ? html`<p role="alert">${error}</p>` : ''}
      <form method="post" action="/u/passwordless/code">
        <input type="hidden" name="state" value="${state}" /><input type="hidden" name="start" value="${start}" />
        <label for="code">Code</label><input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" required />
        <button>Continue</button>
      </form>`,
  );
}

function startedRequest(parts: TenantParts, state: string | undefined): AuthorizeRequest {
  const request = parts.transactions.peek(state);
  if (!request) throw new RefusedPageError('This sign-up took too long, or was finished before. Start again.', 400);
  return request;
}

async function readForm(c: TenantContext): Promise<Form> {
  const form = await c.req.parseBody();
  const isText = (field: [string, unknown]): field is [string, string] => typeof field[1] === 'string';
  return Object.fromEntries(Object.entries(form).filter(isText));
}
