import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readSoundPlan } from '../../src/plan/check-plan.ts';
import { findFault, readValue } from '../../src/plan/codec.ts';
import { encodeAnswers } from '../../src/plan/encode-answers.ts';
import { parsePlan, PlanError } from '../../src/plan/parse-plan.ts';
import type { ProfilePlan } from '../../src/plan/plan.ts';
import { signUpFields } from '../../src/plan/sign-up-fields.ts';
import { isMangledByLock, PREFER_NOT_TO_SAY } from '../../src/plan/stored-text.ts';
import { damagedPlan, fieldAndAnswer, soundPlan } from './arbitrary-plan.ts';

/** The plan, or what is usable of it; anything but a PlanError fails the test. */
function parse(input: unknown): { plan: ProfilePlan; isSound: boolean } {
  try {
    return { plan: parsePlan(input), isSound: true };
  } catch (error) {
    assert.ok(error instanceof PlanError, String(error));
    assert.ok(error.problems.length > 0, 'an error without problems');
    for (const { message } of error.problems) assert.match(message, /^\S.*[.?]$/s);
    return { plan: error.usable, isSound: false };
  }
}

/** What has to hold for any input, whatever it is. */
function holdsFor(input: unknown): void {
  const quick = readSoundPlan(input);
  const { plan, isSound } = parse(input);
  if (quick) {
    assert.ok(isSound, 'the quick check took a plan that parsePlan refuses');
    assert.deepEqual(quick, plan);
  }
  assert.deepEqual(parsePlan(plan), plan);
}

describe('any input', () => {
  it('gives a plan or a PlanError with a usable plan; the quick check takes nothing that is refused', () => {
    fc.assert(fc.property(fc.oneof(fc.anything(), fc.jsonValue(), fc.record({ fields: fc.anything() }), fc.record({ fields: fc.array(fc.anything()) })), holdsFor));
  });

  it('the same goes for a plan with one thing damaged', () => {
    fc.assert(fc.property(damagedPlan, holdsFor), { numRuns: 2000 });
  });
});

describe('any sound plan', () => {
  it('is returned as it is', () => {
    fc.assert(fc.property(soundPlan, (plan) => assert.deepEqual(parsePlan(plan), plan)), { numRuns: 300 });
  });

  it('gives sign-up fields that obey the rules of Lock and Auth0', () => {
    fc.assert(
      fc.property(soundPlan, fc.constantFrom('en', 'de', 'pt', 'xx', 'not a tag'), fc.string({ unit: 'binary' }), (plan, language, typed) => {
        const { fields, deferred } = signUpFields(plan, { language });
        const names = fields.map(({ name }) => name);
        const asked = plan.fields.filter(({ ask }) => ask === 'signup').map(({ name }) => name);
        assert.deepEqual([...names, ...deferred.map(({ name }) => name)].sort(), asked.sort());
        assert.ok(fields.filter(({ storage }) => storage !== 'root').length <= 10, 'more than ten of user_metadata');
        for (const field of fields) {
          assert.match(field.name, /^[a-zA-Z0-9_]{1,99}$/);
          if (field.type === 'hidden') assert.ok(typeof field.value === 'string' && field.value !== '', JSON.stringify(field));
          else assert.ok(typeof field.placeholder === 'string' && field.placeholder !== '', JSON.stringify(field));
          if (field.prefill !== undefined) assert.ok(typeof field.prefill === 'string' && field.prefill !== '', JSON.stringify(field));
          if (field.type === 'select') {
            assert.ok(field.options && field.options.length > 0, JSON.stringify(field));
            for (const { value, label } of field.options) {
              assert.ok(typeof value === 'string' && value !== '' && value.length <= 499 && !isMangledByLock(value), JSON.stringify(field));
              assert.ok(typeof label === 'string' && label !== '', JSON.stringify(field));
            }
          }
          const verdict = field.validator?.(typed);
          if (verdict?.valid) assert.ok(typed.length <= 499 && !isMangledByLock(typed), JSON.stringify(field));
          else if (verdict) assert.ok(verdict.hint && !verdict.hint.includes('{limit}'), JSON.stringify(field));
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('any answer that fits its field', () => {
  it('is stored so that it reads back as it was', () => {
    fc.assert(
      fc.property(fieldAndAnswer, ([field, answer]) => {
        fc.pre(findFault(field, answer) === undefined);
        const patch = encodeAnswers({ fields: [field] }, { field: answer });
        const stored = (JSON.parse(JSON.stringify(patch)) as Record<string, unknown>)['field'];
        assert.deepEqual(readValue(field, stored), { value: answer });
      }),
      { numRuns: 2000 },
    );
  });

  it('reads the same whether the panel gave it typed or Lock as a string', () => {
    fc.assert(
      fc.property(fieldAndAnswer, ([field, answer]) => {
        fc.pre(!Array.isArray(answer) && !isMangledByLock(String(answer)) && findFault(field, answer) === undefined);
        assert.deepEqual(readValue(field, String(answer)), readValue(field, answer));
      }),
      { numRuns: 1000 },
    );
  });

  it('is known unless it says nothing', () => {
    fc.assert(
      fc.property(fieldAndAnswer, fc.constantFrom('', '  ', null, undefined, [], [' '], '&nbsp;'), ([field], nothing) => {
        assert.equal(readValue(field, nothing), undefined);
      }),
    );
    assert.equal(readValue({ name: 'a', label: 'A', type: 'country' }, PREFER_NOT_TO_SAY), undefined);
  });
});
