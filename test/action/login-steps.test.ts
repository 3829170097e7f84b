/** The steps of a login one by one, on the sources: which facts of an event change what is stored, looked up, asked and told. */
import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import type { ActionState } from '../../src/action/action-state.ts';
import { createAction, type ActionSettings } from '../../src/action/action.ts';
import type { PostLoginEvent } from '../../src/action/post-login.ts';
import { historyOfName, LEDGER_KEY, readLedger } from '../../src/plan/ledger.ts';
import { parsePlan } from '../../src/plan/parse-plan.ts';
import { readProfileClaim } from '../../src/plan/profile-claim.ts';
import { decode, loginEvent, NAMESPACE, recordingApi, sign, type ActionRecord } from './generated.ts';

const MINUTE = 60_000;
const NOW = Date.parse('2026-05-01T10:00:00Z');
const ADA = 'ada@acme.example';
const PAGE = `${NAMESPACE}/continue`;
const fields = [
  { name: 'first_name', label: 'First name', ask: 'signup', knownFrom: ['given_name'], maxLength: 20 },
  { name: 'nickname', label: 'Nickname', ask: 'signup', storage: 'root' },
  { name: 'seats', label: 'Seats', type: 'number' },
  { name: 'company', label: 'Company', knownFrom: ['enrichment.company', 'org'] },
  { name: 'city', label: 'City', knownFrom: ['enrichment.city'], maxLength: 10 },
] as const;
const atLogin = [
  { name: 'country', label: 'Country', type: 'country', required: true, ask: { atLogin: true } },
  { name: 'vat_id', label: 'VAT number', required: true, when: { seats: 7 }, ask: { atLogin: true } },
] as const;

let logged: string[];
beforeEach(() => {
  logged = [];
  mock.timers.enable({ apis: ['Date'], now: NOW });
  mock.method(console, 'warn', (words: string) => void logged.push(words));
});
afterEach(() => mock.reset());

interface Given {
  plan?: object;
  settings?: Partial<ActionSettings>;
  api?: Parameters<typeof recordingApi>[0];
  refuse?: 'setUserMetadata' | 'setAppMetadata';
}

const eventOf = ({ user, ...event }: { user?: object } & Partial<Omit<PostLoginEvent, 'user'>> = {}) => loginEvent({ ...event, user: { user_id: 'auth0|1', ...user } });

async function run(step: 'onExecutePostLogin' | 'onContinuePostLogin', event: PostLoginEvent, given: Given = {}): Promise<ActionRecord> {
  const { api, record } = recordingApi(given.api);
  if (given.refuse) api.user[given.refuse] = () => assert.fail('It is refused.');
  await createAction(parsePlan(given.plan ?? { fields }), { namespace: NAMESPACE, page: PAGE, ...given.settings }, crypto)[step](event, api);
  return record;
}
const logIn = (event = eventOf(), given?: Given) => run('onExecutePostLogin', event, given);
const comeBack = (event: PostLoginEvent, given?: Given) => run('onContinuePostLogin', event, given);
const stateOf = ({ app }: ActionRecord) => (app.progressive_lock ?? {}) as ActionState;
const stored = (state: object, more: object = {}) => ({ app_metadata: { progressive_lock: state }, ...more });
const claimOf = ({ claims }: ActionRecord) => readProfileClaim(claims)!;
const answersOf = ({ user: { [LEDGER_KEY]: _ledger, ...answers } }: ActionRecord) => answers;

describe('texts in the profile', () => {
  it('become values where they fit a field of user_metadata, and are not written again', async () => {
    assert.deepEqual(answersOf(await logIn(eventOf({ user: { user_metadata: { seats: '4', nickname: '5 &amp; 6', city: 'a city far too long', first_name: 'Ada' } } }))), { seats: 4 });
    assert.deepEqual(answersOf(await logIn(eventOf({ user: { user_metadata: { seats: 4, first_name: ['Ada'], city: '' } } }))), {});
    assert.deepEqual(logged, []);
  });
});

