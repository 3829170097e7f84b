/** Inspects a tenant from outside, as a browser on the site would. Does not sign in and changes nothing. */
import { getDomain } from 'tldts';
import { managementAudience, MANAGEMENT_SCOPE, isLocalTenant, tenantUrl } from '../auth0/tenant-address.ts';
import { isAtLogin } from '../plan/at-login.ts';
import { isData } from '../plan/json.ts';
import type { ProfilePlan } from '../plan/plan.ts';
import { planWarnings } from '../plan/plan-warnings.ts';
import { get, getJson, preflight } from './fetch-bounded.ts';

export interface Finding {
  level: 'ok' | 'warning' | 'error';
  /** What was checked. */
  subject: string;
  /** What was found, and what to change. */
  message: string;
}

export interface CheckTarget {
  /** `acme.auth0.com`, a custom domain, or `http://localhost:4400`. */
  domain: string;
  clientId: string;
  /** The origin of the site: `https://app.acme.example`. */
  origin?: string;
  /** Where Lock finds the application's settings, if the page sets `lockOptions.configurationBaseUrl`. */
  configurationBaseUrl?: string;
}

/** Returns all findings about a tenant, in the order in which they are shown. Never rejects: an unreachable URL is a finding. */
export async function checkTenant(target: CheckTarget): Promise<Finding[]> {
  const metadata = await checkMetadata(target);
  // If this request fails, the others would only report the same again.
  if (metadata.some(({ level }) => level === 'error')) return metadata;
  const client = await checkClient(target);
  const known = client.some(({ level }) => level === 'error') ? [checkKeys(target)] : [checkKeys(target), checkOrigin(target), checkCors(target), checkManagement(target), checkCaptcha(target)];
  // If the application does not exist, checks of its settings are left out.
  const rest = await Promise.all(known);
  return [...metadata, ...client, ...rest.flat(), ...checkLoopback(target), ...checkCookies(target)];
}

/** Returns the findings about the plan alone. */
export function checkPlan(plan: ProfilePlan): Finding[] {
  const subject = 'plan';
  const warnings = planWarnings(plan).map(({ path, message }): Finding => ({ level: 'warning', subject, message: `${path}: ${message}` }));
  const findings: Finding[] = [{ level: 'ok', subject, message: `${plan.fields.length} fields, in order.` }, ...warnings];
  const atLogin = plan.fields.filter(isAtLogin).map(({ name }) => name);
  if (atLogin.length > 0) {
    findings.push({ level: 'warning', subject, message: `${atLogin.join(', ')}: asked during the login. The Action must be deployed with --page or, with a form that Auth0 hosts, with --form (progressive-lock form); Lock must redirect.` });
  }
  if (plan.enrichment) findings.push({ level: 'warning', subject, message: 'enrichment: nothing is looked up until the Action is deployed.' });
  return findings;
}

async function checkMetadata({ domain }: CheckTarget): Promise<Finding[]> {
  const subject = 'tenant';
  const url = `${tenantUrl(domain)}/.well-known/openid-configuration`;
  const answer = await getJson(url);
  if ('problem' in answer) return [{ level: 'error', subject, message: `${url} ${answer.problem}. Is the domain right?` }];
  const issuer = isData(answer.body) ? answer.body.issuer : undefined;
  const expected = `${tenantUrl(domain)}/`;
  if (issuer !== expected) {
    return [{ level: 'error', subject, message: `Its issuer is ${typeof issuer === 'string' ? issuer : 'no text'}, not ${expected}: ID tokens would be refused. Use the domain that it names.` }];
  }
  return [{ level: 'ok', subject, message: `${expected} answers.` }];
}

async function checkKeys({ domain }: CheckTarget): Promise<Finding[]> {
  const subject = 'keys';
  const url = `${tenantUrl(domain)}/.well-known/jwks.json`;
  const answer = await getJson(url);
  if ('problem' in answer) return [{ level: 'error', subject, message: `${url} ${answer.problem}: no ID token can be checked.` }];
  const keys = isData(answer.body) && Array.isArray(answer.body.keys) ? (answer.body.keys as unknown[]) : [];
  const usable = keys.filter((key) => isData(key) && key.kty === 'RSA');
  if (usable.length === 0) return [{ level: 'error', subject, message: `${url} has no RSA key. Set the application's signature algorithm to RS256.` }];
  return [{ level: 'ok', subject, message: `${usable.length} RSA key${usable.length > 1 ? 's' : ''}.` }];
}

