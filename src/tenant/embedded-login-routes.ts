import { Hono } from 'hono';
import { setCookie } from 'hono/cookie';
import { DATABASE, hasConnection, isWebOrigin, PASSWORDLESS } from './applications.ts';
import { readAuthorizeRequest, RefusedPageError } from './authorize-request.ts';
import { isSameVisitor } from './classic-page.ts';
import { cookieScope } from './cookies.ts';
import { completeLogin } from './login.ts';
import { hiddenForm } from './pages.ts';
import type { TenantContext, TenantEnv, TenantParts } from './parts.ts';
import { passwordProblem } from './passwords.ts';
import { EMAIL, isPlainObject, signUpMetadataProblem, type Metadata } from './profile-rules.ts';
import { randomToken } from './tickets.ts';
import { EmailTakenError, ProfileTooLargeError, type TenantUser } from './users.ts';

const REALM_CREDENTIALS = 'http://auth0.com/oauth/grant-type/password-realm';
const CODE_CREDENTIALS = 'http://auth0.com/oauth/grant-type/passwordless/otp';
const SIGN_UP_ATTRIBUTES = ['name', 'given_name', 'family_name', 'nickname', 'picture'] as const;

/** The captcha that Lock shows for Bot Detection. */
const CHALLENGE = { required: true, provider: 'auth0', image: 'data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22/%3E' };

/** The cookie that binds a login ticket to the browser that sent the password. */
export function coCookie(coId: string): string {
  return `co_verifier_${coId}`;
}

/** What Lock and auth0-js call to sign up and log in without leaving the page. */
export function embeddedLoginRoutes(parts: TenantParts): Hono<TenantEnv> {
  const routes = new Hono<TenantEnv>();

  routes.post('/dbconnections/signup', async (c) => signUp(c, parts, await readBody(c)));

  routes.post('/dbconnections/change_password', async (c) => {
    const { client_id, email, connection } = await readBody(c);
    const app = parts.applications.get(text(client_id));
    c.set('application', app);
    if (!app || connection !== DATABASE) return c.json({ error: 'unknown client or connection' }, 400);
    if (!email) return c.json({ error: 'email is required' }, 400);
    // The response is the same whether the account exists or not.
    return c.html("We've just sent you an email to reset your password.");
  });

  for (const path of ['/dbconnections/signup', '/dbconnections/change_password', '/usernamepassword']) {
    routes.post(`${path}/challenge`, (c) => c.json(parts.strictness.wantsCaptcha ? CHALLENGE : { required: false }));
  }

  routes.post('/co/authenticate', async (c) => coAuthenticate(c, parts, await readBody(c)));

  routes.post('/usernamepassword/login', async (c) => {
    const { username, password, connection, ...rest } = await readBody(c);
    const params = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, text(value)]));
    // In a customised login page, `state` is the name of the waiting request.
    const waiting = parts.loginPage === undefined ? undefined : parts.transactions.peek(params.state);
    if (waiting && !isSameVisitor(c, params._csrf)) return c.json(loginProblem('invalid_csrf', 'Invalid CSRF token.'), 403);
    const { request } = waiting ? { request: waiting } : readAuthorizeRequest(params, parts.applications);
    c.set('application', request.app);
    if (connection !== DATABASE) return c.json(loginProblem('invalid_connection', 'Unknown connection.'), 401);
    const user = await parts.users.authenticate(text(username) ?? '', text(password) ?? '');
    if (!user) return c.json(loginProblem('invalid_user_password', 'Wrong email or password.'), 401);
    if (user.blocked) return c.json(loginProblem('unauthorized', 'user is blocked'), 401);
    const wresult = parts.pendingLogins.issue({
      awaits: 'callback',
      login: { request, userId: user.user_id, connection: DATABASE, authenticatedAt: parts.now().getTime() },
      result: {},
    });
    return c.html(hiddenForm(`${parts.url}/login/callback`, { wa: 'wsignin1.0', wresult, wctx: request.state ?? '' }));
  });

  routes.post('/login/callback', async (c) => {
    const { wresult } = await c.req.parseBody();
    const pending = parts.pendingLogins.redeem(text(wresult));
    if (pending?.awaits !== 'callback') throw new RefusedPageError('This login is over, or never was.', 400);
    const { request, userId, connection } = pending.login;
    return completeLogin(c, parts, request, { userId, connection });
  });

  routes.get('/user/geoloc/country', (c) => {
    return c.json({ ip: '127.0.0.1', country_code: 'US', country_name: 'United States' });
  });

  routes.get('/user/ssodata', (c) => {
    const session = parts.sessions.current(c);
    const user = session && parts.users.get(session.userId);
    if (!session || !user) return c.json({ sso: false });
    const { userId, connection } = session;
    return c.json({
      sso: true,
      lastUsedUserID: userId,
      lastUsedUsername: user.email,
      lastUsedConnection: { name: connection },
    });
  });

  return routes;
}

