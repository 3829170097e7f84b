/** Whatever Auth0 hands over, and however its `api` behaves: a login goes on, and nothing that is not ours is touched. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import type { PostLoginApi, PostLoginEvent } from '../../src/action/post-login.ts';
import { claimName, MAX_CLAIM_BYTES, readProfileClaim, writeProfileClaim } from '../../src/plan/profile-claim.ts';
import type { FieldValue, Profile, ProfilePlan, Source } from '../../src/plan/plan.ts';
import { emptyLedger } from '../../src/plan/ledger.ts';
import { soundPlan } from '../plan/arbitrary-plan.ts';
import { CLAIM, generate, load, loginEvent, recordingApi } from './generated.ts';

const RUNS = { numRuns: 150 };

const anything = fc.anything({ withDate: true, withObjectString: true, maxDepth: 3 });
/** What JSON can hold: metadata are nothing else. */
const json = fc.jsonValue({ maxDepth: 3 });
const metadata = (plan: ProfilePlan) =>
  fc.dictionary(fc.oneof(fc.constantFrom('progressive_lock', 'theirs', ...plan.fields.map(({ name }) => name)), fc.string()), json);

/** A plan, and an event in which everything may be missing or nonsense. */
const login = soundPlan.chain((plan) =>
  fc.record({
    plan: fc.constant(plan),
    event: fc.record(
      {
        user: fc.record(
          {
            user_id: fc.constant('auth0|1'),
            email: fc.oneof(fc.emailAddress(), json),
            email_verified: fc.oneof(fc.boolean(), json),
            created_at: fc.oneof(fc.constant('2026-01-01T00:00:00.000Z'), json),
            user_metadata: fc.oneof(metadata(plan), json),
            app_metadata: fc.oneof(metadata(plan), fc.record({ progressive_lock: json, theirs: json })),
            identities: fc.oneof(fc.array(fc.record({ provider: fc.string(), connection: fc.string(), profileData: json })), json),
            given_name: json,
          },
          { requiredKeys: ['user_id'] },
        ),
        secrets: fc.oneof(fc.constant({ PROGRESSIVE_LOCK_SECRET: 's' }), anything),
        connection: anything,
        authentication: fc.oneof(fc.record({ methods: json }), anything),
        stats: anything,
        transaction: fc.oneof(fc.constant({ protocol: 'oidc-basic-profile', prompt: [] }), anything),
        request: anything,
      },
      { requiredKeys: ['user'] },
    ),
  }),
);

it('never throws, changes only what is its own, and keeps its claim small', async () => {
  await fc.assert(
    fc.asyncProperty(login, fc.boolean(), async ({ plan, event }, isReturn) => {
      const action = load(await generate(plan));
      const { api, record } = recordingApi();
      const before = fc.stringify(event);
      if (isReturn) await action.onContinuePostLogin(event as PostLoginEvent, api);
      else await action.onExecutePostLogin(event as PostLoginEvent, api);
      assert.equal(fc.stringify(event), before, 'the event is only read');
      const own = new Set(['progressive_lock', ...plan.fields.map(({ name }) => name)]);
      for (const [name, value] of Object.entries(record.user)) {
        assert.ok(own.has(name), name);
        assert.ok(value !== null && value !== undefined, `${name} would be removed`);
      }
      assert.deepEqual(Object.keys(record.app).filter((name) => name !== 'progressive_lock'), []);
      assert.ok(Buffer.byteLength(JSON.stringify(record.claims)) < 1024, 'the claims are larger than 1 kB');
      assert.ok(readProfileClaim(record.claims), 'there is a claim, whatever came');
      assert.deepEqual(Object.keys(record.claims), [CLAIM]);
    }),
    RUNS,
  );
});

it('lets a login go on when every call of the api fails', async () => {
  const failing = new Proxy({}, { get: () => () => { throw new Error('Auth0 is unwell'); } });
  const api = new Proxy({}, { get: () => failing }) as PostLoginApi;
  await fc.assert(
    fc.asyncProperty(login, async ({ plan, event }) => {
      const action = load(await generate(plan));
      await action.onExecutePostLogin(event as PostLoginEvent, api);
      await action.onContinuePostLogin(event as PostLoginEvent, api);
      await action.onExecutePostLogin(event as PostLoginEvent, {} as PostLoginApi);
    }),
    RUNS,
  );
});

const FUNCTIONS = ['user.setUserMetadata', 'user.setAppMetadata', 'idToken.setCustomClaim', 'redirect.canRedirect', 'redirect.encodeToken', 'redirect.sendUserTo'];

