/** Plans and answers for property tests: valid ones, and ones with an error somewhere. */
import fc from 'fast-check';
import { FIELD_TYPES } from '../../src/plan/field-types.ts';
import type { FieldType, FieldValue, ProfileField, ProfilePlan, Text } from '../../src/plan/plan.ts';

const words = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }).filter((text) => text.trim() !== '' && !/<[a-z/!?]/i.test(text));
const tag = fc.constantFrom('en', 'de', 'pt-BR', 'zh-Hans');
const text: fc.Arbitrary<Text> = fc.oneof(words, fc.dictionary(tag, words, { minKeys: 1 }));
const optionValue = fc.stringMatching(/^[a-z0-9][a-z0-9 &;>é-]{0,8}[a-z0-9]$/).filter((value) => !/&(amp|lt|gt|nbsp);/.test(value));
const options = fc.uniqueArray(fc.record({ value: optionValue, label: text }), {
  minLength: 1,
  maxLength: 6,
  selector: ({ value }) => value,
});
const address = fc.constantFrom('/terms?a=1&b=2', 'https://acme.example/terms', "terms#it's-so");
const day = fc
  .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

const ask = fc.option(
  fc.oneof(
    fc.constantFrom('signup' as const, 'later' as const),
    fc.record(
      {
        after: fc.record({ sessions: fc.integer({ min: 1, max: 50 }), days: fc.nat(100) }, { requiredKeys: [] }),
        on: fc.oneof(words, fc.array(words, { minLength: 1, maxLength: 3 })),
        urgent: fc.boolean(),
        ignoreCoolDown: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
  ),
  { nil: undefined },
);

/** Node 18, in which the tests of the Action run too, has no `toSorted`. */
function ordered<T extends number | string>(values: T[]): [T, T] {
  const [min, max] = [...values].sort((one, other) => (one < other ? -1 : 1));
  return [min as T, max as T];
}

const nothing = fc.constant({});
const choices = fc.record({ options });
const textLimits = fc.oneof(
  nothing,
  fc.array(fc.integer({ min: 1, max: 600 }), { minLength: 2, maxLength: 2 }).map((lengths) => {
    const [minLength, maxLength] = ordered(lengths);
    return { minLength, maxLength };
  }),
  fc.constantFrom('[A-Z]{2}[0-9]+', '(?:[A-Z]{2}-)?\\d{3,8}', '\\p{L}+').map((pattern) => ({ pattern })),
);

/** What goes with a type beside name and label. */
const details: Record<FieldType, fc.Arbitrary<Partial<ProfileField>>> = {
  text: textLimits,
  textarea: textLimits,
  email: nothing,
  tel: nothing,
  url: nothing,
  number: fc.oneof(
    nothing,
    fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 2, maxLength: 2 }).map((bounds) => {
      const [min, max] = ordered(bounds);
      return { min, max };
    }),
    fc.record({ step: fc.constantFrom(0.01, 0.5, 1, 5) }),
  ),
  date: fc.oneof(
    nothing,
    fc.array(day, { minLength: 2, maxLength: 2 }).map((days) => {
      const [min, max] = ordered(days);
      return { min, max };
    }),
  ),
  select: choices,
  radio: choices,
  multiselect: choices,
  checkbox: fc.record({ link: fc.record({ text, url: address }) }, { requiredKeys: [] }),
  rating: fc.constantFrom({}, { min: 0, max: 10 }, { min: 1, max: 7, step: 2, lowLabel: 'Low', highLabel: { en: 'High', de: 'Hoch' } }),
  country: nothing,
  hidden: fc.record({ value: fc.oneof(optionValue, fc.integer(), fc.boolean()), ask: fc.constant('signup' as const) }),
};

const field: fc.Arbitrary<ProfileField> = fc.constantFrom(...FIELD_TYPES).chain((type) =>
  fc
    .record(
      {
        label: text,
        placeholder: text,
        why: text,
        hint: text,
        ask,
        required: fc.boolean(),
        sensitive: fc.boolean(),
        confirm: fc.boolean(),
        priority: fc.integer({ min: -5, max: 5 }),
        knownFrom: fc.array(fc.constantFrom('given_name', 'app.company', 'https://acme.example/role'), { maxLength: 2 }),
      },
      { requiredKeys: ['label'] },
    )
    .chain((common) =>
      details[type].map((more) => {
        const given = { name: '', type, ...common, ...more };
        return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as unknown as ProfileField;
      }),
    ),
);

