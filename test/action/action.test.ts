/** The generated file itself, over a table of events. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { parse } from 'acorn';
import { hashPlan, readProfileClaim } from '../../src/plan/profile-claim.ts';
import { explain } from '../../src/plan/next-ask.ts';
import { parsePlan } from '../../src/plan/parse-plan.ts';
import { PREFER_NOT_TO_SAY } from '../../src/plan/stored-text.ts';
import { generateAction } from '../../src/action/generate-action.ts';
import { actionRuntime, CLAIM, decode, generate, load, loginEvent, recordingApi, SECRET, sign } from './generated.ts';

const plan = parsePlan({
  fields: [
    { name: 'first_name', label: 'First name', ask: 'signup', knownFrom: ['given_name'] },
    { name: 'newsletter', label: 'News', type: 'checkbox', ask: 'signup' },
    { name: 'seats', label: 'Seats', type: 'number', ask: 'signup' },
    { name: 'company', label: 'Company', confirm: true, knownFrom: ['enrichment.company'] },
    { name: 'role', label: 'Role', when: { company: { $exists: true } } },
    { name: 'tax', label: 'Tax number', sensitive: true },
    { name: 'team', label: 'Team', type: 'select', ask: 'signup', options: [{ value: 'ops', label: 'Operations' }] },
    { name: 'country', label: 'Country', type: 'country', required: true, ask: { atLogin: true } },
  ],
});
const code = await generate(plan);

async function logIn(event = loginEvent(), options: Parameters<typeof recordingApi>[0] & { code?: string } = {}) {
  const { api, record } = recordingApi(options);
  await load(options.code ?? code).onExecutePostLogin(event, api);
  return record;
}

async function comeBack(event = loginEvent(), options: Parameters<typeof recordingApi>[0] = {}) {
  const { api, record } = recordingApi(options);
  await load(code).onContinuePostLogin(event, api);
  return record;
}

/** What was written to `user_metadata` beside the ledger. */
const answersIn = ({ user: { progressive_lock, ...answers } }: { user: Record<string, unknown> }) => (assert.ok(progressive_lock, 'no ledger was written'), answers);

const user = (attributes: object) => loginEvent({ user: { user_id: 'auth0|1', email: 'ada@acme.example', email_verified: true, created_at: '2026-01-01T00:00:00.000Z', ...attributes } });

