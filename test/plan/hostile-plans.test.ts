import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readSoundPlan } from '../../src/plan/check-plan.ts';
import { parsePlan, PlanError } from '../../src/plan/parse-plan.ts';

const sound = { name: 'company', label: 'Company' };
const nested = (depth: number) => {
  let condition: object = { company: 1 };
  for (let level = 0; level < depth; level++) condition = { $and: [condition] };
  return condition;
};
const cyclic: Record<string, unknown> = { ...sound };
cyclic['when'] = cyclic;
const throwing = { ...sound, get why(): string { throw new Error('boo'); } };
const revoked = Proxy.revocable({ ...sound }, {});
revoked.revoke();
const endless: object = new Proxy({}, { get: () => endless, ownKeys: () => ['a'], getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }) });
const lengthy: unknown[] = [];
lengthy.length = 2 ** 32 - 1;

/** Each is one thing wrong; `usable` names the fields that are left. */
const hostile: Record<string, { input: unknown; usable?: string[] }> = {
  '10,000 fields': {
    input: { fields: Array.from({ length: 10_000 }, (_, index) => ({ name: `f${index}`, label: 'F' })) },
    usable: Array.from({ length: 1000 }, (_, index) => `f${index}`),
  },
  '10,000 wrong fields': { input: { fields: Array.from({ length: 10_000 }, () => ({ naem: 1, lable: 2, tpye: 3 })) } },
  'a million options': {
    input: { fields: [sound, { name: 'a', label: 'A', type: 'select', options: Array.from({ length: 1e6 }, (_, index) => ({ value: `${index}`, label: 'x' })) }] },
    usable: ['company'],
  },
  'a label of 1 MB': { input: { fields: [sound, { name: 'a', label: 'x'.repeat(1e6) }] }, usable: ['company'] },
  'names of 1 MB': { input: { fields: [sound, { name: 'x'.repeat(1e6), label: 'A', ['y'.repeat(1e6)]: 1 }] }, usable: ['company'] },
  'HTML in every text': {
    input: { fields: [{ name: 'a', label: '<img src=x onerror=alert(1)>', why: '<script>', placeholder: { en: '<!--' } }] },
  },
  'conditions 100,000 deep': { input: { fields: [sound, { name: 'a', label: 'A', when: nested(100_000) }] }, usable: ['company'] },
  'a field that contains itself': { input: { fields: [cyclic] } },
  'a getter that throws': { input: { fields: [sound, { ...sound, name: 'a' }, Object.create(throwing), throwing] }, usable: ['company', 'a'] },
  'a revoked proxy': { input: { fields: [sound, revoked.proxy] }, usable: ['company'] },
  'an endless proxy': { input: { fields: [sound, endless] }, usable: ['company'] },
  'a list of four billion': { input: { fields: [sound, { name: 'a', label: 'A', knownFrom: lengthy }] }, usable: ['company'] },
  'values that are no data': {
    input: { fields: [sound, { name: 'a', label: new Date() }, { name: 'b', label: Symbol('b') }, { name: 'c', label: 1n }, { name: 'd', label: 'D', pattern: /x/ }] },
    usable: ['company'],
  },
  'a thousand patterns that run away': {
    input: { fields: Array.from({ length: 1000 }, (_, index) => ({ name: `f${index}`, label: 'F', pattern: `(a|a)*b${index}` })) },
  },
  'a thousand patterns that take long to judge': {
    input: { fields: Array.from({ length: 1000 }, (_, index) => ({ name: `f${index}`, label: 'F', pattern: `(a|b${index})*c` })) },
    usable: Array.from({ length: 20 }, (_, index) => `f${index}`),
  },
  'patterns of nested brackets': {
    input: { fields: [sound, { name: 'a', label: 'A', pattern: `${'('.repeat(80)}a*${')*'.repeat(80)}` }] },
    usable: ['company'],
  },
  'a circle of a thousand conditions': {
    input: { fields: Array.from({ length: 1000 }, (_, index) => ({ name: `f${index}`, label: 'F', when: { [`f${(index + 1) % 1000}`]: 1 } })) },
  },
  'a thousand misspelt names in a thousand conditions': {
    input: {
      fields: Array.from({ length: 1000 }, (_, index) => ({
        name: `field_number_${index}`,
        label: 'F',
        when: Object.fromEntries(Array.from({ length: 20 }, (_key, other) => [`feild_number_${index + other}`, 1])),
      })),
    },
  },
  ...Object.fromEntries(
    ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '__defineGetter__'].map((name) => [
      `a field named ${name}`,
      { input: { fields: [sound, { name, label: 'A' }] }, usable: ['company'] },
    ]),
  ),
  ...Object.fromEntries(
    ['{"__proto__": {"polluted": 1}, "fields": []}', '{"fields": [], "pacing": {"__proto__": {"polluted": 1}}}', '{"fields": [{"name": "a", "label": {"constructor": "x"}}]}', '{"fields": [{"name": "a", "label": "A", "when": {"__proto__": {"polluted": 1}}}]}'].map((json) => [
      json,
      { input: JSON.parse(json) as unknown },
    ]),
  ),
};

describe('a hostile plan', () => {
  for (const [what, { input, usable = [] }] of Object.entries(hostile)) {
    it(`is refused in good time, with what is usable of it: ${what}`, () => {
      const start = process.cpuUsage();
      assert.equal(readSoundPlan(input), undefined);
      assert.throws(
        () => parsePlan(input),
        (error) => {
          assert.ok(error instanceof PlanError, String(error));
          assert.ok(error.problems.length >= 1 && error.problems.length <= 101, `${error.problems.length} problems`);
          for (const { path, message } of error.problems) assert.ok(path.length < 400 && message.length < 1000, `${path.length}, ${message.length} characters`);
          assert.deepEqual(error.usable.fields.map(({ name }) => name), usable);
          assert.deepEqual(parsePlan(error.usable), error.usable);
          return true;
        },
      );
      // The processor's time: whatever else the machine does is no fault of the plan.
      const { user, system } = process.cpuUsage(start);
      assert.ok(user + system < 10_000_000, `took ${(user + system) / 1000} ms`);
      assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
    });
  }

  it('may come from another realm or have no prototype', () => {
    const plan = Object.assign(Object.create(null), { fields: [Object.assign(Object.create(null), sound)] }) as unknown;
    assert.deepEqual(parsePlan(plan), { fields: [sound] });
    assert.deepEqual(readSoundPlan(plan), { fields: [sound] });
  });

  it('is judged by its own keys alone, whatever a page did to Object.prototype', () => {
    Object.defineProperty(Object.prototype, 'requierd', { value: 1, enumerable: true, configurable: true });
    try {
      assert.ok(readSoundPlan({ fields: [sound] }), 'the plan is taken without it');
    } finally {
      delete (Object.prototype as Record<string, unknown>)['requierd'];
    }
  });
});
