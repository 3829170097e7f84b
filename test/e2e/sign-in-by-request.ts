/** Signs in without a page. What the browser opens afterwards has a session at the tenant. */
import type { BrowserContext } from 'playwright-core';
import type { Person } from './harness.ts';

export interface Login {
  tenantUrl: string;
  /** Of the application. */
  origin: string;
  clientId: string;
  scope?: string;
  /** None: the tenant gives a token for its own user information only. */
  audience?: string;
}

/** @returns the address that the tenant goes back to, with the tokens in its hash */
export async function signInByRequest({ request }: BrowserContext, { email, password }: Person, { tenantUrl, origin, clientId, scope = '', audience }: Login): Promise<URL> {
  const realm = 'Username-Password-Authentication';
  const answer = await request.post(`${tenantUrl}/co/authenticate`, {
    headers: { origin },
    data: { client_id: clientId, username: email, password, realm, credential_type: 'http://auth0.com/oauth/grant-type/password-realm' },
  });
  const { login_ticket } = (await answer.json()) as { login_ticket: string };
  const query = new URLSearchParams({
    client_id: clientId,
    response_type: 'token id_token',
    redirect_uri: `${origin}/`,
    scope: `openid profile email ${scope}`,
    ...(audience && { audience }),
    nonce: 'n',
    state: 's',
    realm,
    login_ticket,
  });
  const redirect = await request.get(`${tenantUrl}/authorize?${query.toString()}`, { maxRedirects: 0 });
  return new URL(redirect.headers().location!);
}
