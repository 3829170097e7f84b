import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { applyVariants, assignVariants, chooseVariants } from '../../src/plan/experiments.ts';
import { emptyLedger, mergeLedgers, readLedger, recordSession, recordShown, variantKey } from '../../src/plan/ledger.ts';
import { explain, nextAsk } from '../../src/plan/next-ask.ts';
import { parsePlan, PlanError } from '../../src/plan/parse-plan.ts';
import type { Experiment, ProfilePlan } from '../../src/plan/plan.ts';
import { shownVariants } from '../../src/plan/shown-variants.ts';
import { claimName, readProfileClaim, writeProfileClaim } from '../../src/plan/profile-claim.ts';

const reason: Experiment = {
  name: 'reason',
  variants: [
    { name: 'without' },
    { name: 'with', changes: { fields: { company: { why: 'So that invoices are right', priority: 5 } } } },
  ],
};
const plan: ProfilePlan = {
  fields: [
    { name: 'role', label: 'Role' },
    { name: 'company', label: 'Company' },
  ],
  experiments: [reason],
};
const now = new Date('2026-05-01T10:00:00Z');
const problemsOf = (input: unknown): string[] => {
  try {
    parsePlan(input);
    return [];
  } catch (error) {
    assert.ok(error instanceof PlanError, String(error));
    return error.problems.map(({ path, message }) => `${path}: ${message}`);
  }
};

describe('an experiment', () => {
  it('gives a person the same variant everywhere, and another one of another experiment', () => {
    const subject = fc.string({ unit: 'binary' });
    fc.assert(fc.property(subject, (sub) => assert.deepEqual(assignVariants(plan, sub), assignVariants(structuredClone(plan), sub))));
    const two: ProfilePlan = { ...plan, experiments: [reason, { ...reason, name: 'other' }] };
    const people = Array.from({ length: 10_000 }, (_, index) => chooseVariants(two, `auth0|${index}`));
    const both = people.filter((variants) => variants['reason'] === 'with' && variants['other'] === 'with').length;
    // A quarter, within five standard deviations.
    assert.ok(Math.abs(both - 2500) < 5 * 43.3, `${both}`);
  });

  it('gives a person the same variant with every version of this package', () => {
    const chosen = Array.from({ length: 12 }, (_, index) => chooseVariants(plan, `auth0|${index}`)['reason']);
    assert.equal(chosen.map((variant) => (variant === 'with' ? 1 : 0)).join(''), '100100001100');
  });

  it('divides people by weight', () => {
    const weighted: ProfilePlan = { ...plan, experiments: [{ name: 'w', variants: [{ name: 'a', weight: 3 }, { name: 'b' }, { name: 'never', weight: 0 }] }] };
    const counts: Record<string, number> = {};
    for (let index = 0; index < 10_000; index++) {
      const { w = '' } = chooseVariants(weighted, `google-oauth2|${index}`);
      counts[w] = (counts[w] ?? 0) + 1;
    }
    assert.ok(Math.abs(counts['a']! - 7500) < 5 * 43.3, JSON.stringify(counts));
    assert.equal(counts['never'], undefined);
  });

  it('changes words, moments and pacing for its people alone', () => {
    const changed = applyVariants({ ...plan, pacing: { maxFields: 2 } }, { reason: 'with' });
    assert.equal(changed.fields[1]!.why, 'So that invoices are right');
    assert.equal(changed.fields[0], plan.fields[0]);
    assert.deepEqual(applyVariants(plan, { reason: 'without' }).fields, plan.fields);
    const paced: ProfilePlan = { ...plan, experiments: [{ name: 'one', variants: [{ name: 'two' }, { name: 'one', changes: { pacing: { maxFields: 1 } } }] }] };
    const ask = (variant: string) => {
      const mine = applyVariants(paced, { one: variant });
      return nextAsk(mine, { profile: {}, ledger: { ...emptyLedger(), n: 3, l: 3 }, now })?.fields.length;
    };
    assert.deepEqual([ask('two'), ask('one')], [2, 1]);
    assert.equal('pacing' in applyVariants(plan, { reason: 'with' }), false);
  });

  it('leaves a plan without any as it is', () => {
    const plain: ProfilePlan = { fields: plan.fields };
    assert.equal(assignVariants(plain, 'auth0|1'), plain);
    for (const none of [plain, { ...plain, experiments: [] }]) assert.equal(applyVariants(none, { reason: 'with' }), none);
  });

  it('may be assigned again, and passes parsePlan then, too', () => {
    const mine = applyVariants(plan, { reason: 'with' });
    assert.deepEqual(assignVariants(mine, 'anybody'), mine);
    assert.deepEqual(parsePlan(mine), mine);
  });
});

