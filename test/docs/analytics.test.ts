/** The lines that docs/report.md gives for analytics, run as they stand there. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { runInNewContext } from 'node:vm';
import { FieldsEvent } from '../../src/ask/events.ts';

const page = readFileSync(new URL('../../docs/report.md', import.meta.url), 'utf8');
const snippets = [...page.slice(page.indexOf('## Analytics')).matchAll(/^([^\n]+):\n\n```js\n([^]+?)```/gm)].map(([, name = '', code = '']) => ({ name, code }));

/** What a service is told, in whatever way it is called. */
function run(code: string): unknown[] {
  const told: unknown[] = [];
  const lock = new EventTarget();
  const record = (name: string, properties: unknown) => told.push({ name, properties });
  runInNewContext(code, { lock, window: { dataLayer: { push: (entry: unknown) => told.push(entry) } }, analytics: { track: record }, posthog: { capture: record } });
  for (const [type, variants] of [['asked', { reason: 'with' }], ['answered', { reason: 'with' }], ['saved']] as const) {
    lock.dispatchEvent(new FieldsEvent(type, ['company'], { variants }));
  }
  return told;
}

describe('analytics', () => {
  it('has a way for three services', () => assert.deepEqual(snippets.map(({ name }) => name), ['Segment', 'Google Tag Manager', 'PostHog']));

  for (const { name, code } of snippets) {
    it(`tells ${name} names of fields and variants, in at most ten lines`, () => {
      assert.ok(code.trim().split('\n').length <= 10, 'it is longer');
      const told = run(code).map((entry) => JSON.stringify(entry));
      assert.equal(told.length, 2);
      assert.match(told[0]!, /asked.*\["company"\].*\{"reason":"with"\}/);
      assert.match(told[1]!, /answered.*\["company"\].*\{"reason":"with"\}/);
    });
  }
});
