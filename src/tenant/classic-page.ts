import { getCookie, setCookie } from 'hono/cookie';
import type { AuthorizeRequest } from './authorize-request.ts';
import type { TenantContext, TenantParts } from './parts.ts';
import { randomToken } from './tickets.ts';

const CSRF_COOKIE = '_csrf';

/**
 * Renders a page of Auth0's classic login, customised in the dashboard. `@@config@@` is its configuration as base64:
 * https://auth0.com/docs/customize/login-pages/classic-login/customize-with-hosted-pages
 */
export function classicPage(c: TenantContext, parts: TenantParts, html: string, request: AuthorizeRequest, transaction: string): string {
  const { app, responseType, askedScope, audience, nonce, connection, loginHint } = request;
  const csrf = getCookie(c, CSRF_COOKIE) ?? randomToken();
  setCookie(c, CSRF_COOKIE, csrf, { path: '/usernamepassword/login', httpOnly: true, sameSite: 'Lax' });
  const config = {
    auth0Domain: new URL(parts.url).host,
    auth0Tenant: 'local',
    authorizationServer: { issuer: `${parts.url}/` },
    clientID: app.clientId,
    clientConfigurationBaseUrl: `${parts.url}/`,
    languageBaseUrl: parts.url,
    assetsUrl: '',
    callbackURL: request.redirectUri,
    callbackOnLocationHash: !responseType.includes('code'),
    connection,
    prompt: request.mustLogIn ? 'login' : undefined,
    dict: { signin: { title: app.name ?? app.clientId } },
    colors: {},
    extraParams: { login_hint: loginHint },
    internalOptions: {
      protocol: 'oauth2',
      response_type: responseType.join(' '),
      scope: askedScope.join(' '),
      audience,
      nonce,
      state: transaction,
      _csrf: csrf,
      _intstate: 'deprecated',
    },
    isThirdPartyClient: false,
  };
  return html.replaceAll('@@config@@', Buffer.from(JSON.stringify(config)).toString('base64'));
}

/** Whether the post comes from the page that this browser has shown. */
export function isSameVisitor(c: TenantContext, csrf: string | undefined): boolean {
  return csrf !== undefined && getCookie(c, CSRF_COOKIE) === csrf;
}
