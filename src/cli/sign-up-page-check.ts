/** Opens the tenant's own sign-up page like a person who signs up there. Submits nothing. */
import { createHash, randomBytes } from 'node:crypto';
import { tenantUrl } from '../auth0/tenant-address.ts';
import type { ProfilePlan } from '../plan/plan.ts';
import { readText } from '../plan/read-text.ts';
import { inputName, SHOWN_MARK, signUpPageFields } from '../plan/sign-up-page.ts';
import type { CheckTarget, Finding } from './tenant-check.ts';

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 1024 * 1024;
const MAX_REDIRECTS = 4;

/** Checks whether the page has the fields of `plan`. Never rejects. */
export async function checkSignUpPage({ domain, clientId, origin }: CheckTarget, plan: ProfilePlan): Promise<Finding[]> {
  const subject = 'sign-up';
  const { fields, deferred } = signUpPageFields(plan);
  if (!origin || fields.length + deferred.length === 0) return [];
  const later: Finding[] = deferred.map(({ name, reason }) => ({ level: 'ok', subject, message: `${name} cannot be on Auth0's own page: ${reason}` }));
  const html = await openPage(`${tenantUrl(domain)}/authorize?${new URLSearchParams(request(clientId, origin))}`);
  if (html === undefined) return [{ level: 'ok', subject, message: 'Auth0\'s own sign-up page could not be opened from here. It matters only with Universal Login.' }, ...later];
  if (!html.includes(`name="${SHOWN_MARK}"`)) {
    if (!/type="?password/i.test(html)) {
      return [{ level: 'ok', subject, message: "The first screen of Auth0's own sign-up has none of the fields. Whether the second one has them, which asks for the password, cannot be seen from outside." }, ...later];
    }
    return [{ level: 'ok', subject, message: 'Auth0\'s own page has none of the sign-up fields. With Universal Login put them there: progressive-lock universal-login.' }, ...later];
  }
  const missing = fields.filter((field) => !html.includes(`name="${inputName(field, field.type === 'multiselect' ? 0 : undefined)}"`)).map(({ name }) => name);
  if (missing.length === 0) return [{ level: 'ok', subject, message: `Auth0's own page has all sign-up fields (${fields.length}). Whether their Action is deployed cannot be seen from outside.` }, ...later];
  return [{ level: 'warning', subject, message: `Auth0's own page lacks ${missing.join(', ')}: it was made from another plan. Run progressive-lock universal-login again, and import the folder.` }, ...later];
}

function request(clientId: string, origin: string): Record<string, string> {
  const verifier = randomBytes(32).toString('base64url');
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  return { client_id: clientId, redirect_uri: `${origin}/`, response_type: 'code', scope: 'openid', screen_hint: 'signup', state: 'check', code_challenge: challenge, code_challenge_method: 'S256' };
}

/** Returns the page at `address`. Follows redirects, with the cookies that they set, but never to another host. */
async function openPage(address: string): Promise<string | undefined> {
  const cookies = new Map<string, string>();
  let url = new URL(address);
  const { host } = url;
  try {
    for (let count = 0; count <= MAX_REDIRECTS; count++) {
      const headers = { accept: 'text/html', cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
      const response = await fetch(url, { headers, redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) });
      for (const cookie of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=;]+)=([^;]*)/.exec(cookie) ?? [];
        cookies.set(name, value);
      }
      const location = response.headers.get('location');
      if (response.status < 300 || response.status > 399 || location === null) {
        const text = await readText(response.body?.getReader(), MAX_BYTES);
        return response.ok ? text : undefined;
      }
      await response.body?.cancel();
      url = new URL(location, url);
      if (url.host !== host) return undefined;
    }
  } catch {
    // The tenant's other findings describe the problem.
  }
  return undefined;
}