describe('the file', () => {
  it('is CommonJS that Node 18 can read, under 100 kB, and needs nothing but crypto', () => {
    // ES2022 is what Node 18 knows.
    parse(code, { ecmaVersion: 2022, sourceType: 'script' });
    assert.ok(Buffer.byteLength(code) < 100_000, 'the file is larger than 100 kB');
    assert.deepEqual([...code.matchAll(/\brequire\(([^)]*)\)/g)].map(([, name]) => name), ["'crypto'"]);
    assert.doesNotMatch(code, /\beval\(|new Function/);
  });

  it('says in its header which plan, version and secrets', async () => {
    const withLookUp = await generate({ ...plan, enrichment: { url: 'https://find.example/?e={email}', secret: 'LOOKUP_KEY', values: { company: 'name' } } }, { planName: 'saas.json', version: '1.2.3' });
    const header = withLookUp.slice(0, withLookUp.indexOf('*/'));
    assert.match(await generate(plan, { version: '1.2.3', now: new Date('2026-05-01T10:00:00Z') }), /^\/\*\*.*\n \* Version 1\.2\.3, 2026-05-01\./);
    for (const words of ['1.2.3', `Plan digest: ${hashPlan(plan)}`, 'saas.json', 'LOOKUP_KEY', 'PROGRESSIVE_LOCK_SECRET', 'first_name']) assert.ok(header.includes(words), words);
  });

  it('is refused for namespaces whose claims Auth0 drops', async () => {
    for (const host of ['auth0.com', 'acme.eu.auth0.com', 'webtask.io', 'x.webtask.run', 'AUTH0.com']) {
      await assert.rejects(generate(plan, { namespace: `https://${host}/claims` }), /Auth0 drops claims of auth0\.com, webtask\.io, webtask\.run/, host);
    }
    for (const host of ['myauth0.com', 'auth0.com.acme.example', 'acme.example']) assert.ok(await generate(plan, { namespace: `https://${host}` }), host);
  });

  it('cannot be broken out of by the name of the plan', async () => {
    const text = await generate(plan, { planName: '*/ throw new Error("out"); /*\nthrow 1' });
    assert.equal(typeof load(text).onExecutePostLogin, 'function');
  });

  it('is refused for a namespace that is no https address, without the page it needs, and over the limit', async () => {
    const runtime = await actionRuntime();
    const options = { namespace: 'https://acme.example', page: 'https://acme.example/ask', version: '1', runtime };
    assert.throws(() => generateAction(plan, { ...options, namespace: 'acme' }), TypeError);
    assert.throws(() => generateAction(plan, { ...options, page: undefined }), /--page/);
    const large = { fields: Array.from({ length: 900 }, (_, index) => ({ name: `field_with_a_long_name_${index}`, label: 'x', pattern: '[a-z]{1,20}' })) };
    assert.throws(() => generateAction(large, options), RangeError);
  });

  it('has room for a plan with long lists, and says how much where there is none', async () => {
    const options = (count: number) => Array.from({ length: count }, (_, index) => ({ value: `choice_${index}`, label: `Choice ${index}` }));
    const withList = (count: number) => ({ fields: [...plan.fields, { name: 'trade', label: 'Trade', type: 'select' as const, options: options(count) }] });
    const event = user({ user_metadata: { trade: 'choice_499' } });
    const { api, record } = recordingApi();
    await load(await generate(withList(500))).onExecutePostLogin(event, api);
    assert.ok(readProfileClaim(record.claims)?.known.includes('trade'), 'the list is not read');
    const refusal = await generate(withList(3000)).then(() => undefined, (error: unknown) => error as RangeError);
    const [, bytes, ofPlan, room] = (/would have (\d+) bytes.* makes (\d+) of them and can have (\d+)/.exec(refusal?.message ?? '') ?? []).map(Number);
    assert.equal(bytes! - ofPlan! + room!, 100_000);
    assert.ok(room! > 20_000, `${room} bytes are left for a plan`);
  });
});

describe('an Action for some applications', () => {
  it('leaves logins to others alone, on their way out and back', async () => {
    const text = await generate(plan, { clients: ['ours', 'too'] });
    assert.match(text.slice(0, text.indexOf('*/')), /Applications: ours, too/);
    for (const [client, isMeant] of [[{ client_id: 'ours' }, true], [{ client_id: 'too' }, true], [{ client_id: 'theirs' }, false], [undefined, false]] as const) {
      const { api, record } = recordingApi();
      await load(text).onExecutePostLogin(loginEvent({ client }), api);
      assert.deepEqual([CLAIM in record.claims, record.sentTo !== undefined], [isMeant, isMeant]);
      const back = recordingApi();
      await load(text).onContinuePostLogin(loginEvent({ client }), back.api);
      assert.equal(CLAIM in back.record.claims, isMeant);
    }
  });
});

describe('texts of the sign-up form', () => {
  it('are read into the declared types, and what Lock made HTML of is mended', async () => {
    const record = await logIn(user({ user_metadata: { first_name: 'Tom &amp; Jerry &lt;3', newsletter: 'false', seats: '42', other: '7' } }));
    assert.deepEqual(answersIn(record), { first_name: 'Tom & Jerry <3', newsletter: false, seats: 42 });
  });

  it('stay as they are when they are right, cannot be read, or say nothing', async () => {
    const record = await logIn(user({ user_metadata: { first_name: 'Ada &amp;amp; Co', seats: 'many', newsletter: '' } }));
    assert.deepEqual(Object.keys(record.user).filter((key) => key !== 'progressive_lock'), []);
  });
});