it('lets a login go on when some calls of the api fail, and leads nobody away without a note of it', async () => {
  const plan: ProfilePlan = { fields: [{ name: 'country', label: 'Country', type: 'country', required: true, ask: { atLogin: true } }] };
  const action = load(await generate(plan));
  let led = 0;
  const essay = fc.nat(12_000).map((length) => 'x'.repeat(length));
  await fc.assert(
    fc.asyncProperty(fc.subarray(FUNCTIONS), essay, fc.boolean(), async (refused, essay, canRedirect) => {
      const { api, record } = recordingApi({ canRedirect });
      for (const path of refused) {
        const [part, name] = path.split('.') as ['user', 'setUserMetadata'];
        api[part][name] = () => {
          throw new Error(`${path} is refused`);
        };
      }
      await action.onExecutePostLogin(loginEvent({ user: { user_id: 'auth0|1', user_metadata: { essay } } }), api);
      if (!record.sentTo) return;
      led += 1;
      const state = record.app.progressive_lock as { redirects?: unknown[] } | undefined;
      assert.equal(state?.redirects?.length, 1, 'who may come back is noted');
      assert.ok(record.user.progressive_lock, 'and that the question was shown');
      assert.equal(canRedirect, true);
    }),
    { numRuns: 300 },
  );
  assert.ok(led > 0, 'nobody was led to the page');
});

it('takes bounded time when the look-up never answers, whatever the plan allows', async () => {
  const plan: ProfilePlan = {
    fields: [{ name: 'company', label: 'Company' }],
    enrichment: { url: 'https://find.example/{email}', values: { company: 'name' }, timeout: 'P7D' },
  };
  const waits: number[] = [];
  const quickly = (work: () => void, ms: number) => {
    waits.push(ms);
    return setTimeout(work, 0);
  };
  const action = load(await generate(plan), { fetch: () => new Promise(() => {}), setTimeout: quickly });
  const { api, record } = recordingApi();
  await action.onExecutePostLogin({ user: { user_id: 'auth0|1', email: 'ada@acme.example', email_verified: true } }, api);
  assert.deepEqual(waits, [8000], 'less than half of what Auth0 gives all Actions together');
  assert.ok(readProfileClaim(record.claims), 'the login goes on, with a claim');
});

const largePlan = fc.integer({ min: 0, max: 1000 }).map((count): ProfilePlan => ({
  fields: Array.from({ length: count }, (_, index) => ({
    name: `field_${index}`,
    label: 'Field',
    confirm: index % 3 === 0,
    ...(index % 2 === 1 && { when: { [`field_${index - 1}`]: { $exists: true } } }),
  })),
}));

it('writes a claim under 1 KB for every plan and profile, the same each time, and says when it is not all', () => {
  const source = fc.constantFrom<Source>('user', 'app', 'idp', 'enrichment');
  fc.assert(
    fc.property(largePlan, source, fc.string({ unit: 'grapheme', maxLength: 200 }), fc.webUrl({ size: 'small' }), (plan, from, value: FieldValue, namespace) => {
      const profile: Profile = Object.fromEntries(plan.fields.map(({ name }) => [name, { value, source: from }]));
      const name = claimName(namespace.slice(0, 200));
      const facts = { profile, ledger: { ...emptyLedger(), n: 3, a: 1_790_000_000_000 }, logins: 12, created: '2026-01-01T00:00:00.000Z', now: new Date() };
      const claim = writeProfileClaim(plan, name, facts);
      assert.ok(Buffer.byteLength(JSON.stringify({ [name]: claim })) <= MAX_CLAIM_BYTES, 'the claim is too large');
      assert.deepEqual(writeProfileClaim(plan, name, facts), claim);
      const read = readProfileClaim({ [name]: claim })!;
      const told = new Set([...read.known, ...read.told, ...Object.keys(read.idp), ...Object.keys(read.enrichment)]);
      assert.equal(read.isCut, plan.fields.some((field) => !told.has(field.name)) || claim.cut === true);
      assert.equal(read.ledger.n, 3);
    }),
    RUNS,
  );
});

it('reads no claim, or one that makes sense, out of anything', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.oneof(fc.constant(CLAIM), fc.string()), anything), (claims) => {
      const claim = readProfileClaim(claims);
      if (claim) for (const name of claim.known) assert.equal(typeof name, 'string');
    }),
  );
});
