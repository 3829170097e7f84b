import { assert } from '@open-wc/testing';
import { emptyLedger, recordSession } from '../../src/plan/ledger.ts';
import { nextAsk } from '../../src/plan/next-ask.ts';

const now = new Date('2026-05-01T10:00:00Z');
const ledger = recordSession(recordSession(emptyLedger(), { now }), { now });

function isAskedOn(page: string, pattern: string): boolean {
  const plan = { fields: [{ name: 'company', label: 'Company', ask: { page: pattern } }] };
  return nextAsk(plan, { profile: {}, ledger, now, page }) !== null;
}

describe('a field with a page pattern', () => {
  it("is asked on the pages that match, by the browser's own URLPattern", () => {
    assert.equal(isAskedOn('/projects/7', '/projects/:id'), true);
    assert.equal(isAskedOn('/projects', '/projects/:id'), false);
    assert.equal(isAskedOn('/settings/billing', '/settings/*'), true);
    assert.equal(isAskedOn('/', '/settings/*'), false);
  });

  it('is asked nowhere if the pattern cannot be read', () => {
    assert.equal(isAskedOn('/projects/7', '/projects/('), false);
  });
});
