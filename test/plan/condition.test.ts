import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { CONDITION_OPERATORS, matchesCondition, type KnownValues } from '../../src/plan/condition.ts';
import type { Condition } from '../../src/plan/plan.ts';

const known: KnownValues = {
  company: 'Acme',
  country: 'DE',
  employees: 250,
  founded: '1999-04-01',
  hasShop: false,
  interests: ['billing', 'security'],
};

const holding: [string, Condition][] = [
  ['an empty condition', {}],
  ['a plain value is compared for equality', { country: 'DE' }],
  ['several names must all hold', { country: 'DE', company: 'Acme' }],
  ['$eq', { employees: { $eq: 250 } }],
  ['$ne', { country: { $ne: 'AT' } }],
  ['$ne of a missing value', { role: { $ne: 'dev' } }],
  ['$in', { country: { $in: ['AT', 'DE'] } }],
  ['$nin', { country: { $nin: ['AT', 'CH'] } }],
  ['$nin of a missing value', { role: { $nin: ['dev'] } }],
  ['$gt', { employees: { $gt: 249 } }],
  ['$gte at the bound', { employees: { $gte: 250 } }],
  ['$lt', { employees: { $lt: 251 } }],
  ['$lte at the bound', { employees: { $lte: 250 } }],
  ['a range', { employees: { $gte: 100, $lt: 500 } }],
  ['dates compare as they are written', { founded: { $lt: '2000-01-01' } }],
  ['$exists', { company: { $exists: true } }],
  ['$exists of false', { hasShop: { $exists: true } }],
  ['a missing value does not exist', { role: { $exists: false } }],
  ['null stands for a missing value', { role: null }],
  ['one of several choices', { interests: 'security' }],
  ['one of several choices by $in', { interests: { $in: ['support', 'billing'] } }],
  ['$and', { $and: [{ country: 'DE' }, { employees: { $gt: 10 } }] }],
  ['$or', { $or: [{ country: 'AT' }, { employees: { $gt: 10 } }] }],
  ['$nor', { $nor: [{ country: 'AT' }, { employees: { $lt: 10 } }] }],
  ['$not', { employees: { $not: { $lt: 10 } } }],
  ['conditions in conditions', { $or: [{ country: 'AT' }, { $and: [{ country: 'DE' }, { $nor: [{ role: 'dev' }] }] }] }],
];

const failing: [string, Condition][] = [
  ['another value', { country: 'AT' }],
  ['a missing value has no size', { role: { $gt: 0 } }],
  ['a missing value is in no list', { role: { $in: ['dev'] } }],
  ['a number is no text', { employees: '250' }],
  ['a text is not compared with a number', { company: { $gt: 1 } }],
  ['false is not missing', { hasShop: { $exists: false } }],
  ['one name of several does not hold', { country: 'DE', company: 'Initech' }],
  ['$nin with one of several choices', { interests: { $nin: ['billing'] } }],
  ['$or without one that holds', { $or: [{ country: 'AT' }, { country: 'CH' }] }],
  ['what every object has is not known', { toString: { $exists: true } }],
  ['the prototype is not known', JSON.parse('{"__proto__": {"$exists": true}}') as Condition],
  ['constructor is not known', { constructor: { $exists: true } }],
];

const unreadable: [string, unknown][] = [
  ['$where with code', { $where: 'true' }],
  ['$where on a value', { company: { $where: 'return true' } }],
  ['$regex', { company: { $regex: '.*' } }],
  ['$size', { interests: { $size: 2 } }],
  ['$elemMatch', { interests: { $elemMatch: { $eq: 'billing' } } }],
  ['an operator nobody knows', { company: { $like: 'Ac%' } }],
  ['an operator inside $not', { company: { $not: { $regex: 'x' } } }],
  ['operators beside names', { company: { $eq: 'Acme', name: 'x' } }],
  ['$and of nothing', { $and: [] }],
  ['$or of one condition that is no list', { $or: { country: 'DE' } }],
  ['no condition at all', null],
  ['a text', 'country'],
];

describe('a condition', () => {
  for (const [situation, condition] of holding) {
    it(`holds: ${situation}`, () => assert.equal(matchesCondition(condition, known), true));
  }
  for (const [situation, condition] of failing) {
    it(`does not hold: ${situation}`, () => assert.equal(matchesCondition(condition, known), false));
  }
  for (const [situation, condition] of unreadable) {
    it(`never holds and never throws: ${situation}`, () => {
      assert.equal(matchesCondition(condition as Condition, known), false);
      assert.equal(matchesCondition(condition as Condition, {}), false);
    });
  }

  it('is told from a thousand others, whatever is kept of them', () => {
    for (let employees = 0; employees < 1000; employees++) {
      assert.equal(matchesCondition({ employees }, { employees }), true);
      assert.equal(matchesCondition({ employees }, { employees: employees + 1 }), false);
    }
  });

  it('is the same the first time, before anything is kept of it', () => {
    const fresh = randomUUID();
    assert.equal(matchesCondition({ company: fresh }, { company: fresh }), true);
    assert.equal(matchesCondition({ company: fresh, country: 'DE' }, { company: fresh }), false);
    assert.equal(matchesCondition({ company: { $like: fresh } }, { company: fresh }), false);
  });

  it('survives being nested a hundred thousand deep', () => {
    let condition: Condition = { country: 'DE' };
    for (let depth = 0; depth < 100_000; depth++) condition = { $and: [condition] };
    assert.equal(matchesCondition(condition, known), false);
  });

  it('never throws, whatever it and the values are', () => {
    fc.assert(
      fc.property(fc.anything(), fc.object(), (condition, values) => {
        assert.equal(typeof matchesCondition(condition as Condition, values as KnownValues), 'boolean');
      }),
      { numRuns: 2000 },
    );
  });

  it('has the documented operators and no others', () => {
    const documented = '$and $eq $exists $gt $gte $in $lt $lte $ne $nin $nor $not $or';
    assert.equal([...CONDITION_OPERATORS].sort().join(' '), documented);
  });

  it('is evaluated where code from strings is forbidden, as under a content security policy', () => {
    const script = `
      import { matchesCondition } from './src/plan/condition.ts';
      const answers = [matchesCondition({ country: { $in: ['DE'] } }, { country: 'DE' }), matchesCondition({ $where: 'true' }, {})];
      console.log(JSON.stringify(answers));`;
    const answers = execFileSync(
      process.execPath,
      ['--disallow-code-generation-from-strings', '--import', 'tsx', '--input-type=module', '--eval', script],
      { encoding: 'utf8', cwd: new URL('../..', import.meta.url) },
    );
    assert.deepEqual(JSON.parse(answers), [true, false]);
  });
});
