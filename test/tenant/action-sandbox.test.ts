/** The sandbox gives an Action what Auth0 documents, and nothing else. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeJwt } from 'jose';
import { PASSWORD, readRedirect, Visitor, withTenant } from './visitor.ts';

const EMAIL = 'ada@example.com';

/** Logs in at a tenant with this Action; `execute` and `resume` are the bodies of its handlers. */
async function logIn(execute: string, check: (run: Run) => void | Promise<void>, resume = '', now?: () => Date): Promise<void> {
  const code = `
    exports.onExecutePostLogin = async (event, api) => { ${execute} };
    exports.onContinuePostLogin = async (event, api) => { ${resume} };`;
  await withTenant({ action: { code, secrets: { KEY: 'secret' } }, forms: { ap_empty: { nodes: [], start: {}, ending: {} } }, ...(now && { now }) }, async (tenant) => {
    const user = await tenant.users.create({ email: EMAIL, password: PASSWORD, user_metadata: { kept: 1 } });
    const visitor = new Visitor(tenant);
    const answer = async (params: Record<string, string> = {}) => {
      const { login_ticket } = (await (await visitor.coAuthenticate(EMAIL)).json()) as { login_ticket: string };
      return visitor.authorize({ login_ticket, ...params });
    };
    await check({ visitor, answer, profile: () => tenant.users.get(user.user_id)! });
  });
}

interface Run {
  visitor: Visitor;
  answer: (params?: Record<string, string>) => Promise<Response>;
  profile: () => { user_metadata?: object; app_metadata?: object };
}

const claimsOf = (response: Response) => decodeJwt(readRedirect(response).answer.id_token ?? '');

describe('an Action in the local tenant', () => {
  it('knows who logs in, how, when and with which secrets', async () => {
    const facts = `[event.user.email, event.connection.strategy, event.stats.logins_count, event.secrets.KEY, event.transaction.protocol, event.authentication.methods[0].name]`;
    await logIn(`api.idToken.setCustomClaim('https://acme.example/facts', ${facts})`, async ({ answer }) => {
      assert.deepEqual(claimsOf(await answer())['https://acme.example/facts'], [EMAIL, 'auth0', 1, 'secret', 'oidc-implicit-profile', 'pwd']);
    });
  });

  it('writes no claim under a name that Auth0 keeps to itself', async () => {
    const hosts = ['auth0.com', 'acme.eu.auth0.com', 'webtask.io', 'a.webtask.run', 'myauth0.com'];
    await logIn(hosts.map((host) => `api.idToken.setCustomClaim('https://${host}/facts', 1)`).join('; '), async ({ answer }) => {
      const claims = claimsOf(await answer());
      assert.deepEqual(hosts.filter((host) => `https://${host}/facts` in claims), ['myauth0.com']);
    });
  });

  it('has metadata merged by root keys, and saved before the person is led away', async () => {
    const execute = `api.user.setUserMetadata('said', { a: 1 }); api.user.setAppMetadata('noted', true); api.redirect.sendUserTo('https://acme.example/page', { query: { x: 'y' } });`;
    await logIn(execute, async ({ answer, profile }) => {
      const { to, answer: params } = readRedirect(await answer());
      assert.equal(to, 'https://acme.example/page');
      assert.ok(params.state, 'no state');
      assert.deepEqual(profile().user_metadata, { kept: 1, said: { a: 1 } });
      assert.deepEqual(profile().app_metadata, { noted: true });
    });
  });

  it('does not see after a form what it set before, because Auth0 promises that of redirects only', async () => {
    const resume = `api.idToken.setCustomClaim('https://acme.example/seen', event.user.user_metadata); api.user.setUserMetadata('more', 2);`;
    await logIn(`api.user.setUserMetadata('said', 1); api.prompt.render('ap_empty');`, async ({ answer, profile }) => {
      assert.deepEqual(claimsOf(await answer())['https://acme.example/seen'], { kept: 1 });
      assert.deepEqual(profile().user_metadata, { kept: 1, said: 1, more: 2 });
    }, resume);
  });

  it('lives by the clock of the tenant', async () => {
    const now = () => new Date('2031-01-02T03:04:05.000Z');
    await logIn(`api.user.setAppMetadata('at', [new Date().toISOString(), Date.now(), new Date(0).getTime()])`, async ({ answer, profile }) => {
      await answer();
      assert.deepEqual(profile().app_metadata, { at: [now().toISOString(), now().getTime(), 0] });
    }, '', now);
  });

  for (const [what, code] of [
    ['asks for what Auth0 does not document', 'event.nonsense'],
    ['calls what Auth0 does not have', 'api.user.setPassword("x")'],
    ['reads a body that is not there at a login', 'if (event.request.nonsense) {}'],
    ['sets a claim without a namespace', 'api.idToken.setCustomClaim("facts", 1)'],
    ['uses a key that metadata cannot have', 'api.user.setUserMetadata("a.b", 1)'],
    ['fills the profile beyond what Auth0 takes', 'api.user.setUserMetadata("essay", "x".repeat(12000))'],
    ['throws', 'throw new Error("broken")'],
  ] as const) {
    it(`fails the login, and changes nothing, when it ${what}`, async () => {
      await logIn(`api.user.setAppMetadata('noted', true); ${code}`, async ({ answer, profile }) => {
        assert.equal(readRedirect(await answer()).answer.error, 'access_denied');
        assert.deepEqual([profile().user_metadata, profile().app_metadata], [{ kept: 1 }, undefined]);
      });
    });
  }

  it('is refused a redirect in a silent login', async () => {
    await logIn(`api.redirect.sendUserTo('https://acme.example/page')`, async ({ visitor, answer }) => {
      await answer();
      assert.equal((await visitor.authorizeSilently()).error, 'interaction_required');
    });
  });

  it('cannot take the token it made itself for an answer: that one has no state', async () => {
    const execute = `api.redirect.sendUserTo('https://acme.example/page', { query: { nonce: api.redirect.encodeToken({ secret: 'k', payload: { a: 1 } }) } })`;
    const resume = `try { api.redirect.validateToken({ secret: 'k' }) } catch (error) { api.access.deny(error.message) }`;
    await logIn(execute, async ({ visitor, answer }) => {
      const query = new URL((await answer()).headers.get('location')!).searchParams;
      const response = await visitor.postForm(`/continue?state=${query.get('state')}`, { session_token: query.get('nonce')! });
      assert.match(readRedirect(response).answer.error_description ?? '', /State in the token does not match/);
    }, resume);
  });

  it('is not started when it cannot be read', async () => {
    await assert.rejects(withTenant({ action: { code: 'exports.onExecutePostLogin = (' } }, () => Promise.resolve()), { name: 'SyntaxError' });
    await assert.rejects(withTenant({ action: { code: 'exports.nothing = 1' } }, () => Promise.resolve()), /onExecutePostLogin/);
  });
});
