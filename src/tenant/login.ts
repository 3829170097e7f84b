/** The steps of every login after the person is identified. */
import { createHash } from 'node:crypto';
import { DATABASE, PASSWORDLESS, type TenantApp } from './applications.ts';
import type { AuthorizeRequest } from './authorize-request.ts';
import { respond } from './authorize-response.ts';
import { authTime, userClaims } from './claims.ts';
import { consentPage } from './pages.ts';
import type { Login, PendingLogin, TenantContext, TenantParts } from './parts.ts';
import type { PostLoginEvent, PostLoginResult } from './post-login.ts';
import type { Session } from './sessions.ts';
import { isLoopback } from './strictness.ts';
import { formPage, startRun } from './universal-login/forms.ts';

interface Refresh {
  app: TenantApp;
  userId: string;
  connection: string;
  scope: string[];
}

/** The authentication method by connection. Other connections use another provider. */
const METHODS: Record<string, 'pwd' | 'email'> = { [DATABASE]: 'pwd', [PASSWORDLESS]: 'email' };

/** Continues after valid credentials: counts the login and starts a session. */
export function completeLogin(
  c: TenantContext,
  parts: TenantParts,
  request: AuthorizeRequest,
  who: { userId: string; connection: string; posted?: Record<string, string> },
): Promise<Response> {
  parts.users.recordLogin(who.userId, c.env.incoming.socket.remoteAddress ?? '');
  const { authenticatedAt, id } = parts.sessions.start(c, who.userId, who.connection);
  return runPostLogin(c, parts, { request, ...who, authenticatedAt, sid: sessionName(id) });
}

/** Continues in an existing session. */
export function continueSession(
  c: TenantContext,
  parts: TenantParts,
  request: AuthorizeRequest,
  session: Session,
): Promise<Response> {
  const { userId, connection, authenticatedAt, id } = session;
  return runPostLogin(c, parts, { request, userId, connection, authenticatedAt, sid: sessionName(id) });
}

/** Exchanges a refresh token. The Actions run, and no redirect is possible. */
export async function runOnRefresh(c: TenantContext, parts: TenantParts, refresh: Refresh): Promise<PostLoginResult> {
  const user = parts.users.get(refresh.userId);
  // Missing or blocked people never get tokens.
  if (!parts.postLogin || !user || user.blocked) return {};
  const transaction: PostLoginEvent['transaction'] = { protocol: 'oauth2-refresh-token', prompt: [], requested_scopes: refresh.scope };
  return parts.postLogin.execute({ ...(await baseEvent(c, parts, refresh)), transaction }, c.get('refusedApi'));
}

async function runPostLogin(c: TenantContext, parts: TenantParts, login: Login): Promise<Response> {
  if (!parts.postLogin) return askConsent(c, parts, login, {});
  const event = await postLoginEvent(c, parts, login);
  const result = await parts.postLogin.execute(event, c.get('refusedApi'));
  if ((!result.redirectTo && !result.form) || result.deniedBecause) return askConsent(c, parts, login, result);
  if (login.request.isSilent) {
    return respond(c, login.request, { error: 'interaction_required', error_description: 'Interaction required' });
  }
  if (result.form) return showForm(c, parts, { awaits: 'form', login, result, user: event.user, formRun: startRun(parts.forms[result.form.id], result.form) });
  const page = new URL(result.redirectTo ?? '');
  page.searchParams.set('state', parts.pendingLogins.issue({ awaits: 'return', login, result }));
  return c.redirect(page.href);
}

/** Shows a person's current step of a form, or continues after the last one. */
export function showForm(c: TenantContext, parts: TenantParts, pending: PendingLogin, error?: string): Response | Promise<Response> {
  const { formRun } = pending;
  const form = formRun && parts.forms[formRun.id];
  if (!form || formRun.step === undefined) return resumeLogin(c, parts, pending);
  return c.html(formPage(form, formRun, parts.pendingLogins.issue(pending), error), error === undefined ? 200 : 400);
}

/** Continues after the return from the page of `redirectTo`. */
export async function resumeLogin(c: TenantContext, parts: TenantParts, pending: PendingLogin): Promise<Response> {
  const { login, result, formRun, user } = pending;
  // Auth0 saves changes before a redirect. It does not document that for a form, so an Action must not rely on it.
  const afterForm = formRun && { prompt: { id: formRun.id, fields: formRun.fields, vars: formRun.vars }, user };
  const more = parts.postLogin ? await parts.postLogin.continue({ ...(await postLoginEvent(c, parts, login)), ...afterForm }, c.get('refusedApi')) : {};
  return askConsent(c, parts, login, {
    idTokenClaims: { ...result.idTokenClaims, ...more.idTokenClaims },
    accessTokenClaims: { ...result.accessTokenClaims, ...more.accessTokenClaims },
    deniedBecause: more.deniedBecause,
  });
}

function askConsent(
  c: TenantContext,
  parts: TenantParts,
  login: Login,
  result: PostLoginResult,
): Response | Promise<Response> {
  const { request } = login;
  if (result.deniedBecause) {
    return respond(c, request, { error: 'access_denied', error_description: result.deniedBecause });
  }
  const consent = consentNeeded(parts, login);
  if (!consent || (!mustConfirm(parts, login) && parts.grants.hasConsent(consent))) return grant(c, parts, login, result);
  if (request.isSilent && mustConfirm(parts, login)) {
    return respond(c, request, { error: 'interaction_required', error_description: 'Interaction required' });
  }
  if (request.isSilent) {
    return respond(c, request, { error: 'consent_required', error_description: 'Consent required' });
  }
  const pending = parts.pendingLogins.issue({ awaits: 'consent', login, result });
  const { app, scope } = request;
  c.header('X-Frame-Options', 'DENY');
  return c.html(consentPage({ pending, app: app.name ?? app.clientId, audience: consent.audience, scope }));
}