describe('the ledger', () => {
  const show = (variant: string, names: string[]) => recordShown(applyVariants(plan, { reason: variant }), recordSession(emptyLedger(), { now }), names, now);

  it('has a variant once something of it was shown, the one that changes nothing too', () => {
    assert.deepEqual(show('with', ['company']).e, [variantKey('reason', 'with')]);
    assert.deepEqual(show('without', ['company']).e, [variantKey('reason', 'without')]);
    assert.equal('e' in show('with', ['role']), false);
    assert.equal('e' in recordShown(plan, emptyLedger(), ['company'], now), false, 'not assigned');
  });

  it('has a variant of the pacing once anything was shown, the one that changes nothing too', () => {
    const paced: ProfilePlan = { ...plan, experiments: [{ name: 'pace', variants: [{ name: 'usual' }, { name: 'slow', changes: { pacing: { maxFields: 1 } } }] }] };
    for (const variant of ['usual', 'slow']) {
      const mine = applyVariants(paced, { pace: variant });
      assert.deepEqual(recordShown(mine, emptyLedger(), ['role'], now).e, [variantKey('pace', variant)]);
    }
    assert.deepEqual(applyVariants(paced, { pace: 'slow' }).experiments![0]!.variants[0]!.changes!.pacing, { maxFields: 1 });
  });

  it('keeps twenty variants at most', () => {
    const e = Array.from({ length: 25 }, (_, index) => `v${index + 10}`);
    assert.deepEqual(readLedger({ ...emptyLedger(), e }).e, e.slice(0, 20));
  });

  it('keeps variants through merges, in any order', () => {
    const keys = fc.array(fc.stringMatching(/^[a-z0-9]{1,5}$/), { maxLength: 30 });
    const ledger = keys.map((e) => readLedger({ ...emptyLedger(), e }));
    fc.assert(
      fc.property(ledger, ledger, ledger, (one, two, three) => {
        assert.deepEqual(mergeLedgers(one, two), mergeLedgers(two, one));
        assert.deepEqual(mergeLedgers(mergeLedgers(one, two), three), mergeLedgers(one, mergeLedgers(two, three)));
        assert.deepEqual(mergeLedgers(one, one), one);
      }),
    );
    assert.deepEqual(readLedger({ ...emptyLedger(), e: ['b', 'a', 'a', 5, '<x>', 'toolong'] }).e, ['a', 'b']);
  });

  it('takes them through the claim of the ID token', () => {
    const name = claimName('https://acme.example');
    const claim = writeProfileClaim(plan, name, { profile: {}, ledger: show('with', ['company']), now });
    assert.deepEqual(readProfileClaim({ [name]: claim }, plan)?.ledger.e, [variantKey('reason', 'with')]);
  });
});

describe('explain()', () => {
  it('tells the variant beside the fields that it concerns', () => {
    const moment = { profile: {}, ledger: { ...emptyLedger(), n: 3, l: 3 }, now };
    const [role, company] = explain(applyVariants(plan, { reason: 'with' }), moment);
    assert.deepEqual(company?.variants, { reason: 'with' });
    assert.equal('variants' in role!, false);
    assert.equal('variants' in explain(plan, moment)[1]!, false);
  });

  it('tells it beside all fields if the pacing is tried, and none before a person has one', () => {
    const pace: ProfilePlan = { ...plan, experiments: [{ name: 'pace', variants: [{ name: 'slow', changes: { pacing: { maxFields: 1 } } }, { name: 'quick' }] }] };
    const shown = (variants: Record<string, string>, ...names: string[]) => shownVariants(applyVariants(pace, variants), names);
    assert.deepEqual([shown({ pace: 'slow' }, 'role'), shown({ pace: 'quick' }, 'role'), shownVariants(pace, ['role'])], [{ pace: 'slow' }, { pace: 'quick' }, undefined]);
    assert.deepEqual(shownVariants(applyVariants(plan, { reason: 'with' }), ['role', 'company']), { reason: 'with' });
    assert.equal(shownVariants({ ...plan, experiments: [{ name: 'same', variants: [{ name: 'a' }] }] }, ['role']), undefined);
  });
});