describe('what a passwordless sign-up posted', () => {
  const signUp = (body: object | undefined, { strategy = 'email', logins = 1, ...more }: { strategy?: string; logins?: number; user_metadata?: object } = {}) =>
    eventOf({ connection: { name: strategy, strategy }, stats: { logins_count: logins }, request: { hostname: 'acme.auth0.com', body: body as Record<string, unknown> }, user: { created_at: new Date(NOW).toISOString(), ...more } });
  const posted = { 'ulp-first_name': 'Ada', 'ulp-other': 'x' };

  for (const strategy of ['email', 'sms']) {
    it(`by ${strategy} is taken, and counts as a session of the sign-up form`, async () => {
      const record = await logIn(signUp(posted, { strategy }));
      assert.deepEqual([answersOf(record), claimOf(record).ledger.u, stateOf(record).signUpForm], [{ first_name: 'Ada' }, 1, undefined]);
    });
  }

  it('is taken at the first login only, over no other answer, and not from other connections', async () => {
    for (const event of [signUp(posted, { strategy: 'auth0' }), signUp(posted, { logins: 2 }), signUp(posted, { user_metadata: { first_name: 'Grace' } }), signUp(undefined), signUp({ other: 'x' })]) {
      assert.deepEqual(answersOf(await logIn(event)), {});
    }
    const unknown = signUp(posted);
    assert.deepEqual(answersOf(await logIn({ ...unknown, stats: undefined })), {});
    assert.deepEqual(answersOf(await logIn({ ...unknown, connection: undefined })), {});
    assert.deepEqual(answersOf(await logIn({ ...unknown, request: undefined })), {});
  });

  it('is no sign-up form where its fields were not shown, and one where they were left blank', async () => {
    assert.equal(claimOf(await logIn(signUp({ other: 'x' }))).ledger.u, 0);
    assert.equal(claimOf(await logIn(signUp({ 'ulp-progressive-lock': '1' }))).ledger.u, 1);
  });
});

describe('a session', () => {
  const first = { created_at: new Date(NOW - 29 * MINUTE).toISOString(), user_metadata: { first_name: 'Ada' } };
  const sessions = async (event: PostLoginEvent) => {
    const { ledger } = claimOf(await logIn(event));
    return [ledger.n, ledger.u];
  };

  it('of a sign-up is the first, and one that comes half an hour later the second', async () => {
    const at = (user: object) => eventOf({ stats: { logins_count: 1 }, user });
    assert.deepEqual(await sessions(at(first)), [1, 1]);
    assert.deepEqual(await sessions(at({ ...first, created_at: new Date(NOW - 31 * MINUTE).toISOString() })), [2, 1]);
    assert.deepEqual(await sessions(at({ ...first, created_at: undefined })), [1, 1]);
  });

  it('of a sign-up whose fields are root attributes is the first, too', async () => {
    const rooted = { fields: ['given_name', 'nickname'].map((name) => ({ name, label: name, ask: 'signup', storage: 'root' })) };
    const sessionOf = async (user: object) => claimOf(await logIn(eventOf({ stats: { logins_count: 1 }, user: { created_at: first.created_at, ...user } }), { plan: rooted })).ledger.u;
    assert.equal(await sessionOf({ given_name: 'Ada' }), 1);
    assert.equal(await sessionOf({ email: ADA, nickname: ADA.split('@')[0] }), 0, 'Auth0 makes one of the address');
  });

  it('is none of a sign-up with other fields, another connection, or later logins', async () => {
    const at = (event: object, user: object = first) => eventOf({ stats: { logins_count: 1 }, user, ...event });
    const { u } = claimOf(await logIn(at({}, { ...first, user_metadata: { seats: 4 } }))).ledger;
    assert.equal(u, 0);
    for (const event of [at({ stats: { logins_count: 2 } }), at({ stats: undefined }), at({ connection: undefined }), at({ connection: { name: 'x', strategy: 'saml' } })]) assert.equal((await sessions(event))[1], 0);
    const counted = await logIn(at({}));
    assert.equal((await sessions(at({ authentication: undefined }, { ...first, user_metadata: { ...first.user_metadata, ...counted.user } })))[0], 2);
  });

  it('of a sign-up on a page is one by its note, which goes then', async () => {
    const event = eventOf({ stats: { logins_count: 1 }, user: stored({ signUpForm: true, redirects: [] }, { ...first, user_metadata: {} }), connection: { name: 'x', strategy: 'email' } });
    const record = await logIn(event);
    assert.deepEqual([claimOf(record).ledger.u, 'signUpForm' in stateOf(record)], [1, false]);
  });

  it('is noted by the time of its sign-in, if that is told', async () => {
    assert.equal(stateOf(await logIn()).signedInAt, NOW);
    const record = await logIn(eventOf({ authentication: undefined, transaction: undefined }));
    assert.deepEqual([claimOf(record).ledger.n, record.app], [2, {}]);
  });
});