describe('“Prefer not to say” in the sign-up form', () => {
  const chosen = user({ user_metadata: { first_name: 'Ada', team: PREFER_NOT_TO_SAY } });

  it('counts as “don’t ask again”, and the claim says so', async () => {
    const { ledger } = readProfileClaim((await logIn(chosen)).claims)!;
    const reasons = explain(plan, { profile: {}, ledger, now: new Date() });
    assert.equal(reasons.find(({ name }) => name === 'team')?.reason, 'declined');
  });

  it('is noted once', async () => {
    const first = await logIn(chosen);
    const again = user({ user_metadata: { ...chosen.user.user_metadata, ...first.user }, app_metadata: first.app });
    again.transaction = { protocol: 'oauth2-refresh-token', prompt: [] };
    assert.deepEqual((await logIn(again)).user, {});
  });
});

describe('sessions', () => {
  const sessionsOf = (record: Awaited<ReturnType<typeof logIn>>) => readProfileClaim(record.claims)?.ledger.n;
  const stateOf = (record: Awaited<ReturnType<typeof logIn>>) => record.app.progressive_lock as { signedInAt?: number };

  it('are counted once for each sign-in', async () => {
    const first = await logIn();
    assert.equal(sessionsOf(first), 2, 'an account that has logged in before is in its second session');
    const event = loginEvent({ user: { user_id: 'auth0|1', user_metadata: first.user, app_metadata: first.app } });
    event.authentication!.methods = [{ timestamp: new Date(stateOf(first).signedInAt!).toISOString() }];
    assert.equal(sessionsOf(await logIn(event)), 2, 'the session goes on');
    event.authentication!.methods = [{ timestamp: new Date(stateOf(first).signedInAt! + 60_000).toISOString() }];
    assert.equal(sessionsOf(await logIn(event)), 3);
  });

  for (const [what, transaction] of [
    ['a refresh token', { protocol: 'oauth2-refresh-token', prompt: [] }],
    ['a silent login whose time is not told', { protocol: 'oidc-basic-profile', prompt: ['none'] }],
  ] as const) {
    it(`are not counted for ${what}`, async () => {
      const record = await logIn(loginEvent({ transaction: { ...transaction, prompt: [...transaction.prompt] }, authentication: undefined }));
      assert.equal(sessionsOf(record), 0);
    });
  }

  it('are not counted for a refresh token either when the time of a sign-in is told', async () => {
    const record = await logIn(loginEvent({ transaction: { protocol: 'oauth2-refresh-token', prompt: [] } }));
    assert.deepEqual([sessionsOf(record), record.app], [0, {}]);
  });

  it('are not counted anew when a second factor has come after the first', async () => {
    const first = await logIn();
    const event = loginEvent({ user: { user_id: 'auth0|1', user_metadata: first.user, app_metadata: first.app } });
    const at = stateOf(first).signedInAt!;
    event.authentication!.methods = [{ name: 'pwd', timestamp: new Date(at).toISOString() }, { name: 'mfa', timestamp: new Date(at + 20_000).toISOString() }];
    assert.equal(sessionsOf(await logIn(event)), 2);
  });

  it('are counted, and the claim is written, when the dates make no sense', async () => {
    const event = user({ created_at: { toString: false } });
    event.authentication = { methods: [{ timestamp: { toString: false } as unknown as string }] };
    assert.equal(sessionsOf(await logIn(event)), 2);
  });

  it('of a sign-up that had the fields are marked as such', async () => {
    const created_at = new Date().toISOString();
    const event = loginEvent({ stats: { logins_count: 1 }, user: { user_id: 'auth0|1', created_at, user_metadata: { first_name: 'Ada' } } });
    const { n, u } = readProfileClaim((await logIn(event)).claims)!.ledger;
    assert.deepEqual([n, u], [1, 1]);
    event.connection = { name: 'google-oauth2', strategy: 'google-oauth2' };
    assert.equal(readProfileClaim((await logIn(event)).claims)!.ledger.u, 0, 'a social account never saw the form');
  });
});

