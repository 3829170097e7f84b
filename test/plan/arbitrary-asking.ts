/** Random plans that differ in when they ask. */
import fc from 'fast-check';
import type { AskRule, Pacing, ProfileField, ProfilePlan } from '../../src/plan/plan.ts';

export const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
export const activities = ['checkout', 'invite'];

const someRule: fc.Arbitrary<AskRule> = fc.record(
  {
    after: fc.record({ sessions: fc.nat(4), days: fc.nat(3), logins: fc.nat(3) }, { requiredKeys: [] }),
    on: fc.oneof(fc.constantFrom(...activities), fc.constant(activities)),
    urgent: fc.boolean(),
    ignoreCoolDown: fc.boolean(),
  },
  { requiredKeys: [] },
);

const someField = (name: string): fc.Arbitrary<ProfileField> =>
  fc.record(
    {
      name: fc.constant(name),
      label: fc.constant(name),
      type: fc.constantFrom('text', 'text', 'text', 'checkbox', 'hidden'),
      ask: fc.oneof(fc.constantFrom('signup', 'later'), someRule),
      when: fc.constantFrom({ a: { $exists: true } }, { b: 'yes' }, { c: { $ne: 'yes' } }, { $bad: 1 }),
      confirm: fc.boolean(),
      priority: fc.integer({ min: -1, max: 1 }),
    },
    { requiredKeys: ['name', 'label'] },
  );

const somePacing: fc.Arbitrary<Pacing> = fc.record(
  {
    maxFields: fc.integer({ min: 1, max: 3 }),
    asksPerSession: fc.integer({ min: 1, max: 3 }),
    coolDown: fc.constantFrom('PT0S', 'PT10M', 'P1D', 'P3D'),
    snooze: fc.constantFrom('PT30M', 'P2D', 'P7D'),
    giveUpAfter: fc.integer({ min: 1, max: 4 }),
    quietFirstSession: fc.boolean(),
  },
  { requiredKeys: [] },
);

export const somePlan: fc.Arbitrary<ProfilePlan> = fc.record({
  fields: fc.subarray(names, { minLength: 1 }).chain((some) => fc.tuple(...some.map(someField))),
  pacing: somePacing,
});