describe('parsePlan', () => {
  const withVariant = (changes: unknown, fields: unknown = plan.fields) => ({ fields, experiments: [{ name: 'x', variants: [{ name: 'a' }, { name: 'b', changes }] }] });
  const at = 'experiments[0].variants[1].changes';

  it('takes experiments', () => assert.deepEqual(parsePlan(plan), plan));

  it('takes other words for a sign-up field, which keeps its moment', () => {
    const input = withVariant({ fields: { company: { label: 'Firm' } } }, [{ name: 'company', label: 'C', ask: 'signup' }]);
    assert.deepEqual(problemsOf(input), []);
  });

  it('takes a page for a field, too, and examines its pattern', () => {
    assert.deepEqual(problemsOf(withVariant({ fields: { company: { ask: { page: '/:id(\\d+)' } } } })), []);
    assert.match(problemsOf(withVariant({ fields: { company: { ask: { page: '/(\\w+\\w+)x' } } } })).join(), /ask\.page: .*may take long/);
  });

  for (const [what, input, problem] of [
    ['a field that is none', withVariant({ fields: { compny: { why: 'x' } } }), `${at}.fields.compny: No field is named "compny". Did you mean "company"?`],
    ['a key that cannot change', withVariant({ fields: { company: { requierd: true } } }), `${at}.fields.company.requierd: There is no such key. Known here: label, placeholder, why, hint, ask, priority.`],
    ['HTML', withVariant({ fields: { company: { why: '<b>x</b>' } } }), `${at}.fields.company.why: Texts are shown as they are`],
    ['a sign-up field that moves', withVariant({ fields: { company: { ask: 'later' } } }, [{ name: 'company', label: 'C', ask: 'signup' }]), `${at}.fields.company.ask: This field is asked at sign-up`],
    ['a question of the login', withVariant({ fields: { company: { ask: { atLogin: true } } } }), `${at}.fields.company.ask: What is asked during the login`],
    ['a slow page pattern', withVariant({ fields: { company: { ask: { page: '/(a+)+/*/*/*' } } } }), `${at}.fields.company.ask.page: `],
    ['names used twice', { ...plan, experiments: [reason, reason] }, 'experiments[1].name: "reason" is the name of another experiment already.'],
    ['variants named alike', { ...plan, experiments: [{ name: 'x', variants: [{ name: 'a' }, { name: 'a' }] }] }, 'experiments[0].variants[1].name: "a" is the name of another variant already.'],
    ['what two experiments change', { ...plan, experiments: [reason, { ...reason, name: 'again' }] }, 'experiments[1].variants[1].changes.fields.company.why: The experiment "reason" changes why of "company" already.'],
    ['pacing that two experiments change', { ...plan, experiments: ['one', 'two'].map((name) => ({ name, variants: [{ name: 'a' }, { name: 'b', changes: { pacing: { maxFields: 1 } } }] })) }, 'experiments[1].variants[1].changes.pacing.maxFields: The experiment "one" changes pacing.maxFields already.'],
    ['nobody', { ...plan, experiments: [{ name: 'x', variants: [{ name: 'a', weight: 0 }] }] }, 'experiments[0].variants: No variant has a weight over 0'],
    ['a name with blanks', { ...plan, experiments: [{ name: 'my test', variants: [{ name: 'a' }] }] }, 'experiments[0].name: Expected letters'],
    ['no list', { ...plan, experiments: {} }, 'experiments: Expected a list of at most 10 experiments'],
  ] as const) {
    it(`refuses ${what}`, () => {
      const problems = problemsOf(input);
      assert.ok(problems.some((text) => text.startsWith(problem)), problems.join('\n'));
    });
  }

  it('goes on without experiments that are not in order, and with those that are', () => {
    const usable = (input: unknown) => {
      try {
        return parsePlan(input);
      } catch (error) {
        return (error as PlanError).usable;
      }
    };
    assert.equal(usable(withVariant({ fields: { nobody: {} } })).experiments, undefined);
    assert.deepEqual(usable({ ...plan, pacing: { maxFields: 0 } }).experiments, plan.experiments);
    assert.equal(usable({ ...plan, fields: [plan.fields[0], { name: 'company' }] }).experiments, undefined);
    const both = { fields: { role: { why: 'x' }, company: { why: 'x' } } };
    assert.equal(usable(withVariant(both, [plan.fields[0], { name: 'company' }])).experiments, undefined);
  });
});
