import assert from 'node:assert/strict';
import { register } from 'node:module';
import { it } from 'node:test';
import type { StoreError } from '../../src/person/store-error.ts';
import { PretendStore } from './pretend-store.ts';
import { openPerson } from './open-person.ts';

// As in a browser that lost the network, the code that sends does not come.
const loader = `export const load = (url, context, next) => {
  if (url.includes('/src/person/outbox.ts')) throw new TypeError('Failed to fetch the module');
  return next(url, context);
}`;
register(`data:text/javascript,${encodeURIComponent(loader)}`);

const unhandled: unknown[] = [];
process.on('unhandledRejection', (reason) => unhandled.push(reason));

const failures: StoreError[] = [];
// The page.
const page = new EventTarget();
globalThis.addEventListener = page.addEventListener.bind(page) as typeof globalThis.addEventListener;

const open = () =>
  openPerson({
    user: { sub: 'auth0|ann' },
    clientId: 'app',
    store: new PretendStore(),
    plan: { fields: [{ name: 'company', type: 'text', label: 'Company' }] },
    now: () => new Date(),
    handleSaved: () => undefined,
    handleFailure: (error) => failures.push(error),
  });

for (const end of ['close', 'forget'] as const) {
  it(`tells only who asks for the outbox that its code does not load, also after ${end}()`, async () => {
    const person = await open();
    const asked = person.outbox();
    person[end]();
    await assert.rejects(asked, /Failed to fetch/);
    // Node tells of rejections that nobody handles once the microtasks are through.
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(unhandled, []);
  });
}

it('sends what an earlier visit left once there is a network, where the code did not come at first', async () => {
  const person = await open();
  const isReported = () => new Promise<void>((resolve) => setImmediate(resolve));
  await person.sendPending();
  await person.sendPending();
  assert.deepEqual(failures.splice(0).map(({ code }) => code), ['network', 'network']);
  page.dispatchEvent(new Event('online'));
  while (!failures.length) await isReported();
  // Both waited for the same.
  for (let turn = 0; turn < 20; turn += 1) await isReported();
  assert.equal(failures.splice(0).length, 1);
  person.close();
});

it('writes an answer down all the same, says that it was not sent, and tries again once there is a network', async () => {
  const person = await open();
  const isReported = () => new Promise<void>((resolve) => setImmediate(resolve));
  person.storeAnswers({ company: 'Ajax' });
  assert.equal(person.metadata['company'], 'Ajax');
  while (!failures.length) await isReported();
  const [first] = failures.splice(0);
  assert.equal(first!.code, 'network');
  assert.match(first!.message, /did not load/);
  page.dispatchEvent(new Event('online'));
  while (!failures.length) await isReported();
  failures.length = 0;
  person.close();
  page.dispatchEvent(new Event('online'));
  for (let turn = 0; turn < 20; turn += 1) await isReported();
  assert.deepEqual(failures, []);
  const next = await open();
  assert.equal(next.hasPending, true);
  assert.equal(next.metadata['company'], 'Ajax');
  assert.deepEqual(unhandled, []);
});