describe('what the identity provider told', () => {
  it('is noted with its connection, and known at a login by another one', async () => {
    const google = user({ given_name: 'Grace' });
    google.connection = { name: 'google-oauth2', strategy: 'google-oauth2' };
    const record = await logIn(google);
    assert.deepEqual((record.app.progressive_lock as { provided: unknown }).provided, { first_name: { value: 'Grace', from: 'google-oauth2' } });
    assert.ok(!('first_name' in record.user), 'it is not what the person said');
    assert.deepEqual(readProfileClaim(record.claims)!.told, ['first_name']);
    const later = await logIn(user({ app_metadata: record.app }));
    assert.deepEqual(readProfileClaim(later.claims)!.told, ['first_name']);
  });
});

describe('the claim', () => {
  it('names what is known, and gives values only where they are needed', async () => {
    const record = await logIn(user({ user_metadata: { first_name: 'Ada', company: 'ACME', tax: 'secret-77', country: 'DE' } }));
    const claim = readProfileClaim(record.claims)!;
    assert.deepEqual([...claim.known].sort(), ['company', 'country', 'first_name', 'tax']);
    assert.deepEqual(claim.values, { company: 'ACME' });
    assert.equal(claim.logins, 2);
    assert.equal(claim.created, '2026-01-01T00:00:00.000Z');
    assert.doesNotMatch(JSON.stringify(record.claims), /secret-77|Ada/);
    assert.equal(claim.isCut, false);
  });
});