/** A sound plan. Conditions speak of earlier fields. */
export const soundPlan: fc.Arbitrary<ProfilePlan> = fc
  .record(
    {
      fields: fc.array(fc.tuple(field, fc.option(fc.nat(30))), { maxLength: 16 }).map((drawn) =>
        drawn.map(([one, other], index) => ({
          ...one,
          name: `field_${index}`,
          ...(other !== null && other < index ? { when: { $or: [{ [`field_${other}`]: { $exists: true } }, { field_0: 'a' }] } } : {}),
        })),
      ),
      pacing: fc.record(
        { maxFields: fc.integer({ min: 1, max: 5 }), coolDown: fc.constantFrom('P1D', 'PT30M', 'P1W'), giveUpAfter: fc.integer({ min: 1, max: 10 }) },
        { requiredKeys: [] },
      ),
      privacyUrl: address,
      termsUrl: address,
      enrichment: fc.record(
        {
          url: fc.constantFrom('https://find.example/people?email={email}', 'http://localhost:9/{email}'),
          values: fc.constant({ field_0: 'organization.name' }),
          timeout: fc.constant('PT1S'),
          allowUnverified: fc.boolean(),
        },
        { requiredKeys: ['url', 'values'] },
      ),
    },
    { requiredKeys: ['fields'] },
  )
  // What is looked up must be a field.
  .map(({ enrichment, ...plan }) => (plan.fields.length > 0 && enrichment ? { ...plan, enrichment } : plan))
  .map((plan) => JSON.parse(JSON.stringify(plan)) as ProfilePlan);

/** A plan with one value replaced, or one key added, anywhere. */
export const damagedPlan: fc.Arbitrary<unknown> = fc
  .tuple(soundPlan, fc.nat(), fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom('', '<b>x</b>', '__proto__', -1, 1e9, '(a+)+', 'P1M')), fc.boolean())
  .map(([plan, seed, value, adds]) => {
    const places: [Record<string, unknown>, string][] = [];
    collectPlaces({ plan }, places);
    const [parent, key] = places[seed % places.length] ?? [{}, ''];
    const added = ['requierd', 'min', 'options', 'when', 'value', 'storage'][seed % 6] ?? '';
    parent[adds ? added : key] = value;
    return plan;
  });

function collectPlaces(value: unknown, places: [Record<string, unknown>, string][]): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    places.push([value as Record<string, unknown>, key]);
    collectPlaces(inner, places);
  }
}

/** A field and an answer that fits it, in its typed form. */
export const fieldAndAnswer: fc.Arbitrary<[ProfileField, FieldValue]> = field
  .filter(({ type }) => type !== 'hidden')
  .map((one) => ({ ...one, name: 'field' }))
  .chain((one) => answerTo(one).map((answer): [ProfileField, FieldValue] => [one, answer]));

function answerTo(one: ProfileField): fc.Arbitrary<FieldValue> {
  const values = Array.isArray(one.options) ? one.options.map(({ value }) => value) : [];
  switch (one.type) {
    case 'select':
    case 'radio':
      return fc.constantFrom(...values);
    case 'multiselect':
      return fc.subarray(values, { minLength: 1 });
    case 'checkbox':
      return one.required ? fc.constant(true) : fc.boolean();
    case 'number':
      if (one.step !== undefined) return fc.integer({ min: -1000, max: 1000 }).map((steps) => steps * (one.step ?? 1));
      return fc.double({ min: Number(one.min ?? -1e12), max: Number(one.max ?? 1e12), noNaN: true }).map((value) => value + 0);
    case 'rating':
      return fc.constantFrom(...[1, 3, 5]);
    case 'date':
      return day.filter((date) => date >= String(one.min ?? '') && date <= String(one.max ?? '9999-12-31'));
    case 'country':
      return fc.constantFrom('DE', 'AT', 'XK', 'US');
    case 'email':
      return fc.constantFrom('a@b', "o'neil+news@example.co.uk");
    case 'tel':
      return fc.constantFrom('+49 30 123', '٠١٢٣٤');
    case 'url':
      return fc.constantFrom('https://example.com/?a=1&amp;b=2', 'http://localhost:1/<x>');
    case 'text':
    case 'textarea':
    case 'hidden':
    case undefined:
      if (one.pattern) return fc.constant(one.pattern.startsWith('[') ? 'DE123' : one.pattern.startsWith('(') ? 'DE-123' : 'Zoë');
      return fc
        .oneof(fc.string({ unit: 'binary', maxLength: 100 }), fc.constantFrom('Tom & Jerry <3', '&amp;', '&amp;lt;', '\u00a0x', 'prefer_not_to_say'))
        .map((answer) => answer.padEnd(one.minLength ?? 0, 'x').slice(0, one.maxLength).trim())
        .filter((answer) => answer.length >= Math.max(1, one.minLength ?? 0));
  }
}
