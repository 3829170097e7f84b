import { createHash, timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import { cors } from 'hono/cors';
import type { TenantApp } from './applications.ts';
import type { AuthorizeRequest } from './authorize-request.ts';
import { authTime, userClaims } from './claims.ts';
import { runOnRefresh } from './login.ts';
import type { TenantContext, TenantEnv, TenantParts } from './parts.ts';
import { MACHINE_TOKEN_LIFETIME_S, TokenError } from './tokens.ts';

type Form = Record<string, string | undefined>;

/** `/oauth/token`, `/userinfo` and the tenant's configuration under `/.well-known/`. */
export function tokenRoutes(parts: TenantParts): Hono<TenantEnv> {
  const routes = new Hono<TenantEnv>();

  routes.post('/oauth/token', async (c) => {
    const form = await readForm(c);
    const { id, secret } = clientCredentials(c, form);
    const app = parts.applications.get(id);
    c.set('application', app);
    c.header('Cache-Control', 'no-store');
    // A confidential application must send its secret. Other applications have none.
    if (!app || !isSecretRight(app, secret)) return refuse(c, 401, 'access_denied', 'Unauthorized');
    switch (form.grant_type) {
      case 'authorization_code':
        return exchangeCode(c, parts, app, form);
      case 'refresh_token':
        return exchangeRefreshToken(c, parts, app, form);
      case 'client_credentials':
        return app.clientSecret
          ? clientCredentialsToken(c, parts, app, form)
          : refuse(c, 403, 'unauthorized_client', `Grant type 'client_credentials' not allowed for the client.`);
      case undefined:
        return refuse(c, 400, 'invalid_request', 'Missing required parameter: grant_type');
      default:
        return refuse(c, 403, 'unsupported_grant_type', `Unsupported grant type: ${form.grant_type ?? ''}`);
    }
  });

  routes.on(['GET', 'POST'], '/userinfo', async (c) => {
    const token = /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? '';
    try {
      const { subject, scope, clientId } = await parts.tokens.check(token, parts.applications.userInfoAudience);
      c.set('application', parts.applications.get(clientId));
      const user = parts.users.get(subject);
      if (user) return c.json(userClaims(user, scope));
    } catch (error) {
      if (!(error instanceof TokenError)) throw error;
    }
    c.header('WWW-Authenticate', 'Bearer error="invalid_token", error_description="The access token is invalid"');
    return c.text('Unauthorized', 401);
  });

  routes.use('/.well-known/*', cors());
  routes.get('/.well-known/jwks.json', (c) => c.json(parts.tokens.publicKeys));
  routes.get('/.well-known/openid-configuration', (c) => c.json(openIdConfiguration(parts.url)));

  return routes;
}

async function exchangeCode(c: TenantContext, parts: TenantParts, app: TenantApp, form: Form): Promise<Response> {
  const code = parts.codes.redeem(form.code);
  if (!code || code.request.app.clientId !== app.clientId) {
    return refuse(c, 403, 'invalid_grant', 'Invalid authorization code');
  }
  const { request, userId, connection, authenticatedAt, sid, idTokenClaims, accessTokenClaims } = code;
  if (form.redirect_uri !== undefined && form.redirect_uri !== request.redirectUri) {
    return refuse(c, 403, 'invalid_grant', 'The redirect URI is wrong.');
  }
  if (!isVerifierRight(request, form.code_verifier)) {
    return refuse(c, 403, 'invalid_grant', 'Failed to verify code verifier');
  }
  const { scope, audience, nonce } = request;
  return answerTokens(c, parts, app, {
    userId,
    connection,
    scope,
    audience,
    accessTokenClaims,
    idTokenClaims: { ...idTokenClaims, ...(nonce && { nonce }), sid, ...authTime(request, authenticatedAt) },
  });
}

async function exchangeRefreshToken(
  c: TenantContext,
  parts: TenantParts,
  app: TenantApp,
  form: Form,
): Promise<Response> {
  const grant = parts.grants.redeemRefreshToken(form.refresh_token ?? '', app.clientId);
  if (!grant) return refuse(c, 403, 'invalid_grant', 'Unknown or invalid refresh token.');
  const asked = form.scope?.split(' ') ?? grant.scope;
  const { userId, connection, audience, family } = grant;
  const scope = grant.scope.filter((one) => asked.includes(one) || one === 'offline_access');
  const { redirectTo, deniedBecause, ...claims } = await runOnRefresh(c, parts, { app, userId, connection, scope });
  if (deniedBecause) return refuse(c, 403, 'access_denied', deniedBecause);
  if (redirectTo) return refuse(c, 403, 'interaction_required', 'Interaction required');
  return answerTokens(c, parts, app, { userId, connection, audience, scope, family, grantedScope: grant.scope, ...claims });
}

interface TokenAnswer {
  userId: string;
  connection: string;
  audience?: string;
  scope: string[];
  /** The scopes of a new refresh token. A narrower request does not reduce them. */
  grantedScope?: string[];
  family?: string;
  idTokenClaims?: Record<string, unknown>;
  accessTokenClaims?: Record<string, unknown>;
}

async function answerTokens(
  c: TenantContext,
  parts: TenantParts,
  { clientId }: TenantApp,
  answer: TokenAnswer,
): Promise<Response> {
  const { userId, connection, audience, scope, family, idTokenClaims } = answer;
  const user = parts.users.get(userId);
  if (!user || user.blocked) {
    return refuse(c, 403, 'invalid_grant', user ? 'user is blocked' : 'The user does not exist.');
  }
  const access_token = await parts.tokens.accessToken({
    subject: userId,
    clientId,
    audience,
    scope,
    claims: answer.accessTokenClaims,
  });
  return c.json({
    access_token,
    ...(scope.includes('openid') && {
      id_token: await parts.tokens.idToken(clientId, { ...idTokenClaims, ...userClaims(user, scope) }, access_token),
    }),
    ...(scope.includes('offline_access') && {
      refresh_token: parts.grants.issueRefreshToken({
        userId,
        connection,
        clientId,
        audience,
        scope: answer.grantedScope ?? scope,
        family,
      }),
    }),
    scope: scope.join(' '),
    expires_in: parts.tokens.lifetimeSeconds,
    token_type: 'Bearer',
  });
}

async function clientCredentialsToken(
  c: TenantContext,
  parts: TenantParts,
  app: TenantApp,
  form: Form,
): Promise<Response> {
  const { audience } = form;
  if (!audience) return refuse(c, 403, 'access_denied', 'Non-global clients are not allowed access to APIv1');
  const granted = parts.applications.clientScopes(app, audience);
  if (!granted) return refuse(c, 403, 'access_denied', `Service not enabled within domain: ${audience}`);
  const scope = form.scope ? granted.filter((one) => form.scope?.split(' ').includes(one)) : granted;
  const { clientId } = app;
  const access_token = await parts.tokens.accessToken({
    subject: `${clientId}@clients`,
    clientId,
    audience,
    scope,
    grantType: 'client-credentials',
  });
  return c.json({ access_token, scope: scope.join(' '), expires_in: MACHINE_TOKEN_LIFETIME_S, token_type: 'Bearer' });
}

/** PKCE: whether the verifier belongs to the challenge of the request (RFC 7636, 4.6). */
function isVerifierRight(request: AuthorizeRequest, verifier: string | undefined): boolean {
  if (!request.codeChallenge) return verifier === undefined;
  if (verifier === undefined) return false;
  const made =
    request.codeChallengeMethod === 'S256' ? createHash('sha256').update(verifier).digest('base64url') : verifier;
  return made === request.codeChallenge;
}

/** Reads the credentials from HTTP Basic or the form. Both are accepted, whatever the application's setting. */
function clientCredentials(c: TenantContext, form: Form): { id?: string; secret?: string } {
  const basic = /^Basic (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
  if (basic === undefined) return { id: form.client_id, secret: form.client_secret };
  const [id = '', secret = ''] = Buffer.from(basic, 'base64').toString().split(':').map(decodeURIComponent);
  return { id, secret };
}

function isSecretRight({ clientSecret }: TenantApp, secret: string | undefined): boolean {
  if (clientSecret === undefined || secret === undefined) return clientSecret === secret;
  const given = Buffer.from(secret);
  const expected = Buffer.from(clientSecret);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

async function readForm(c: TenantContext): Promise<Form> {
  const isJson = c.req.header('content-type')?.includes('json');
  const body = isJson ? await c.req.json<Record<string, unknown> | null>() : await c.req.parseBody();
  return Object.fromEntries(
    Object.entries(body ?? {}).filter((field): field is [string, string] => typeof field[1] === 'string'),
  );
}

function refuse(c: TenantContext, status: 400 | 401 | 403, error: string, error_description: string): Response {
  return c.json({ error, error_description }, status);
}

function openIdConfiguration(url: string) {
  return {
    issuer: `${url}/`,
    authorization_endpoint: `${url}/authorize`,
    token_endpoint: `${url}/oauth/token`,
    userinfo_endpoint: `${url}/userinfo`,
    jwks_uri: `${url}/.well-known/jwks.json`,
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    response_types_supported: ['code', 'token', 'id_token', 'token id_token'],
    response_modes_supported: ['query', 'fragment', 'form_post', 'web_message'],
    grant_types_supported: ['authorization_code', 'implicit', 'refresh_token', 'client_credentials'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
    code_challenge_methods_supported: ['S256', 'plain'],
  };
}