describe('the look-up', () => {
  const enriched = (url: string, more: object = {}) => generate({ ...plan, enrichment: { url, secret: 'LOOKUP_KEY', values: { company: 'organization.name' }, ...more } });

  /** A look-up service that answers `status` and `body`; `null` leaves every call without an answer. */
  async function withService(answer: { status: number; body: unknown } | null, run: (url: string, calls: { url: string; key?: string }[]) => Promise<void>) {
    const calls: { url: string; key?: string }[] = [];
    const server = createServer((request, response) => {
      calls.push({ url: request.url ?? '', key: request.headers.authorization });
      if (answer) response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body));
    });
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
    try {
      await run(`http://localhost:${(server.address() as AddressInfo).port}/find?email={email}`, calls);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }

  const later = (record: Awaited<ReturnType<typeof logIn>>) => user({ user_metadata: record.user, app_metadata: record.app, email: 'ada+1@acme.example' });
  const first = user({ email: 'ada+1@acme.example' });

  it('is done once, with the secret, and offers what it found for confirmation', async () => {
    await withService({ status: 200, body: { organization: { name: 'ACME' } } }, async (url, calls) => {
      const text = await enriched(url);
      let record = await logIn(first, { code: text });
      for (let login = 2; login <= 5; login++) record = { ...(await logIn(later(record), { code: text })), app: record.app, user: record.user };
      assert.deepEqual(calls, [{ url: '/find?email=ada%2B1%40acme.example', key: 'Bearer look-up-key' }]);
      const claim = readProfileClaim(record.claims)!;
      assert.deepEqual(claim.enrichment, { company: 'ACME' });
      assert.equal(claim.known.includes('company'), false);
    });
  });

  for (const email_verified of [false, undefined, 'true', 1]) {
    it(`is not done for an address that is not verified (${JSON.stringify(email_verified)}), nor is told what was found before`, async () => {
      await withService({ status: 200, body: { organization: { name: 'ACME' } } }, async (url, calls) => {
        const app_metadata = { progressive_lock: { lookUp: { at: Date.now(), for: 'ada@acme.example', values: { company: 'ACME' } } } };
        const record = await logIn(user({ email_verified, app_metadata }), { code: await enriched(url) });
        assert.deepEqual(calls, []);
        assert.deepEqual(readProfileClaim(record.claims)!.enrichment, {});
      });
    });
  }

  it('tells nothing that was found for another address of the person', async () => {
    await withService({ status: 404, body: {} }, async (url) => {
      const app_metadata = { progressive_lock: { lookUp: { at: Date.now(), for: 'victim@acme.example', values: { company: 'ACME' } } } };
      const record = await logIn(user({ app_metadata }), { code: await enriched(url) });
      assert.deepEqual(readProfileClaim(record.claims)!.enrichment, {});
    });
  });

  it('is done for addresses that are not verified where the plan says so', async () => {
    await withService({ status: 200, body: { organization: { name: 'ACME' } } }, async (url, calls) => {
      const record = await logIn(user({ email_verified: false }), { code: await enriched(url, { allowUnverified: true }) });
      assert.equal(calls.length, 1);
      assert.deepEqual(readProfileClaim(record.claims)!.enrichment, { company: 'ACME' });
    });
  });

  for (const email of ['..', '.', '../..', 'x'.repeat(400) + '@x.example', '\ud800@x.example', '']) {
    it(`asks nothing about ${JSON.stringify(email.slice(0, 20))}, and lets the login go on`, async () => {
      await withService({ status: 200, body: {} }, async (url, calls) => {
        const record = await logIn(user({ email }), { code: await enriched(url.replace('find?email={email}', 'people/{email}/card')) });
        assert.deepEqual(calls, []);
        assert.ok(readProfileClaim(record.claims), 'the login goes on, with a claim');
      });
    });
  }

  it('lets go of the connection when the answer is too long, or is not wanted', async () => {
    for (const status of [200, 500]) {
      let isClosed: () => void;
      const closed = new Promise<void>((resolve) => (isClosed = resolve));
      const server = createServer((_request, response) => {
        response.writeHead(status);
        const more = setInterval(() => response.write(' '.repeat(65_536)), 1);
        response.on('close', () => {
          clearInterval(more);
          isClosed();
        });
      });
      await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
      try {
        await logIn(first, { code: await enriched(`http://localhost:${(server.address() as AddressInfo).port}/{email}`, { timeout: 'PT8S' }) });
        await closed;
      } finally {
        server.closeAllConnections();
        server.close();
      }
    }
  });

  it('takes neither the secret nor the address to another server', async () => {
    const gone: string[] = [];
    const elsewhere = createServer((request, response) => {
      gone.push(`${request.url} ${request.headers.authorization}`);
      response.end('{"organization":{"name":"Evil"}}');
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, 'localhost', resolve));
    const location = `http://localhost:${(elsewhere.address() as AddressInfo).port}/?ada`;
    const service = createServer((_request, response) => void response.writeHead(307, { location }).end());
    await new Promise<void>((resolve) => service.listen(0, 'localhost', resolve));
    try {
      const record = await logIn(first, { code: await enriched(`http://localhost:${(service.address() as AddressInfo).port}/{email}`) });
      assert.deepEqual(gone, []);
      assert.deepEqual(readProfileClaim(record.claims)!.enrichment, {});
    } finally {
      for (const server of [service, elsewhere]) {
        server.closeAllConnections();
        server.close();
      }
    }
  });

  it('is not done when everything it could tell is known', async () => {
    await withService({ status: 200, body: {} }, async (url, calls) => {
      await logIn(user({ user_metadata: { company: 'ACME' } }), { code: await enriched(url) });
      assert.deepEqual(calls, []);
    });
  });

  for (const [what, answer] of [
    ['fails', { status: 500, body: {} }],
    ['knows nobody', { status: 404, body: {} }],
    ['answers nonsense', { status: 200, body: [['organization']] }],
  ] as const) {
    it(`is remembered when it ${what}`, async () => {
      await withService(answer, async (url, calls) => {
        const text = await enriched(url);
        const record = await logIn(first, { code: text });
        assert.ok(readProfileClaim(record.claims), 'the login goes on, with a claim');
        await logIn(later(record), { code: text });
        assert.equal(calls.length, 1);
      });
    });
  }

  for (const [what, answer] of [
    ['says something that is no JSON', () => Promise.resolve(new Response('Ada Lovelace, ada@acme.example'))],
    ['cannot be reached', (url: string) => Promise.reject(new TypeError(`Failed to parse URL from ${url}`))],
  ] as const) {
    it(`leaves nothing about the person in the log when it ${what}`, async () => {
      const logged: string[] = [];
      const text = await enriched('https://find.example/?email={email}');
      const { api } = recordingApi();
      await load(text, { fetch: answer as typeof fetch, console: { warn: (words) => logged.push(words) } }).onExecutePostLogin(first, api);
      assert.equal(logged.length, 1);
      assert.match(logged[0]!, /look-up failed/);
      assert.doesNotMatch(logged[0]!, /ada|lovelace/i);
    });
  }

  it('leaves nothing about the person in the log when Auth0 refuses what is written', async () => {
    const logged: string[] = [];
    const { api } = recordingApi();
    api.user.setAppMetadata = () => {
      throw new Error('Cannot set {"for":"ada@acme.example"} with Bearer look-up-key for auth0|507f1f77bcf86cd799439020');
    };
    await load(code, { console: { warn: (words) => logged.push(words) } }).onExecutePostLogin(first, api);
    assert.equal(logged.length, 1);
    assert.doesNotMatch(logged[0]!, /ada@|look-up-key|507f/);
  });

  it('that never answers holds the login up for its time only', async () => {
    await withService(null, async (url) => {
      const start = performance.now();
      const record = await logIn(first, { code: await enriched(url, { timeout: 'PT1S' }) });
      const ms = performance.now() - start;
      assert.ok(ms >= 900 && ms < 4000, `${ms} ms`);
      assert.ok(readProfileClaim(record.claims), 'the login goes on, with a claim');
    });
  });
});

