import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { definePlan, type Answers, type FieldName } from '../../src/plan/index.ts';
import { parsePlan } from '../../src/plan/parse-plan.ts';
import type { ProfilePlan } from '../../src/plan/plan.ts';

const plan = definePlan({
  fields: [
    { name: 'company', label: { en: 'Company', de: 'Firma' }, ask: { after: { sessions: 2 } }, required: true },
    { name: 'age', label: 'Age', type: 'number', min: 18 },
    { name: 'stars', label: 'Stars', type: 'rating' },
    { name: 'news', label: 'News', type: 'checkbox' },
    { name: 'born', label: 'Born', type: 'date' },
    { name: 'origin', label: 'Origin', type: 'hidden', value: 'landing', ask: 'signup' },
    {
      name: 'role',
      label: 'Your role',
      type: 'select',
      options: [
        { value: 'dev', label: 'Developer' },
        { value: 'ops', label: 'Operations' },
      ],
      when: { company: { $exists: true } },
    },
    {
      name: 'topics',
      label: 'Topics',
      type: 'multiselect',
      options: [
        { value: 'a', label: 'A' },
        { value: 'b', label: 'B' },
      ],
    },
    { name: 'team', label: 'Team', type: 'radio', options: { url: '/teams.json' } },
  ],
  pacing: { maxFields: 2, coolDown: 'P1D' },
});

type Is<One, Other> = (<T>() => T extends One ? 1 : 2) extends <T>() => T extends Other ? 1 : 2 ? true : false;
const isTrue = <T extends true>(value?: T) => value;

isTrue<
  Is<FieldName<typeof plan>, 'company' | 'age' | 'stars' | 'news' | 'born' | 'origin' | 'role' | 'topics' | 'team'>
>();
isTrue<Is<Answers<typeof plan>['role'], 'dev' | 'ops' | undefined>>();
isTrue<Is<Answers<typeof plan>['topics'], ('a' | 'b')[] | undefined>>();
isTrue<Is<Answers<typeof plan>['team'], string | undefined>>();
isTrue<Is<Answers<typeof plan>['company'], string | undefined>>();
isTrue<Is<Answers<typeof plan>['born'], string | undefined>>();
isTrue<Is<Answers<typeof plan>['age'], number | undefined>>();
isTrue<Is<Answers<typeof plan>['stars'], number | undefined>>();
isTrue<Is<Answers<typeof plan>['news'], boolean | undefined>>();
isTrue<Is<Answers<typeof plan>['origin'], string | undefined>>();

export const sound: Answers<typeof plan> = { role: 'dev', topics: ['a', 'b'], age: 42, news: false };
// @ts-expect-error no such option
export const otherOption: Answers<typeof plan> = { role: 'boss' };
// @ts-expect-error no such field
export const otherField: Answers<typeof plan> = { compny: 'Acme' };
// @ts-expect-error a number is no text
export const otherType: Answers<typeof plan> = { company: 5 };
// @ts-expect-error a list, not one value
export const notAList: Answers<typeof plan> = { topics: 'a' };

// @ts-expect-error `requierd` is no key of a field
definePlan({ fields: [{ name: 'company', label: 'Company', requierd: true }] });
// @ts-expect-error a field needs a label
definePlan({ fields: [{ name: 'company' }] });
// @ts-expect-error `selct` is no type
definePlan({ fields: [{ name: 'company', label: 'Company', type: 'selct' }] });
// @ts-expect-error `sesions` is no key of `after`
definePlan({ fields: [{ name: 'company', label: 'Company', ask: { after: { sesions: 2 } } }] });
// @ts-expect-error options have values
definePlan({ fields: [{ name: 'company', label: 'Company', type: 'select', options: [{ label: 'A' }] }] });
// @ts-expect-error `fields` is missing
definePlan({ pacing: {} });
// @ts-expect-error `pacng` is no key of a plan
definePlan({ fields: [], pacng: {} });
// @ts-expect-error not a number of fields
definePlan({ fields: [], pacing: { maxFields: '2' } });

describe('definePlan', () => {
  it('returns the very plan, which is a ProfilePlan', () => {
    const given = { fields: [{ name: 'company', label: 'Company' }] };
    assert.equal(definePlan(given), given);
    const widened: ProfilePlan = plan;
    assert.deepEqual(parsePlan(widened), plan);
  });
});
