import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { makeSchema } from '../../scripts/make-schema.ts';
import { soundPlan } from './arbitrary-plan.ts';

const schema = makeSchema();
// Editors know the format of dates; ajv alone does not.
const validate = new Ajv({ validateFormats: false }).compile(schema);

const problemsOf = (plan: unknown) => (validate(plan) ? [] : (validate.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`));

/** Every object of the schema with its keys. */
function objectsIn(node: unknown): Record<string, { description?: string }>[] {
  if (typeof node !== 'object' || node === null) return [];
  const { properties } = node as { properties?: Record<string, { description?: string }> };
  return [...(properties ? [properties] : []), ...Object.values(node).flatMap(objectsIn)];
}

describe('profile-plan.schema.json', () => {
  it('takes the example plans and every sound one', () => {
    for (const name of ['saas', 'shop', 'club']) {
      assert.deepEqual(problemsOf(JSON.parse(readFileSync(`demo/plans/${name}.json`, 'utf8'))), []);
    }
    fc.assert(fc.property(soundPlan, (plan) => assert.deepEqual(problemsOf(plan), [])), { numRuns: 200 });
  });

  const field = { name: 'company', label: 'Company' };
  for (const [what, plan, problem] of [
    ['no fields', {}, ' required'],
    ['a misspelt key', { fields: [{ ...field, requierd: true }] }, '/fields/0 additionalProperties'],
    ['a type that is none', { fields: [{ ...field, type: 'selct' }] }, '/fields/0/type enum'],
    ['a name with a dot', { fields: [{ ...field, name: 'a.b' }] }, '/fields/0/name pattern'],
    ['options that are none', { fields: [{ ...field, options: 5 }] }, '/fields/0/options anyOf'],
    ['an operator that is none', { fields: [{ ...field, when: { company: { $inn: [] } } }] }, '/fields/0/when/company anyOf'],
    ['too many fields in an ask', { fields: [], pacing: { maxFields: 100 } }, '/pacing/maxFields maximum'],
  ] as const) {
    it(`marks ${what}`, () => {
      assert.ok(problemsOf(plan).includes(problem), JSON.stringify(problemsOf(plan)));
    });
  }

  it('explains every key', () => {
    const unexplained = objectsIn(schema).flatMap((properties) =>
      Object.entries(properties).filter(([key, { description }]) => !description && !key.startsWith('$')).map(([key]) => key),
    );
    assert.deepEqual(unexplained, []);
  });
});
