import { Hono } from 'hono';
import { deleteCookie, getCookie } from 'hono/cookie';
import { DATABASE, ENTERPRISE, hasConnection, isLogoutUrl, PASSWORDLESS, SOCIAL, type FederatedName } from './applications.ts';
import { readAuthorizeRequest, RefusedPageError, type AuthorizeRequest } from './authorize-request.ts';
import { respond } from './authorize-response.ts';
import { classicPage } from './classic-page.ts';
import { cookieScope } from './cookies.ts';
import { coCookie } from './embedded-login-routes.ts';
import { answerConsent, completeLogin, continueSession, resumeLogin, showForm } from './login.ts';
import { loginPage } from './pages.ts';
import type { PendingLogin, TenantContext, TenantEnv, TenantParts } from './parts.ts';
import type { Session } from './sessions.ts';
import { takeStep } from './universal-login/forms.ts';
import { signUpAddress } from './universal-login/routes.ts';

/** `/authorize` with its pages, `/continue` and `/v2/logout`. */
export function authorizeRoutes(parts: TenantParts): Hono<TenantEnv> {
  const routes = new Hono<TenantEnv>();

  routes.get('/authorize', (c) => authorize(c, parts, c.req.query()));
  routes.post('/authorize', async (c) => authorize(c, parts, await readForm(c)));

  routes.get('/u/login', (c) => {
    const transaction = c.req.query('state');
    return showLogin(c, parts, startedRequest(parts, transaction), { transaction });
  });

  routes.post('/u/login', async (c) => {
    const form = await readForm(c);
    const request = startedRequest(parts, form.state);
    const user = await parts.users.authenticate(form.email ?? '', form.password ?? '');
    if (!user || user.blocked) {
      const error = user?.blocked ? 'The user is blocked.' : 'Wrong email or password.';
      return showLogin(c, parts, request, { transaction: form.state, email: form.email, error });
    }
    parts.transactions.redeem(form.state);
    return completeLogin(c, parts, request, { userId: user.user_id, connection: DATABASE });
  });

  routes.post('/u/login/social', async (c) => {
    const { state } = await readForm(c);
    const request = startedRequest(parts, state);
    parts.transactions.redeem(state);
    return signInFederated(c, parts, request, SOCIAL);
  });

  routes.post('/u/form', async (c) => {
    const posted = await c.req.parseBody<{ all: true }, Record<string, string | string[]>>({ all: true });
    const pending = pendingLogin(parts, [posted.state].flat()[0], 'form');
    const form = parts.forms[pending.formRun?.id ?? ''];
    const error = form && pending.formRun && takeStep(form, pending.formRun, posted);
    return showForm(c, parts, pending, error);
  });

  routes.post('/u/consent', async (c) => {
    const form = await readForm(c);
    return answerConsent(c, parts, pendingLogin(parts, form.state, 'consent'), form.decision === 'accept');
  });

  const handleContinue = async (c: TenantContext) => {
    const state = c.req.query('state') ?? (c.req.method === 'POST' ? (await readForm(c)).state : undefined);
    const pending = pendingLogin(parts, state, 'return');
    // The address of the page contains the state. Another person who sees it cannot continue with it.
    if (parts.sessions.current(c)?.userId !== pending.login.userId) {
      throw new RefusedPageError('This login was started in another browser.', 400);
    }
    return resumeLogin(c, parts, pending);
  };
  routes.get('/continue', handleContinue);
  routes.post('/continue', handleContinue);

  routes.get('/v2/logout', (c) => {
    const { client_id, returnTo } = c.req.query();
    const app = parts.applications.get(client_id);
    if (client_id !== undefined && !app) throw new RefusedPageError(`Unknown client: ${client_id}`, 400);
    const target = returnTo ?? app?.logoutUrls[0];
    if (target !== undefined && !(app && isLogoutUrl(app, target))) {
      throw new RefusedPageError(
        `The "returnTo" querystring parameter "${target}" is not defined as a valid URL in "Allowed Logout URLs".`,
        400,
      );
    }
    parts.sessions.end(c);
    return target === undefined ? c.text('OK') : c.redirect(target);
  });

  return routes;
}

