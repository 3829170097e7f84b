/** The generated Action in the local tenant, over HTTP: renewed tokens, and a tenant that refuses what the Action asks for. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeJwt } from 'jose';
import type { Tenant } from '../../src/tenant/tenant.ts';
import { parsePlan } from '../../src/plan/parse-plan.ts';
import { readProfileClaim } from '../../src/plan/profile-claim.ts';
import { PAGE, PASSWORD, readRedirect, sha256, Visitor, withTenant } from '../tenant/visitor.ts';
import { generate, SECRET } from './generated.ts';

const EMAIL = 'ada@example.com';
const DAY = 86_400_000;
const VERIFIER = 'a-verifier-that-is-long-enough-to-be-one-0123456789';

const plan = parsePlan({
  fields: [
    { name: 'first_name', label: 'First name', ask: 'signup' },
    { name: 'seats', label: 'Seats', type: 'number', ask: 'signup' },
    { name: 'country', label: 'Country', type: 'country', required: true, ask: { atLogin: true } },
  ],
});

interface World {
  tenant: Tenant;
  visitor: Visitor;
  pass: (ms: number) => void;
  /** `user_metadata` and what the Action keeps in `app_metadata`. */
  profile: () => { user: Record<string, unknown>; state: Record<string, unknown> | undefined };
}

/** A tenant with the Action and somebody who has signed up there. */
async function withPerson(user_metadata: Record<string, unknown>, run: (world: World) => Promise<void>): Promise<void> {
  let ahead = 0;
  const action = { code: await generate(plan), secrets: { PROGRESSIVE_LOCK_SECRET: SECRET } };
  await withTenant({ action, now: () => new Date(Date.now() + ahead) }, async (tenant) => {
    const { user_id } = await tenant.users.create({ email: EMAIL, password: PASSWORD, user_metadata });
    await run({
      tenant,
      visitor: new Visitor(tenant),
      pass: (ms) => (ahead += ms),
      profile: () => {
        const { user_metadata: user = {}, app_metadata: app = {} } = tenant.users.get(user_id)!;
        return { user, state: app.progressive_lock as Record<string, unknown> | undefined };
      },
    });
  });
}

/** What the tokens say; there is no claim where there are no tokens. */
function claimOf({ id_token }: { id_token?: string }) {
  return id_token === undefined ? undefined : readProfileClaim(decodeJwt(id_token));
}

interface Tokens {
  status: number;
  id_token?: string;
  refresh_token?: string;
}

async function token(visitor: Visitor, fields: Record<string, string>): Promise<Tokens> {
  const response = await visitor.postForm('/oauth/token', { client_id: 'demo', ...fields });
  return { status: response.status, ...((await response.json()) as object) };
}

/** Logs in as an SDK with refresh tokens does; the answer at the end of the login, or where it leads in between. */
async function logInWithCode(tenant: Tenant, visitor: Visitor): Promise<URL> {
  const { login_ticket } = (await (await visitor.coAuthenticate(EMAIL)).json()) as { login_ticket: string };
  const response = await visitor.authorize({
    login_ticket,
    response_type: 'code',
    response_mode: 'query',
    scope: 'openid email offline_access',
    audience: `${tenant.url}/userinfo`,
    code_challenge: sha256(VERIFIER).toString('base64url'),
    code_challenge_method: 'S256',
  });
  return new URL(response.headers.get('location') ?? '');
}

const exchange = (visitor: Visitor, code: string) => token(visitor, { grant_type: 'authorization_code', code, code_verifier: VERIFIER });
const refresh = (visitor: Visitor, { refresh_token = '' }: Tokens) => token(visitor, { grant_type: 'refresh_token', refresh_token });

