/** Ten thousand requests that nobody has thought of: none of them is a fault of the endpoint, and nothing is stored that is not the plan's. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { LEDGER_KEY } from '../../src/plan/ledger.ts';
import { AUDIENCE, openHandlerWorld } from './world.ts';

const REQUESTS = 10_000;
const MAX_SECONDS = 20;

const PLAN = {
  fields: [
    { name: 'company', label: 'Company', maxLength: 20, required: true },
    { name: 'role', label: 'Role', type: 'select', options: [{ value: 'dev', label: 'Developer' }] },
    { name: 'skills', label: 'Skills', type: 'multiselect', options: [{ value: 'js', label: 'JavaScript' }, { value: 'ts', label: 'TypeScript' }] },
    { name: 'size', label: 'Size', type: 'number', min: 1 },
    { name: 'news', label: 'News', type: 'checkbox' },
    { name: 'site', label: 'Site', type: 'url' },
    { name: 'mail', label: 'Mail', type: 'email' },
    { name: 'born', label: 'Born', type: 'date' },
    { name: 'country', label: 'Country', type: 'country' },
    { name: 'code', label: 'Code', pattern: '[A-Z]{2}[0-9]{2,8}' },
  ],
};
const NAMES = PLAN.fields.map(({ name }) => name);

const value = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom('dev', 'DE', ['js'], 4, true, null, '2026-05-01', 'a@b.example', 'https://a.example', 'AB12'),
  fc.tuple(fc.constantFrom('1', ' ', '&amp;', 'a', '<', '\u0000', '💥', '{"a":'), fc.nat(4000)).map(([part, count]) => part.repeat(count)),
);
const name = fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...NAMES, LEDGER_KEY) }, { weight: 1, arbitrary: fc.constantFrom('__proto__', 'constructor', 'theme', 'app_metadata', '') }, { weight: 1, arbitrary: fc.string() });
const metadata = fc.array(fc.tuple(name, value), { maxLength: 4 }).map((entries) => Object.fromEntries(entries));
/** Answers as the page would send them. */
const sound = fc.record({ role: fc.constant('dev'), skills: fc.subarray(['js', 'ts']), size: fc.integer({ min: 1 }), news: fc.boolean(), country: fc.constantFrom('DE', 'AT') }, { requiredKeys: ['size'] });

const body = (userId: string) =>
  fc.oneof(
    { weight: 1, arbitrary: sound.map((answers) => JSON.stringify({ user_id: userId, user_metadata: answers })) },
    { weight: 8, arbitrary: fc.record({ user_id: fc.constant(userId), user_metadata: metadata }).map((content) => JSON.stringify(content)) },
    { weight: 2, arbitrary: fc.record({ user_id: fc.oneof(fc.constant(userId), value), user_metadata: fc.oneof(metadata, value), more: value }, { requiredKeys: [] }).map((content) => JSON.stringify(content)) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 300 }) },
    { weight: 1, arbitrary: fc.nat(40_000).map((depth) => '['.repeat(depth)) },
  );

it(`${REQUESTS} random requests in ${MAX_SECONDS} s end with no fault and no stored key outside the plan`, { timeout: 120_000 }, async (t) => {
  const world = await openHandlerWorld();
  try {
    const ann = await world.tenant.users.create({ email: 'ann@example.com', password: 'Correct-horse-9', user_metadata: { theme: 'dark' } });
    const handler = world.open({ plan: PLAN, rateLimiter: { consume: () => Promise.resolve({} as never) } });
    const valid = await world.sign({ sub: ann.user_id });
    const odd = await Promise.all([{ sub: '..' }, { sub: 'auth0|nobody' }, { sub: ann.user_id, aud: 'x' }, { sub: ann.user_id, exp: 1 }, { sub: 'x@clients' }].map((claims) => world.sign({ aud: AUDIENCE, ...claims })));
    const authorization = fc.oneof(
      { weight: 12, arbitrary: fc.constant(`Bearer ${valid}`) },
      { weight: 1, arbitrary: fc.constantFrom(...odd.map((token) => `bearer  ${token}`), '', 'Bearer', 'Basic a:b', `Bearer ${valid.slice(0, -9)}`) },
      { weight: 1, arbitrary: fc.base64String().map((text) => `Bearer ${text}`) },
    );
    const request = fc.record({
      method: fc.oneof({ weight: 12, arbitrary: fc.constant('PATCH') }, { weight: 1, arbitrary: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD', 'QUERY') }),
      authorization,
      type: fc.oneof({ weight: 12, arbitrary: fc.constant('application/json') }, { weight: 1, arbitrary: fc.constantFrom('text/plain', 'Application/Json;x', 'application/') }),
      body: body(ann.user_id),
    });
    const counts = new Map<number, number>();
    let slowest = 0;
    const start = process.cpuUsage();
    const begun = performance.now();
    await fc.assert(
      fc.asyncProperty(request, async ({ method, authorization, type, body }) => {
        const sent = performance.now();
        const hasBody = !['GET', 'HEAD'].includes(method);
        const response = await handler(new Request('http://localhost/api', { method, body: hasBody ? body : undefined, headers: { authorization, 'content-type': type } }));
        await response.text();
        slowest = Math.max(slowest, performance.now() - sent);
        counts.set(response.status, (counts.get(response.status) ?? 0) + 1);
        assert.ok(response.status < 500, `${response.status}: ${inspect(world.errors.at(-1))}`);
        const stored = Object.keys(world.tenant.users.get(ann.user_id)?.user_metadata ?? {});
        assert.deepEqual(stored.filter((key) => !['theme', LEDGER_KEY, ...NAMES].includes(key)), []);
      }),
      { numRuns: REQUESTS, endOnFailure: true },
    );
    const seconds = (performance.now() - begun) / 1000;
    const { user, system } = process.cpuUsage(start);
    t.diagnostic(`${seconds.toFixed(1)} s, ${((user + system) / 1e6).toFixed(1)} s of the processor, slowest ${slowest.toFixed(0)} ms; ${JSON.stringify(Object.fromEntries(counts))}`);
    assert.ok((counts.get(200) ?? 0) > REQUESTS / 20, 'some of them are saved');
    // The processor's time, the tenant's included: what else the machine does is no fault of the endpoint.
    assert.ok((user + system) / 1e6 < MAX_SECONDS, `${(user + system) / 1e6} s`);
    assert.equal(world.tenant.users.get(ann.user_id)?.user_metadata?.theme, 'dark');
    assert.equal(({} as Record<string, unknown>).polluted, undefined);
  } finally {
    await world.close();
  }
});