async function authorize(c: TenantContext, parts: TenantParts, params: Record<string, string>): Promise<Response> {
  const { request, problem } = readAuthorizeRequest(params, parts.applications);
  if (problem) return respond(c, request, problem);
  if (request.loginTicket !== undefined) return redeemLoginTicket(c, parts, request, request.loginTicket);

  const session = request.mustLogIn ? undefined : parts.sessions.current(c);
  if (session && isGoodFor(request, session, parts.now())) return continueSession(c, parts, request, session);
  if (request.isSilent) {
    return respond(c, request, { error: 'login_required', error_description: 'Login required' });
  }
  if (request.connection === SOCIAL || request.connection === ENTERPRISE) return signInFederated(c, parts, request, request.connection);
  return showLogin(c, parts, request, {});
}

function isGoodFor({ maxAge, connection, isSilent }: AuthorizeRequest, session: Session, now: Date): boolean {
  if (maxAge !== undefined && now.getTime() - session.authenticatedAt > maxAge * 1000) return false;
  return isSilent || connection === undefined || connection === session.connection;
}

async function redeemLoginTicket(c: TenantContext, parts: TenantParts, request: AuthorizeRequest, id: string) {
  const ticket = parts.loginTickets.redeem(id);
  const verifier = ticket && getCookie(c, coCookie(ticket.coId));
  if (ticket) deleteCookie(c, coCookie(ticket.coId), cookieScope(c));
  if (ticket?.clientId !== request.app.clientId) {
    return respond(c, request, { error: 'access_denied', error_description: 'Unknown or invalid login ticket.' });
  }
  // Without the cookie, it is another browser than the one that sent the password, or one that blocks the tenant's cookies.
  if (verifier !== ticket.coVerifier) {
    return respond(c, request, { error: 'login_required', error_description: 'Login required' });
  }
  return completeLogin(c, parts, request, { userId: ticket.userId, connection: ticket.connection });
}

async function signInFederated(c: TenantContext, parts: TenantParts, request: AuthorizeRequest, connection: FederatedName): Promise<Response> {
  // The simulated provider knows every person.
  const email = request.loginHint?.toLowerCase() ?? parts.socialProfile.email;
  const user = parts.users.signInFederated(connection, { ...parts.socialProfile, email });
  return completeLogin(c, parts, request, { userId: user.user_id, connection });
}

function showLogin(
  c: TenantContext,
  parts: TenantParts,
  request: AuthorizeRequest,
  form: { transaction?: string; email?: string; error?: string },
) {
  const transaction = form.transaction ?? parts.transactions.issue(request);
  const { app, loginHint } = request;
  c.header('X-Frame-Options', 'DENY');
  const signUp = signUpAddress(parts, request, transaction);
  if (signUp !== undefined && request.screenHint === 'signup' && form.transaction === undefined) return c.redirect(signUp);
  if (parts.loginPage !== undefined) return c.html(classicPage(c, parts, parts.loginPage, request, transaction));
  const by = hasConnection(app, DATABASE) ? 'password' : hasConnection(app, PASSWORDLESS) ? 'code' : undefined;
  const fields = { email: loginHint, ...form, transaction, app: app.name ?? app.clientId, by, hasSocial: hasConnection(app, SOCIAL), signUpAddress: signUp } as const;
  return c.html(loginPage(fields), form.error ? 400 : 200);
}

function startedRequest(parts: TenantParts, state: string | undefined): AuthorizeRequest {
  const request = parts.transactions.peek(state);
  if (!request) throw new RefusedPageError('This login took too long, or was finished before. Start again.', 400);
  return request;
}

function pendingLogin(parts: TenantParts, state: string | undefined, awaits: PendingLogin['awaits']): PendingLogin {
  const pending = parts.pendingLogins.redeem(state);
  if (pending?.awaits !== awaits) throw new RefusedPageError('Invalid state: this login is over, or never was.', 400);
  return pending;
}

async function readForm(c: TenantContext): Promise<Record<string, string>> {
  const form = await c.req.parseBody();
  const isText = (field: [string, unknown]): field is [string, string] => typeof field[1] === 'string';
  return Object.fromEntries(Object.entries(form).filter(isText));
}