describe('a refresh token', () => {
  it('brings the claim anew, with what has changed, and is neither a session nor a login', async () => {
    await withPerson({ first_name: 'Ada', country: 'DE' }, async ({ tenant, visitor, pass, profile }) => {
      const answer = await logInWithCode(tenant, visitor);
      const first = await exchange(visitor, answer.searchParams.get('code') ?? '');
      const before = claimOf(first)!;
      const { state } = profile();
      pass(8 * DAY);
      tenant.users.update(tenant.users.find(EMAIL)!.user_id, { user_metadata: { ...profile().user, seats: '12' } });
      const second = await refresh(visitor, first);
      const third = await refresh(visitor, second);
      for (const { id_token } of [second, third]) {
        const claim = claimOf({ id_token })!;
        assert.ok(claim.at >= before.at + (8 * DAY) / 1000, 'it is newer');
        assert.deepEqual([claim.ledger, claim.logins], [before.ledger, before.logins]);
        assert.equal(claim.known.includes('seats'), true);
      }
      assert.equal(profile().user.seats, 12, 'types are mended here too');
      assert.deepEqual(profile().state, state);
    });
  });

  it('never leads to the page that asks', async () => {
    await withPerson({ first_name: 'Ada' }, async ({ tenant, visitor, pass }) => {
      const page = await logInWithCode(tenant, visitor);
      assert.equal(page.origin, 'https://acme.example', 'the login itself does');
      const back = await visitor.postForm(`/continue?state=${page.searchParams.get('state')}`, {});
      const first = await exchange(visitor, readRedirect(back).answer.code ?? '');
      pass(30 * DAY);
      const second = await refresh(visitor, first);
      assert.equal(second.status, 200);
      assert.ok(!claimOf(second)!.known.includes('country'), 'though the answer is still missing');
    });
  });
});

describe('a silent login', () => {
  it('brings the claim, is no session, and leads nowhere', async () => {
    await withPerson({ first_name: 'Ada' }, async ({ visitor, pass, profile }) => {
      const before = claimOf(await visitor.logIn(EMAIL))!;
      pass(DAY);
      const answer = await visitor.authorizeSilently();
      assert.equal(answer.error, undefined);
      assert.deepEqual(claimOf(answer)!.ledger, before.ledger);
      assert.equal(profile().state?.redirects, undefined);
    });
  });
});

describe('a tenant that refuses what the Action asks for', () => {
  const FUNCTIONS = [
    'user.setUserMetadata',
    'user.setAppMetadata',
    'idToken.setCustomClaim',
    'redirect.canRedirect',
    'redirect.encodeToken',
    'redirect.sendUserTo',
    'redirect.validateToken',
  ];

  for (const functions of [...FUNCTIONS.map((one) => [one]), FUNCTIONS]) {
    it(`lets people in all the same: ${functions.length === 1 ? functions[0] : 'everything'}`, async () => {
      await withPerson({ first_name: 'Tom &amp; Jerry', seats: '12' }, async ({ tenant, visitor, pass, profile }) => {
        tenant.faults.add({ times: 'always', does: { kind: 'refuse-api', functions } });
        for (let login = 1; login <= 2; login++) {
          let { to, answer } = await logInOpenly(visitor);
          if (to.startsWith('https://acme.example')) ({ to, answer } = readRedirect(await visitor.postForm(`/continue?state=${answer.state}`, { session_token: 'none' })));
          assert.equal(to, `${PAGE}/`);
          assert.equal(answer.error, undefined);
          assert.equal(claimOf(answer) !== undefined, !functions.includes('idToken.setCustomClaim'));
          pass(DAY);
        }
        const { user, state } = profile();
        assert.equal(user.first_name, functions.includes('user.setUserMetadata') ? 'Tom &amp; Jerry' : 'Tom & Jerry');
        assert.equal(state === undefined, functions.includes('user.setAppMetadata'));
      });
    });
  }

  for (const refused of ['user.setUserMetadata', 'user.setAppMetadata']) {
    it(`leads nobody away when there can be no note of it: ${refused}`, async () => {
      await withPerson({ first_name: 'Ada' }, async ({ tenant, visitor }) => {
        tenant.faults.add({ times: 'always', does: { kind: 'refuse-api', functions: [refused] } });
        assert.equal((await logInOpenly(visitor)).to, `${PAGE}/`);
      });
    });
  }

  for (const freeBytes of [0, 60, 200]) {
    it(`lets people in with ${freeBytes} bytes left in the profile`, async () => {
      await withPerson({ first_name: 'Tom &amp; Jerry', seats: '12' }, async ({ tenant, visitor }) => {
        tenant.faults.add({ path: '/authorize', does: { kind: 'fill-profile', email: EMAIL, freeBytes } });
        const { answer } = await logInOpenly(visitor);
        assert.equal(answer.error, undefined);
        assert.ok(claimOf(answer), 'the login goes on, with a claim');
      });
    });
  }

  /** A login in the page's own window, which can be led away. */
  async function logInOpenly(visitor: Visitor) {
    const { login_ticket } = (await (await visitor.coAuthenticate(EMAIL)).json()) as { login_ticket: string };
    return readRedirect(await visitor.authorize({ login_ticket }));
  }
});