describe('values of an identity provider', () => {
  const google = { name: 'google-oauth2', strategy: 'google-oauth2' };

  it('are kept with the connection that told them first, next to earlier ones', async () => {
    const before = { provided: { city: { value: 'Ulm', from: 'saml' }, first_name: { value: 'Grace', from: 'saml' } } };
    const record = await logIn(eventOf({ connection: google, user: stored(before, { given_name: 'Grace', org: 'ACME' }) }));
    assert.deepEqual(stateOf(record).provided, { ...before.provided, company: { value: 'ACME', from: 'google-oauth2' } });
    const changed = await logIn(eventOf({ connection: google, user: stored(before, { given_name: 'Ada', user_metadata: { seats: 4 } }) }));
    assert.deepEqual(stateOf(changed).provided, { ...before.provided, first_name: { value: 'Ada', from: 'google-oauth2' } });
  });

  it('are not kept where there is no connection, or nothing is told', async () => {
    for (const connection of [undefined, {}]) assert.equal(stateOf(await logIn(eventOf({ connection, user: { given_name: 'Grace' } }))).provided, undefined);
    assert.equal('provided' in stateOf(await logIn(eventOf({ connection: google, user: { user_metadata: { first_name: 'Ada' } } }))), false);
  });

  it('are known later, unless something better is, and only for fields of the plan that they fit', async () => {
    const provided = Object.fromEntries(Object.entries({ first_name: 'Grace', company: 'Initech', city: 'a city far too long', gone: 'x' }).map(([name, value]) => [name, { value, from: 'saml' }]));
    const lookUp = { at: NOW, for: ADA, values: { company: 'ACME' } };
    const user = stored({ provided, lookUp }, { email: ADA, email_verified: true, user_metadata: { first_name: 'Ada' } });
    const claim = claimOf(await logIn(eventOf({ user }), { plan: { fields, enrichment: { url: 'https://find.example/{email}', values: { company: 'name' } } } }));
    assert.deepEqual([[...claim.known].sort(), claim.told, claim.enrichment], [['first_name'], ['company'], {}]);
  });
});

describe('the look-up', () => {
  const enrichment = { url: 'https://find.example/{email}', secret: 'LOOKUP_KEY', values: { company: 'name', city: 'city' } };
  const person = { email: ADA, email_verified: true };
  let answer: () => Promise<Response>;
  let calls: RequestInit[];
  beforeEach(() => {
    calls = [];
    answer = () => Promise.resolve(Response.json({ name: 'ACME' }));
    mock.method(globalThis, 'fetch', (_url: string, init: RequestInit) => (calls.push(init), answer()));
  });
  const find = (event: PostLoginEvent, more: object = {}) => logIn(event, { plan: { fields, enrichment: { ...enrichment, ...more } } });

  it('needs the secret that the plan names', async () => {
    for (const secrets of [{}, undefined]) await find(eventOf({ user: person, secrets }));
    assert.deepEqual([calls, logged], [[], Array(2).fill('progressive-lock: look-up failed: The secret LOOKUP_KEY is missing')]);
    await find(eventOf({ user: person, secrets: undefined }), { secret: undefined });
    assert.deepEqual(calls[0]?.headers, { accept: 'application/json' });
  });

  it('is done if one of its values is missing, or was looked up before', async () => {
    await find(eventOf({ user: { ...person, user_metadata: { company: 'ACME' } } }));
    const old = stored({ lookUp: { at: 1, for: ADA, values: { company: 'ACME', city: 'Ulm' } } }, person);
    await find(eventOf({ user: old }));
    await find(eventOf({ user: { ...person, user_metadata: { company: 'ACME', city: 'Ulm' } } }));
    assert.equal(calls.length, 2);
  });

  it('that fails keeps what was found for this address, and is noted as failed', async () => {
    answer = () => Promise.resolve(new Response(null, { status: 500 }));
    const values = { company: 'ACME' };
    const own = await find(eventOf({ user: stored({ lookUp: { at: 1, for: ADA, values } }, person) }));
    const other = await find(eventOf({ user: stored({ lookUp: { at: 1, for: 'eve@acme.example', values } }, person) }));
    assert.deepEqual([own, other].map((record) => stateOf(record).lookUp), [values, {}].map((values) => ({ at: NOW, for: ADA, values, hasFailed: true })));
  });

  it('is not done without a plan for it', async () => {
    await logIn(eventOf({ user: person }));
    assert.deepEqual([calls, logged], [[], []]);
  });
});

