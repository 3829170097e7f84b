import { Hono } from 'hono';
import { PASSWORDLESS, hasConnection } from './applications.ts';
import { readAuthorizeRequest, RefusedPageError } from './authorize-request.ts';
import { completeLogin } from './login.ts';
import { sendMail } from './mailed-codes.ts';
import type { TenantEnv, TenantParts } from './parts.ts';
import { EMAIL, isPlainObject } from './profile-rules.ts';

/** The parameters that a link may contain. */
const LINK_PARAMS = ['redirect_uri', 'response_type', 'response_mode', 'scope', 'audience', 'state', 'nonce'];

/**
 * Codes and links by email: https://auth0.com/docs/api/authentication/passwordless/get-code-or-link. A code is posted to
 * `/co/authenticate`, or by Auth0's own login page to `/passwordless/verify`.
 */
export function passwordlessRoutes(parts: TenantParts): Hono<TenantEnv> {
  const routes = new Hono<TenantEnv>();

  routes.post('/passwordless/start', async (c) => {
    const body = await c.req.json<Record<string, unknown>>();
    const refuse = (error: string, error_description: string) => c.json({ error, error_description }, 400);
    const app = parts.applications.get(text(body.client_id));
    c.set('application', app);
    if (!app) return refuse('bad.client_id', 'error in client_id - validation');
    if (body.connection !== PASSWORDLESS || !hasConnection(app, PASSWORDLESS)) return refuse('bad.connection', 'Connection does not exist');
    const email = text(body.email)?.trim().toLowerCase() ?? '';
    if (!EMAIL.test(email)) return refuse('bad.email', 'error in email - email format validation failed');
    const authParams = body.authParams ?? {};
    if (!isPlainObject(authParams)) return refuse('bad.authParams', 'error in authParams - invalid type: object expected');
    const code = parts.mailedCodes.issue(email);
    // A link, unless a code was requested.
    const link = body.send === 'code' ? undefined : new URL('/passwordless/verify_redirect', parts.url);
    if (link) {
      const wanted = LINK_PARAMS.flatMap((name) => (typeof authParams[name] === 'string' ? [[name, authParams[name]]] : []));
      link.search = String(new URLSearchParams([['client_id', app.clientId], ['connection', PASSWORDLESS], ['email', email], ['verification_code', code], ...wanted]));
    }
    sendMail(parts, { to: email, code, ...(link && { link: link.href }) });
    return c.json({ _id: parts.users.emailId(email), email, email_verified: false });
  });

  routes.post('/passwordless/verify', async (c) => {
    const { client_id, connection, email, verification_code } = await c.req.json<Record<string, unknown>>();
    const app = parts.applications.get(text(client_id));
    c.set('application', app);
    const isRight = app && connection === PASSWORDLESS && hasConnection(app, PASSWORDLESS) && parts.mailedCodes.isRight(text(email)?.toLowerCase() ?? '', text(verification_code) ?? '');
    if (!isRight) return c.json({ error: 'invalid_user_password', error_description: 'Wrong email or verification code.' }, 401);
    return c.json({});
  });

  routes.get('/passwordless/verify_redirect', (c) => {
    const params = c.req.query();
    const { request, problem } = readAuthorizeRequest(params, parts.applications);
    const email = params.email?.toLowerCase() ?? '';
    if (problem || params.connection !== PASSWORDLESS || !parts.mailedCodes.redeem(email, params.verification_code ?? '')) {
      throw new RefusedPageError(problem?.error_description ?? 'Wrong email or verification code.', 400);
    }
    const user = parts.users.signInByEmail(email);
    return completeLogin(c, parts, request, { userId: user.user_id, connection: PASSWORDLESS });
  });

  return routes;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