/** Checks the settings that Lock loads: from the tenant, unless the page sets `configurationBaseUrl`. */
async function checkClient({ domain, clientId, configurationBaseUrl = tenantUrl(domain) }: CheckTarget): Promise<Finding[]> {
  const subject = 'application';
  const url = `${configurationBaseUrl}/client/${encodeURIComponent(clientId)}.js`;
  const answer = await get(url);
  if ('problem' in answer) {
    // With a custom domain, the page sets where Lock finds the settings.
    const level = isOwnDomain(domain) ? 'warning' : 'error';
    const advice = level === 'warning' ? ' Set lockOptions.configurationBaseUrl to the CDN of the tenant\'s region, such as https://cdn.us.auth0.com, and give it here: --configuration-base-url.' : '';
    return [{ level, subject, message: `${url} ${answer.problem}: Lock would not start. Is the client ID right?${advice}` }];
  }
  const strategies = readStrategies(answer.text);
  if (!strategies) return [{ level: 'error', subject, message: `${url} contains no settings of an application.` }];
  const database = strategies.find(({ name }) => name === 'auth0')?.connections[0];
  const others = strategies.filter(({ name }) => name !== 'auth0').map(({ name }) => name);
  const findings: Finding[] = [{ level: 'ok', subject, message: `${clientId} is known. Connections: ${strategies.map(({ name }) => name).join(', ') || 'none'}.` }];
  if (!database) findings.push({ level: 'warning', subject, message: 'It has no database connection, so no one sees the sign-up fields.' });
  else if (!database.showSignup) findings.push({ level: 'warning', subject, message: `Sign-ups are disabled for ${database.name}, so no one sees the sign-up fields.` });
  if (others.length > 0) findings.push({ level: 'ok', subject, message: `People who sign in with ${others.join(', ')} never see the sign-up fields; the panel asks them.` });
  return findings;
}

/** Checks whether the site may sign people in, and restore sessions without a redirect. */
async function checkOrigin({ domain, clientId, origin }: CheckTarget): Promise<Finding[]> {
  const subject = 'origin';
  if (!origin) return [{ level: 'warning', subject, message: 'Not checked. Give the URL of your site: --origin https://app.acme.example.' }];
  const answer = await get(silentRequest(domain, clientId, { redirect_uri: `${origin}/`, scope: 'openid' }));
  if (!('problem' in answer)) return [{ level: 'ok', subject, message: `${origin} may sign people in and restore sessions.` }];
  return [{ level: 'error', subject, message: `${origin} is refused (${answer.problem}). Add ${origin}/ to the Allowed Callback URLs and ${origin} to the Allowed Web Origins.` }];
}

/** Checks whether pages of the site may read the responses to a login inside the page and to saving from the browser. */
async function checkCors({ domain, origin }: CheckTarget): Promise<Finding[]> {
  const subject = 'CORS';
  if (!origin) return [];
  const calls = [
    ['POST', '/co/authenticate', 'auth0-client,content-type'],
    ['PATCH', '/api/v2/users/me', 'authorization,content-type'],
  ] as const;
  const answers = await Promise.all(calls.map(([method, path, headers]) => preflight(`${tenantUrl(domain)}${path}`, origin, method, headers)));
  if (answers.every((isAllowed) => isAllowed)) return [{ level: 'ok', subject, message: `Pages of ${origin} may read the tenant's answers.` }];
  const [canLogIn, canSave] = answers;
  const what = [!canLogIn && 'passwords from Lock', !canSave && 'saving from the browser'].filter(Boolean).join(' and to ');
  // A site may need only one of them.
  const level = canLogIn || canSave ? 'warning' : 'error';
  return [{ level, subject, message: `Browsers keep the answers to ${what} from pages of ${origin}. Add ${origin} to the Allowed Origins (CORS), and switch on Cross-Origin Authentication.` }];
}

/** Checks whether a token for saving answers can be requested. */
async function checkManagement({ domain, clientId, origin }: CheckTarget): Promise<Finding[]> {
  const subject = 'saving';
  if (!origin) return [];
  const audience = managementAudience(domain);
  const answer = await get(silentRequest(domain, clientId, { redirect_uri: `${origin}/`, audience, scope: `openid ${MANAGEMENT_SCOPE}` }));
  // The finding about the origin reports this already.
  if ('problem' in answer) return [];
  const [, error = 'in words that are no error code'] = /"error"\s?:\s?"(\w{1,80})"/.exec(answer.text) ?? [];
  const canBeAsked = !answer.text.includes('"error"') || ['login_required', 'consent_required', 'interaction_required'].includes(error);
  if (canBeAsked) return [{ level: 'ok', subject, message: `Tokens for ${audience} can be requested.` }];
  return [{ level: 'error', subject, message: `Tokens for ${audience} are refused (${error}). Is the application allowed to use the Management API for users (Applications → APIs → Auth0 Management API → Application Access)? With a custom domain the audience is that of the tenant's own domain; or save through your own endpoint.` }];
}