describe('a question at login', () => {
  const plan = { fields: [...fields, ...atLogin] };
  const ask = (event = eventOf(), given: Given = {}) => logIn(event, { plan, ...given });
  const payloadOf = ({ sentTo }: ActionRecord) => decode(sentTo!.query.session_token!) as { key: string; exp: number };

  it('names the page’s questions and nothing that is not there', async () => {
    const record = await ask(eventOf({ request: undefined }));
    assert.deepEqual(Object.keys(payloadOf(record)).sort(), ['continue', 'exp', 'fields', 'key']);
    assert.equal(readLedger(record.user[LEDGER_KEY]).n, 2);
  });

  it('needs the secret, and says so', async () => {
    for (const secrets of [{}, undefined]) assert.equal((await ask(eventOf({ secrets }))).sentTo, undefined);
    assert.deepEqual(logged, Array(2).fill('progressive-lock: redirect failed: The secret PROGRESSIVE_LOCK_SECRET is missing'));
    const { payload } = await sent();
    logged = [];
    await comeBack(eventOf({ secrets: {} }), { plan, api: { returned: { token: sign({ exp: payload.exp }, payload.key), state: 's' } } });
    assert.deepEqual(logged, ['progressive-lock: answers failed: The secret PROGRESSIVE_LOCK_SECRET is missing']);
  });

  it('is not asked where no note of it can be written', async () => {
    for (const refuse of ['setUserMetadata', 'setAppMetadata'] as const) assert.equal((await ask(eventOf(), { refuse })).sentTo, undefined, refuse);
    assert.ok((await ask()).sentTo, 'else it is');
  });

  const historyIn = (record: ActionRecord, name: string) => historyOfName(parsePlan(plan), readLedger(record.user[LEDGER_KEY]), name);

  it('that a form asks is noted as shown', async () => {
    const record = await ask(eventOf(), { settings: { page: undefined, form: 'ap_1' } });
    assert.deepEqual([record.rendered?.id, historyIn(record, 'country').shown, historyIn(record, 'seats').shown], ['ap_1', 1, 0]);
  });

  async function sent(more: object = {}) {
    const record = await ask(eventOf({ user: more }));
    return { record, payload: payloadOf(record), user: { user_metadata: record.user, app_metadata: record.app } };
  }
  const returnWith = (payload: { key: string; exp: number }, answers: object) => ({ token: sign({ answers, state: 's', exp: payload.exp }, payload.key), state: 's' });

  it('that is answered ends its redirect, and no other', async () => {
    const one = await sent();
    const other = await sent({ app_metadata: one.record.app });
    const open = stateOf(other.record).redirects!;
    assert.equal(open.length, 2);
    const record = await comeBack(eventOf({ user: other.user }), { plan, api: { returned: returnWith(other.payload, { country: 'DE' }) } });
    assert.deepEqual([answersOf(record), stateOf(record).redirects], [{ country: 'DE' }, [open[0]]]);
    assert.equal(historyIn(record, 'country').isAnswered, true);
    const foreign = await comeBack(eventOf({ user: other.user }), { plan, api: { returned: { token: 'x', state: 's' } } });
    assert.deepEqual([foreign.user, foreign.app], [{}, {}]);
    assert.deepEqual(logged, []);
  });

  it('that is put off is asked again a week later, as others were not shown', async () => {
    const { payload, user } = await sent();
    const back = await comeBack(eventOf({ user }), { plan, api: { returned: returnWith(payload, {}) } });
    assert.deepEqual(['country', 'seats'].map((name) => Boolean(historyIn(back, name).snoozedAt)), [true, false]);
    const metadata = { ...user.user_metadata, ...back.user };
    assert.equal((await ask(eventOf({ user: { user_metadata: metadata } }))).sentTo, undefined);
    mock.timers.setTime(NOW + 8 * 24 * 60 * MINUTE);
    assert.ok((await ask(eventOf({ user: { user_metadata: metadata } }))).sentTo, 'after a week');
  });

  it('that is put off puts off no other one: what is known already, or does not matter yet', async () => {
    const more = { fields: [...plan.fields, { name: 'firm', label: 'Firm', required: true, ask: { atLogin: true } }] };
    const noted = (record: ActionRecord) => ['country', 'firm', 'vat_id'].map((name) => Boolean(historyOfName(parsePlan(more), readLedger(record.user[LEDGER_KEY]), name).snoozedAt));
    const record = await ask(eventOf({ user: { user_metadata: { firm: 'Acme' } } }), { plan: more });
    const user = { user_metadata: { firm: 'Acme', ...record.user }, app_metadata: record.app };
    assert.deepEqual(noted(await comeBack(eventOf({ user }), { plan: more, api: { returned: returnWith(payloadOf(record), {}) } })), [true, false, false]);
    const back = eventOf({ user, prompt: { id: 'ap_1', fields: {} } });
    assert.deepEqual(noted(await comeBack(back, { plan: more, settings: { page: undefined, form: 'ap_1' } })), [true, false, false]);
  });
});

