import assert from 'node:assert/strict';
import { register } from 'node:module';
import { it } from 'node:test';
import { Person } from '../../src/person/person.ts';
import { PretendStore } from './pretend-store.ts';

// As in a browser that lost the network, the code that sends does not come.
const loader = `export const load = (url, context, next) => {
  if (url.includes('/src/person/outbox.ts')) throw new TypeError('Failed to fetch the module');
  return next(url, context);
}`;
register(`data:text/javascript,${encodeURIComponent(loader)}`);

const unhandled: unknown[] = [];
process.on('unhandledRejection', (reason) => unhandled.push(reason));

const open = () =>
  Person.open({
    user: { sub: 'auth0|ann' },
    clientId: 'app',
    store: new PretendStore(),
    plan: { fields: [] },
    now: () => new Date(),
    handleSaved: () => undefined,
    handleFailure: () => undefined,
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