/** Checks whether Bot Detection requires a captcha, which Lock does not support inside a page. */
async function checkCaptcha({ domain, clientId }: CheckTarget): Promise<Finding[]> {
  const answer = await getJson(`${tenantUrl(domain)}/usernamepassword/challenge`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ client_id: clientId, state: 'check' }) });
  if ('problem' in answer || !isData(answer.body) || answer.body.required !== true) return [];
  return [{ level: 'error', subject: 'captcha', message: 'Bot Detection asks for a captcha, which logins inside a page do not support. Use Universal Login, or switch it off (Security → Attack Protection → Bot Detection).' }];
}

/** Warns about callbacks to the person's own device: Auth0 refuses silent requests for them, unless the application opts out. */
function checkLoopback({ origin }: CheckTarget): Finding[] {
  const host = origin && new URL(origin).hostname;
  const isLoopback = host === 'localhost' || host === '[::1]' || host?.endsWith('.localhost') || host?.startsWith('127.');
  if (!isLoopback) return [];
  return [{ level: 'warning', subject: 'localhost', message: `Auth0 wants a confirmation for callbacks to ${host}, and restores no session there. Opt out: Applications → your application → Settings → Advanced Settings → OAuth → Non-Verifiable Callback URI End-User Confirmation.` }];
}

/** Checks whether silent logins get the tenant's cookie, which browsers withhold from pages of other sites. */
export function checkCookies({ domain, origin }: CheckTarget): Finding[] {
  const subject = 'cookies';
  if (!origin) return [];
  const [tenant, page] = [new URL(tenantUrl(domain)), new URL(origin)];
  if (siteOf(tenant) === siteOf(page)) return [{ level: 'ok', subject, message: 'Tenant and site are one site: sessions can be restored.' }];
  const registered = getDomain(page.hostname, SITES);
  const advice = registered ? `Set up a custom domain, such as login.${registered}.` : 'Set up a custom domain for the site.';
  return [{ level: 'warning', subject, message: `${tenant.hostname} is another site than ${origin}: browsers that block third-party cookies refuse every login with a password, restore no session and give no token. ${advice}` }];
}

/** Browsers treat the suffixes that companies offer (`github.io`) like `co.uk`. */
const SITES = { allowPrivateDomains: true };

/** Returns the scheme and the registrable domain, as in https://html.spec.whatwg.org/#same-site. */
function siteOf({ protocol, hostname }: URL): string {
  return `${protocol}//${getDomain(hostname, SITES) ?? hostname}`;
}

function silentRequest(domain: string, clientId: string, params: Record<string, string>): string {
  const query = { client_id: clientId, response_type: 'token id_token', response_mode: 'web_message', prompt: 'none', state: 'check', nonce: 'check', ...params };
  return `${tenantUrl(domain)}/authorize?${new URLSearchParams(query)}`;
}

function isOwnDomain(domain: string): boolean {
  return !isLocalTenant(domain) && !domain.endsWith('.auth0.com');
}

interface Strategy {
  name: string;
  connections: { name: string; showSignup?: boolean }[];
}

/** Returns the connections in `Auth0.setClient({…});`, or `undefined` if it is not such a script. */
function readStrategies(script: string): Strategy[] | undefined {
  const start = script.indexOf(SET_CLIENT);
  const end = script.lastIndexOf(')');
  if (start < 0 || end < start) return undefined;
  try {
    const settings: unknown = JSON.parse(script.slice(start + SET_CLIENT.length, end));
    if (!isData(settings) || !Array.isArray(settings.strategies)) return undefined;
    return settings.strategies.filter(isNamed).map(({ name, connections }) => ({ name, connections: Array.isArray(connections) ? connections.filter(isNamed) : [] }));
  } catch {
    // Not the JSON that Auth0 sends.
    return undefined;
  }
}

const SET_CLIENT = 'Auth0.setClient(';

function isNamed(value: unknown): value is Record<string, unknown> & { name: string } {
  return isData(value) && typeof value.name === 'string';
}