describe('a profile near Auth0’s limit', () => {
  const enrichment = { url: 'https://find.example/{email}', values: { company: 'name' } };
  const google = { name: 'google-oauth2', strategy: 'google-oauth2' };
  const sizeOf = (user: object) => JSON.stringify(user).length;
  /** A person whose profile has this many bytes. */
  const person = (bytes: number, more: object = {}) => {
    const user = { user_id: 'auth0|1', email: ADA, email_verified: true, created_at: '2026-01-01T00:00:00.000Z', ...more };
    const essay = (length: number) => ({ ...user, user_metadata: { essay: 'x'.repeat(length) } });
    return essay(bytes - sizeOf(essay(0)));
  };
  const after = (user: ReturnType<typeof person>, record: ActionRecord) => sizeOf({ ...user, user_metadata: { ...user.user_metadata, ...record.user }, ...(record.app.progressive_lock !== undefined && { app_metadata: record.app }) });

  it('loses first what a provider told, then what was looked up, then what changes, and is never over it', async () => {
    mock.method(globalThis, 'fetch', () => Promise.resolve(Response.json({ name: 'ACME' })));
    const seen: string[] = [];
    for (let bytes = 9300; bytes < 10_000; bytes += 10) {
      const user = person(bytes, { given_name: 'Grace' });
      const record = await logIn({ ...eventOf({ connection: google }), user }, { plan: { fields, enrichment } });
      const { provided, lookUp } = stateOf(record);
      const kept = [provided && 'provided', lookUp?.values.company && 'found', record.user[LEDGER_KEY] && 'ledger', lookUp && 'looked up'].filter(Boolean).join();
      assert.ok(after(user, record) <= 10_000, `${bytes} became ${after(user, record)} bytes`);
      if (seen.at(-1) !== kept) seen.push(kept);
    }
    assert.deepEqual(seen, ['provided,found,ledger,looked up', 'found,ledger,looked up', 'ledger,looked up', 'looked up', '']);
    assert.ok(logged.every((words) => words === 'progressive-lock: metadata failed: The profile is full'), logged.join());
    assert.ok(logged.length > 0, 'the log tells');
  });

  it('takes exactly 10 000 bytes', async () => {
    const empty = person(5000);
    const grown = after(empty, await logIn({ ...eventOf(), user: empty })) - 5000;
    for (const [bytes, isSaved] of [[10_000 - grown, true], [10_001 - grown, false]] as const) {
      const user = person(bytes);
      assert.equal(LEDGER_KEY in (await logIn({ ...eventOf(), user })).user, isSaved);
    }
  });

  it('that is over it may shrink, and is otherwise not touched', async () => {
    const user = { ...person(12_000), app_metadata: { progressive_lock: { provided: { city: { value: 'x'.repeat(500), from: 'saml' } }, lookUp: { at: NOW, for: ADA, values: { company: 'x'.repeat(500) } } } } };
    assert.ok(LEDGER_KEY in (await logIn({ ...eventOf(), user })).user, 'it shrinks');
    const renewed = eventOf({ transaction: { protocol: 'oauth2-refresh-token' } });
    const record = await logIn({ ...renewed, user: person(12_000) });
    assert.deepEqual([record.user, record.app, logged], [{}, {}, []]);
  });

  it('leaves out of the claim what was not saved', async () => {
    const event = eventOf({ user: { user_metadata: { seats: '4' } } });
    const refused = await logIn(event, { refuse: 'setUserMetadata' });
    assert.deepEqual([claimOf(refused).ledger.n, claimOf(await logIn(event)).ledger.n], [0, 2]);
  });
});

it('an Action for some applications takes no login without one', async () => {
  const record = await logIn(eventOf({ client: undefined }), { settings: { clients: ['ours'] } });
  assert.deepEqual(record.claims, {});
});
