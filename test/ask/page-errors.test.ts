import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { explainPlan, missingSub, nobodyStayed, nobodyThere, refusedPlan, unreadablePlan } from '../../src/ask/page-errors.ts';

describe('what a page did wrong', () => {
  it('is told with what was expected, what came, and what to do', () => {
    assert.match(refusedPlan('/plan.json', 404).message, /a plan at \/plan\.json, but the server answered 404\. Correct the address/);
    assert.match(nobodyThere('ask').message, /before ask\(\), but nobody is.* Set `user`/);
    assert.match(nobodyStayed('ask').message, /during ask\(\), but they have left\. Call it again/);
    assert.match(missingSub().message, /`user` with the `sub`.* Set the claims/);
  });

  it('keeps the cause of a plan that is no JSON', () => {
    const cause = new SyntaxError('Unexpected token');
    assert.equal(unreadablePlan('/plan.json', cause).cause, cause);
  });

  it('explains a plan by its first fault, and leaves the fields that are right', async () => {
    const company = { name: 'company', label: 'Company' };
    const { plan, error } = await explainPlan({ fields: [company, { name: 'x y', label: 'X' }] });
    assert.equal(error?.name, 'PlanError');
    assert.deepEqual(plan.fields, [company]);
    assert.equal((await explainPlan({ fields: [company] })).error, undefined);
  });

  it('leaves out what a visitor’s link put into a hidden field and Auth0 would not store as it is, without a word', async () => {
    const company = { name: 'company', label: 'Company' };
    const hidden = (value: unknown) => ({ name: 'ref', label: 'Reference', type: 'hidden', ask: 'signup', value });
    for (const value of ['   ', 'a<b', '&lt;', 'x'.repeat(500)]) {
      assert.deepEqual(await explainPlan({ fields: [company, hidden(value)] }), { plan: { fields: [company] } });
    }
    for (const value of [{ a: 1 }, NaN, undefined]) assert.equal((await explainPlan({ fields: [company, hidden(value)] })).error?.name, 'PlanError');
  });
});
