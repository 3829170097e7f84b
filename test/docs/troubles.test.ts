/** The table of docs/lock.md against what the console says. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { SessionError } from '../../src/auth0/sign-in-error.ts';

const docs = readFileSync(join(import.meta.dirname, '../../docs/lock.md'), 'utf8');
const [, section = ''] = docs.split('## When signing in does not work');
const rows = [...section.matchAll(/^\|[^|]*\| `(\w+)`[^|]*\|[^|]*\| "([^"|]*) …" \|/gm)].map(([, code = '', words = '']) => ({ code, words }));

it('tells of every trouble that the console has a remedy for', () => {
  assert.deepEqual(rows.map(({ code }) => code).sort(), ['clock_wrong', 'consent_required', 'cookies_blocked', 'foreign_result', 'interaction_required', 'requires_verification', 'timeout']);
});

for (const { code, words } of rows) {
  it(`quotes what the console says of ${code}`, () => {
    const { message } = new SessionError({ error: code });
    assert.ok(message.includes(words), message);
  });
}