/** Continues after the question for consent. */
export function answerConsent(
  c: TenantContext,
  parts: TenantParts,
  { login, result }: PendingLogin,
  isGiven: boolean,
): Response | Promise<Response> {
  if (!isGiven) {
    const error_description = 'User did not authorize the request';
    return respond(c, login.request, { error: 'access_denied', error_description });
  }
  const consent = consentNeeded(parts, login);
  // People confirm a callback that cannot be verified each time.
  if (consent && !mustConfirm(parts, login)) parts.grants.giveConsent(consent);
  return grant(c, parts, login, result);
}

/** Auth0's rule for callbacks to the person's own device, where any program may receive them. */
function mustConfirm({ strictness }: TenantParts, { request }: Pick<Login, 'request'>): boolean {
  return strictness.confirmsLoopback && isLoopback(request.redirectUri);
}

/** The session ID in tokens, which differs from that in the cookie. */
function sessionName(id: string): string {
  return createHash('sha256').update(id).digest('base64url');
}

function consentNeeded(parts: TenantParts, { request, userId }: Login) {
  const { app, scope, audience } = request;
  if (mustConfirm(parts, { request })) {
    return { clientId: app.clientId, userId, audience: audience ?? parts.applications.userInfoAudience, scope };
  }
  if (audience === undefined || audience === parts.applications.userInfoAudience) return undefined;
  const isSkipped = (app.skipConsent ?? true) && !parts.grants.isRevoked(app.clientId);
  return isSkipped ? undefined : { clientId: app.clientId, userId, audience, scope };
}

async function grant(c: TenantContext, parts: TenantParts, login: Login, result: PostLoginResult): Promise<Response> {
  const { request, userId, connection, authenticatedAt, sid } = login;
  const { idTokenClaims = {}, accessTokenClaims = {} } = result;
  const { responseType, scope, audience, app, nonce } = request;
  const user = parts.users.get(userId);
  // The account may have been deleted during the session.
  if (user?.blocked) return respond(c, request, { error: 'unauthorized', error_description: 'user is blocked' });
  if (!user) return respond(c, request, { error: 'login_required', error_description: 'Login required' });
  const response: Record<string, string | number> = {};
  let accessToken;
  if (responseType.includes('code')) {
    response.code = parts.codes.issue({ request, userId, connection, authenticatedAt, sid, idTokenClaims, accessTokenClaims });
  }
  if (responseType.includes('token')) {
    accessToken = await parts.tokens.accessToken({
      subject: userId,
      clientId: app.clientId,
      audience,
      scope,
      claims: accessTokenClaims,
    });
    response.access_token = accessToken;
    response.scope = scope.join(' ');
    response.expires_in = parts.tokens.lifetimeSeconds;
    response.token_type = 'Bearer';
  }
  if (responseType.includes('id_token') && scope.includes('openid')) {
    const claims = { ...idTokenClaims, ...userClaims(user, scope), nonce, sid, ...authTime(request, authenticatedAt) };
    response.id_token = await parts.tokens.idToken(app.clientId, claims, accessToken);
  }
  return respond(c, request, response);
}

async function postLoginEvent(c: TenantContext, parts: TenantParts, login: Login): Promise<PostLoginEvent> {
  const { request, userId, connection } = login;
  return {
    ...(await baseEvent(c, parts, { app: request.app, userId, connection, posted: login.posted })),
    authentication: {
      methods: [{ name: METHODS[connection] ?? 'federated', timestamp: new Date(login.authenticatedAt).toISOString() }],
    },
    transaction: {
      protocol: request.responseType.includes('code') ? 'oidc-basic-profile' : 'oidc-implicit-profile',
      prompt: request.isSilent ? ['none'] : [],
      requested_scopes: request.askedScope,
      redirect_uri: request.redirectUri,
      state: request.state,
    },
  };
}

/** The part of the event that all logins have. */
async function baseEvent(
  c: TenantContext,
  parts: TenantParts,
  { app, userId, connection, posted }: { app: TenantApp; userId: string; connection: string; posted?: Record<string, string> },
): Promise<Omit<PostLoginEvent, 'authentication' | 'transaction'>> {
  const user = parts.users.get(userId);
  if (!user) throw new Error(`Expected a user "${userId}", but there is none.`);
  return {
    user,
    connection: { name: connection, strategy: user.identities[0]?.provider ?? connection },
    client: { client_id: app.clientId, name: app.name ?? app.clientId },
    stats: { logins_count: user.logins_count ?? 0 },
    request: {
      method: c.req.method,
      query: c.req.query(),
      body: c.req.method === 'POST' ? await readBody(c) : {},
      ip: c.env.incoming.socket.remoteAddress ?? '',
      ...(posted && { posted }),
    },
  };
}

async function readBody(c: TenantContext): Promise<Record<string, unknown>> {
  return c.req.header('content-type')?.includes('json') ? c.req.json() : c.req.parseBody();
}