describe('a required field at login', () => {
  const sent = async (event = loginEvent()) => {
    const record = await logIn(event);
    const token = record.sentTo?.query.session_token ?? '';
    const payload = decode(token) as { key: string; fields: string[]; continue: string; exp: number };
    return { record, token, payload, event: user({ user_metadata: record.user, app_metadata: record.app }) };
  };
  const answer = (payload: { key: string; exp: number }, answers: object | undefined, state = 'the-state') => ({
    token: sign({ answers, state, exp: payload.exp }, payload.key),
    state: 'the-state',
  });

  it('leads to the page, with a token that names it', async () => {
    const { record, token, payload } = await sent();
    assert.equal(record.sentTo?.url, 'https://acme.example/continue');
    assert.deepEqual(payload.fields, ['country']);
    assert.equal(payload.continue, 'https://acme.auth0.com/continue');
    assert.equal(token, sign(payload, SECRET));
  });

  it('names what the page may ask once that is answered: conditions that it can judge', async () => {
    const atLogin = { required: true, ask: { atLogin: true } } as const;
    const fields = [
      { name: 'country', label: 'Country', type: 'country', ...atLogin },
      { name: 'vat_id', label: 'VAT number', when: { country: 'DE' }, ...atLogin },
      { name: 'tax_office', label: 'Tax office', when: { vat_id: { $exists: true } }, ...atLogin },
      { name: 'seats', label: 'Seats', when: { country: 'DE', company: 'ACME' }, ...atLogin },
      { name: 'colour', label: 'Colour', when: { country: 'DE' } },
    ] as const;
    const code = await generate({ fields: [...fields] });
    const record = await logIn(loginEvent(), { code });
    const { fields: asked, followUps } = decode(record.sentTo!.query.session_token!) as { fields: string[]; followUps: string[] };
    assert.deepEqual([asked, followUps], [['country'], ['vat_id', 'tax_office']]);
  });

  it('is saved when the person comes back', async () => {
    const { payload, event } = await sent();
    const record = await comeBack(event, { returned: answer(payload, { country: 'DE', first_name: 'Eve', nonsense: 1 }) });
    assert.deepEqual(answersIn(record), { country: 'DE' });
    assert.equal(readProfileClaim(record.claims)!.known.includes('country'), true);
  });

  for (const [what, returned] of [
    ['of another state', ({ key, exp }: { key: string; exp: number }) => answer({ key, exp }, { country: 'DE' }, 'other')],
    ['that is expired', ({ key }: { key: string }) => answer({ key, exp: 1 }, { country: 'DE' })],
    ['signed with another key', ({ exp }: { exp: number }) => answer({ key: 'x', exp }, { country: 'DE' })],
    ['that is no token', () => ({ token: 'nonsense', state: 'the-state' })],
    ['with an answer that does not fit', ({ key, exp }: { key: string; exp: number }) => answer({ key, exp }, { country: 'Atlantis' })],
    ['without answers', ({ key, exp }: { key: string; exp: number }) => answer({ key, exp }, undefined)],
  ] as const) {
    it(`is not saved from a token ${what}, and the login goes on`, async () => {
      const { payload, event } = await sent();
      const record = await comeBack(event, { returned: returned(payload) });
      assert.equal('country' in record.user, false);
      assert.ok(readProfileClaim(record.claims), 'the login goes on, with a claim');
    });
  }

  it('is not saved from a token that was used before', async () => {
    const { payload, event } = await sent();
    const first = await comeBack(event, { returned: answer(payload, { country: 'DE' }) });
    assert.equal(first.user.country, 'DE');
    // As the tenant has it now: what the Action did not write has stayed.
    const now = user({ app_metadata: { ...event.user.app_metadata, ...first.app }, user_metadata: { ...event.user.user_metadata, ...first.user } });
    const again = await comeBack(now, { returned: answer(payload, { country: 'FR' }) });
    assert.equal('country' in again.user, false);
  });

  it('can be answered on two devices at once', async () => {
    const one = await sent();
    const other = await sent(user({ app_metadata: one.record.app, user_metadata: {} }));
    const record = await comeBack(other.event, { returned: answer(one.payload, { country: 'DE' }) });
    assert.equal(record.user.country, 'DE');
  });

  it('keeps quiet after "not now", and gives up', async () => {
    const { payload, event } = await sent();
    const back = await comeBack(event, { returned: answer(payload, undefined) });
    assert.equal((await logIn(user({ user_metadata: { ...event.user.user_metadata, ...back.user } }))).sentTo, undefined);
    let metadata = {};
    const visits = [];
    for (let login = 0; login < 5; login++) {
      const record = await logIn(user({ user_metadata: metadata }));
      metadata = record.user;
      visits.push(record.sentTo !== undefined);
    }
    assert.deepEqual(visits, [true, true, true, false, false]);
  });

  for (const [what, event, canRedirect] of [
    ['cannot be redirected', loginEvent(), false],
    ['is silent', loginEvent({ transaction: { protocol: 'oidc-basic-profile', prompt: ['none'] } }), true],
    ['is a refresh token', loginEvent({ transaction: { protocol: 'oauth2-refresh-token', prompt: [] } }), true],
    ['is a password grant', loginEvent({ transaction: { protocol: 'oauth2-password', prompt: [] } }), true],
    ['knows it', user({ user_metadata: { country: 'DE' } }), true],
    ['lacks the secret', loginEvent({ secrets: {} }), true],
  ] as const) {
    it(`leads nowhere when the login ${what}`, async () => {
      const record = await logIn(event, { canRedirect });
      assert.equal(record.sentTo, undefined);
      assert.ok(readProfileClaim(record.claims), 'the login goes on, with a claim');
    });
  }
});

describe('a profile that is nearly full', () => {
  it('is not made larger than Auth0 takes', async () => {
    const event = user({ user_metadata: { essay: 'x'.repeat(9700) }, given_name: 'Grace' });
    const record = await logIn(event);
    const after = { ...event.user, user_metadata: { ...event.user.user_metadata, ...record.user }, app_metadata: record.app };
    assert.ok(JSON.stringify(after).length <= 10_000, 'the profile is over 10 kB');
    assert.equal(CLAIM in record.claims, true);
  });

  it('that is over the limit is left alone, and the login goes on', async () => {
    const record = await logIn(user({ user_metadata: { essay: 'x'.repeat(12_000) } }));
    assert.deepEqual([record.user, record.app, record.sentTo], [{}, {}, undefined]);
    assert.equal(CLAIM in record.claims, true);
  });
});