async function signUp(c: TenantContext, parts: TenantParts, body: Record<string, unknown>): Promise<Response> {
  const app = parts.applications.get(text(body.client_id));
  c.set('application', app);
  const refuse = (code: string, description: string) =>
    c.json({ name: 'BadRequestError', code, description, statusCode: 400 }, 400);
  if (!app) return refuse('invalid_request', `Unknown client: ${text(body.client_id) ?? '(client_id is missing)'}`);
  if (body.connection !== DATABASE || !hasConnection(app, DATABASE)) {
    return refuse('invalid_request', 'Connection does not exist, or does not allow to sign up.');
  }
  const email = text(body.email)?.trim();
  const password = text(body.password);
  if (!email || !EMAIL.test(email)) return refuse('invalid_email', 'Invalid email address.');
  if (!password) return refuse('invalid_password', 'Password is required.');
  const weakness = passwordProblem(password);
  if (weakness) return c.json(weakness, 400);
  if (parts.strictness.wantsCaptcha && !text(body.captcha)) return refuse('requires_verification', 'Suspicious request requires verification');
  const { user_metadata } = body;
  const problem = user_metadata === undefined ? undefined : signUpMetadataProblem(user_metadata);
  if (problem) return refuse('invalid_body', `Payload validation error: '${problem}' on property user_metadata.`);

  const outcome = await parts.preUserRegistration?.({
    user: { email, user_metadata: user_metadata ?? {}, app_metadata: {} },
    connection: { name: DATABASE, strategy: 'auth0' },
    client: { client_id: app.clientId, name: app.name ?? app.clientId },
    request: { method: 'POST', body: {}, language: c.req.header('accept-language'), ip: c.env.incoming.socket.remoteAddress ?? '' },
  });
  if (outcome?.refusedWith !== undefined) return refuse('invalid_signup', outcome.refusedWith);

  const attributes: Partial<Record<(typeof SIGN_UP_ATTRIBUTES)[number], string>> = {};
  for (const name of SIGN_UP_ATTRIBUTES) {
    const value = body[name];
    if (value === undefined || value === '') continue;
    if (typeof value !== 'string') {
      return refuse('invalid_body', `Payload validation error: 'Expected type string' on property ${name}.`);
    }
    attributes[name] = value;
  }
  try {
    const user = await parts.users.create({
      email,
      password,
      ...attributes,
      ...(user_metadata !== undefined && { user_metadata: user_metadata as Metadata }),
      ...(outcome?.userMetadata && { user_metadata: { ...(user_metadata as Metadata | undefined), ...outcome.userMetadata } }),
      ...(outcome?.appMetadata && { app_metadata: outcome.appMetadata }),
    });
    return c.json({
      _id: user.user_id.split('|')[1],
      email_verified: user.email_verified,
      email: user.email,
      ...attributes,
      ...(user_metadata !== undefined && { user_metadata }),
    });
  } catch (error) {
    if (error instanceof ProfileTooLargeError) return refuse('invalid_body', error.message);
    if (!(error instanceof EmailTakenError)) throw error;
    return parts.tellsThatUserExists
      ? refuse('user_exists', 'The user already exists.')
      : refuse('invalid_signup', 'Invalid sign up');
  }
}

async function coAuthenticate(c: TenantContext, parts: TenantParts, body: Record<string, unknown>): Promise<Response> {
  const refuse = (error: string, error_description: string) => c.json({ error, error_description }, 403);
  const app = parts.applications.get(text(body.client_id));
  c.set('application', app);
  if (!app) return refuse('unauthorized_client', 'Unknown or invalid client.');
  const origin = c.req.header('origin');
  if (origin === undefined || !isWebOrigin(app, origin)) {
    return refuse('unauthorized_client', 'Cross origin login not allowed.');
  }
  if (body.credential_type !== REALM_CREDENTIALS && body.credential_type !== CODE_CREDENTIALS) {
    return refuse('unsupported_credential_type', 'Unknown or invalid credential type.');
  }
  if (parts.strictness.wantsCaptcha) return refuse('requires_verification', 'Suspicious request requires verification');
  const isCode = body.credential_type === CODE_CREDENTIALS;
  const connection = isCode ? PASSWORDLESS : DATABASE;
  if (body.realm !== connection || !hasConnection(app, connection)) {
    return refuse('access_denied', 'Unknown or invalid realm.');
  }
  const username = text(body.username) ?? '';
  const user = isCode
    ? signInByCode(parts, username.toLowerCase(), text(body.otp) ?? '')
    : await parts.users.authenticate(username, text(body.password) ?? '');
  if (!user) return refuse('access_denied', isCode ? 'Wrong email or verification code.' : 'Wrong email or password.');
  if (user.blocked) return refuse('unauthorized', 'user is blocked');

  const coId = randomToken();
  const coVerifier = randomToken();
  const login_ticket = parts.loginTickets.issue({ userId: user.user_id, connection, clientId: app.clientId, coVerifier, coId });
  setCookie(c, coCookie(coId), coVerifier, { ...cookieScope(c), httpOnly: true, maxAge: 300 });
  return c.json({ login_ticket, co_verifier: coVerifier, co_id: coId });
}

function signInByCode(parts: TenantParts, email: string, code: string): TenantUser | undefined {
  return parts.mailedCodes.redeem(email, code) ? parts.users.signInByEmail(email) : undefined;
}

function loginProblem(code: string, description: string) {
  return { name: 'ValidationError', code, description, statusCode: 401 };
}

/** The body of a call from auth0-js: JSON, or a form. */
async function readBody(c: TenantContext): Promise<Record<string, unknown>> {
  if (!c.req.header('content-type')?.includes('json')) return c.req.parseBody();
  const body: unknown = await c.req.json();
  return isPlainObject(body) ? body : {};
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
