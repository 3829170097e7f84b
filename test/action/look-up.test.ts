/** The call of the look-up service, with a fetch that is played. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { isAddress, isFresh, lookUp } from '../../src/action/look-up.ts';
import { parsePlan } from '../../src/plan/parse-plan.ts';
import type { Enrichment } from '../../src/plan/plan.ts';

const DAY_MS = 86_400_000;
const ADA = 'ada+1@acme.example';
const enrichment: Enrichment = { url: 'https://find.example/{email}?e={email}', values: { company: 'organization.name', seats: 'size' } };
const plan = parsePlan({ fields: [{ name: 'company', label: 'Company', maxLength: 5 }, { name: 'seats', label: 'Seats', type: 'number' }, { name: 'role', label: 'Role' }], enrichment });

describe('an address', () => {
  it('can be looked up if it is one of at most 320 characters', () => {
    const ofLength = (length: number) => `${'x'.repeat(length - 2)}@x`;
    assert.deepEqual([ADA, ofLength(320), ofLength(321), '..', 7, undefined].map(isAddress), [true, true, false, false, false, false]);
  });
});

describe('a result', () => {
  const now = Date.parse('2026-05-01T10:00:00Z');
  const isFreshAfter = (ms: number, hasFailed?: true, maxAge?: string) => isFresh({ at: now - ms, for: ADA, values: {}, hasFailed }, { ...enrichment, maxAge }, ADA, now);

  it('is good for 90 days or what the plan says, and not from the future', () => {
    assert.deepEqual([0, 90 * DAY_MS - 1, 90 * DAY_MS, -1].map((ms) => isFreshAfter(ms)), [true, true, false, false]);
    assert.deepEqual([2 * DAY_MS - 1, 2 * DAY_MS].map((ms) => isFreshAfter(ms, undefined, 'P2D')), [true, false]);
  });

  it('that failed is good for a day, or less if the plan says so', () => {
    assert.deepEqual([DAY_MS - 1, DAY_MS].map((ms) => isFreshAfter(ms, true)), [true, false]);
    assert.deepEqual([3_600_000 - 1, 3_600_000].map((ms) => isFreshAfter(ms, true, 'PT1H')), [true, false]);
  });

  it('is one for this address', () => {
    assert.equal(isFresh(undefined, enrichment, ADA, now), false);
    assert.equal(isFresh({ at: now, for: 'eve@acme.example', values: {} }, enrichment, ADA, now), false);
  });
});

describe('a look-up', () => {
  let calls: [string, RequestInit][];
  let respond: () => Promise<Response>;
  beforeEach(() => {
    calls = [];
    mock.method(globalThis, 'fetch', (url: string, init: RequestInit) => (calls.push([url, init]), respond()));
  });
  afterEach(() => mock.reset());

  const find = (given: { secret?: string; enrichment?: Partial<Enrichment> } = {}) => lookUp(plan, { ...enrichment, ...given.enrichment }, { email: ADA, secret: given.secret });
  const answer = (body: unknown) => (respond = () => Promise.resolve(Response.json(body)));

  it('names the address wherever the plan does, and the secret if there is one', async () => {
    answer({});
    await find();
    await find({ secret: 's3cret' });
    assert.deepEqual(calls.map(([url, { headers, redirect }]) => [url, headers, redirect]), [
      ['https://find.example/ada%2B1%40acme.example?e=ada%2B1%40acme.example', { accept: 'application/json' }, 'error'],
      ['https://find.example/ada%2B1%40acme.example?e=ada%2B1%40acme.example', { accept: 'application/json', authorization: 'Bearer s3cret' }, 'error'],
    ]);
  });

  it('gives the values that fit the fields that the plan names', async () => {
    answer({ organization: { name: 'ACME' }, size: '42', role: 'dev' });
    assert.deepEqual(await find(), { company: 'ACME', seats: 42 });
    answer({ organization: { name: 'too long' }, size: 7, company: 'ACME' });
    assert.deepEqual(await find(), { seats: 7 });
  });

  it('of a person that the service does not know finds nothing', async () => {
    let isCancelled = false;
    respond = () => Promise.resolve(new Response(new ReadableStream({ cancel: () => void (isCancelled = true) }), { status: 404 }));
    assert.deepEqual(await find(), {});
    assert.equal(isCancelled, true);
  });

  it('that fails says how, without the address', async () => {
    const failures: [() => Promise<Response>, string][] = [
      [() => Promise.reject(new Error(ADA)), 'The look-up could not be reached'],
      [() => Promise.resolve(new Response(null, { status: 503 })), 'The look-up was answered with 503'],
      [() => Promise.resolve(new Response(ADA)), 'The look-up did not answer with JSON'],
      [() => Promise.resolve(new Response('x'.repeat(65_537))), 'The answer of the look-up is too long'],
    ];
    for (const [fails, message] of failures) {
      respond = fails;
      await assert.rejects(find(), { message });
    }
    respond = () => Promise.resolve(new Response(`"${'x'.repeat(65_534)}"`));
    assert.deepEqual(await find(), {});
  });

  for (const [timeout, ms] of [[undefined, 2000], ['PT3S', 3000], ['PT1M', 8000]] as const) {
    it(`takes ${ms} ms at most, if the plan says ${timeout}`, async () => {
      mock.timers.enable({ apis: ['setTimeout'] });
      respond = () => new Promise(() => {});
      let failure: unknown;
      const finding = find({ enrichment: { timeout } }).catch((error: unknown) => (failure = error));
      mock.timers.tick(ms - 1);
      await new Promise((resolve) => setImmediate(resolve));
      assert.deepEqual([failure, calls[0]?.[1].signal?.aborted], [undefined, false]);
      mock.timers.tick(1);
      await finding;
      assert.deepEqual([(failure as Error).message, calls[0]?.[1].signal?.aborted], [`The look-up took longer than ${ms} ms`, true]);
    });
  }

  it('leaves no timer behind', async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    answer({});
    await find();
    mock.timers.tick(60_000);
    assert.equal(calls[0]?.[1].signal?.aborted, false);
  });
});
