/** What `check` says of fields that are hardly ever asked. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { isHardlyAsked, warnOfHardlyAsked } from '../../src/plan/hardly-asked.ts';
import { checkPlan } from '../../src/cli/tenant-check.ts';
import { parsePlan } from '../../src/plan/parse-plan.ts';
import type { ProfilePlan } from '../../src/plan/plan.ts';
import { textField } from './life.ts';

/** Of a number. */
const NEVER = { a: { $gt: 5, $lt: 3 } };

const warningsOf = (plan: ProfilePlan) => warnOfHardlyAsked(plan).map(({ path, message }) => `${path}: ${message}`);

describe('what is hardly ever asked', () => {
  for (const name of readdirSync('demo/plans').filter((file) => file.endsWith('.json'))) {
    it(`is nothing in the demo's ${name}`, () => {
      assert.deepEqual(warningsOf(parsePlan(JSON.parse(readFileSync(`demo/plans/${name}`, 'utf8')))), []);
    });
  }

  it('is what the pacing leaves no room for, with its path, the number and what to do', () => {
    const fields = [...Array.from({ length: 4 }, (_, index) => textField(`f${index}`, { priority: 1 })), textField('last')];
    const [warning, ...more] = warningsOf({ fields, pacing: { maxFields: 1, coolDown: 'P30D' } }).filter((words) => words.startsWith('fields[4]'));
    assert.match(warning ?? '', /^fields\[4\]\.ask: Asked of 0 % of the people in a simulation of 20 sessions\. Lower `after`, raise its `priority`, or loosen `pacing`\./);
    assert.deepEqual(more, []);
  });

  it('is what waits for an answer that hardly anyone gives', () => {
    const rare = textField('rare', { when: { a: 'x', b: 'x', c: 'x', d: 'x', e: 'x' } });
    const others = ['a', 'b', 'c', 'd', 'e'].map((name) => textField(name));
    assert.match(warningsOf({ fields: [...others, rare] }).join('\n'), /^fields\[5\]\.when: .*Loosen `when`/m);
  });

  it('is not what comes late on purpose, nor what the simulated people cannot meet', () => {
    const fields = [
      textField('given_name', { ask: 'signup' }),
      textField('opinion', { ask: { after: { days: 90 } } }),
      textField('tenth', { ask: { after: { sessions: 30 } } }),
      textField('berliner', { when: { zoneinfo: 'Europe/Berlin' } }),
    ];
    assert.deepEqual(warningsOf({ fields }), []);
  });

  it('is said of each up to five fields, in one sentence of six, and the same each time', () => {
    const warnings = (count: number) => warningsOf({ fields: [textField('a', { type: 'number' }), ...Array.from({ length: count }, (_, index) => textField(`f${index}`, { when: NEVER }))] });
    assert.deepEqual(warnings(5).map((words) => words.split(':')[0]), [1, 2, 3, 4, 5].map((index) => `fields[${index}].when`));
    assert.deepEqual(warnings(6), ['fields: 6 of them are asked of fewer than 5 % of the people in a simulation of 20 sessions: fields[1], fields[2], fields[3], fields[4], fields[5] and more. Leave some out, or loosen `pacing`. `progressive-lock simulate` shows more.']);
    assert.deepEqual(warnings(5), warnings(5));
  });

  it('is looked for in as many sessions as the rule needs, twice', () => {
    const late = textField('late', { ask: { after: { days: 90 } }, when: NEVER });
    assert.match(warningsOf({ fields: [textField('a', { type: 'number' }), late] }).join('\n'), /^fields\[1\]\.when: Asked of 0 % of the people in a simulation of 72 sessions\./);
  });

  it('is told with the share of the people', () => {
    const fields = Array.from({ length: 6 }, (_, index) => textField(`f${index}`));
    const rare = textField('rare', { when: Object.fromEntries(fields.map(({ name }) => [name, 'x'])) });
    assert.match(warningsOf({ fields: [...fields, rare] }).join('\n'), /^fields\[6\]\.when: Asked of 3 % of the people/);
  });

  it('may need to be urgent if it waits for an activity', () => {
    const fields = [...Array.from({ length: 4 }, (_, index) => textField(`f${index}`)), textField('last', { ask: { on: 'checkout', after: { sessions: 3 } } })];
    assert.match(warningsOf({ fields, pacing: { maxFields: 1, coolDown: 'P30D' } }).join('\n'), /^fields\[4\]\.ask: .*\. Write `urgent` for what cannot wait/m);
  });

  it('is not what the sign-up or the login asks', () => {
    const fields = [textField('a', { type: 'number' }), textField('b', { type: 'textarea', ask: 'signup', when: NEVER }), textField('c', { required: true, ask: { atLogin: true }, when: NEVER })];
    assert.deepEqual(warningsOf({ fields }), []);
  });

  it('is neither asked of one person in twenty nor known of half of them in the end', () => {
    assert.deepEqual([isHardlyAsked({ asked: 0.049, known: [0.9, 0.9, 0.49] }), isHardlyAsked({ asked: 0, known: [] })], [true, true]);
    assert.deepEqual([isHardlyAsked({ asked: 0.05, known: [0, 0, 0] }), isHardlyAsked({ asked: 0, known: [0, 0, 0.5] })], [false, false]);
  });

  it('is in the findings of check', () => {
    const fields = Array.from({ length: 5 }, (_, index) => textField(`f${index}`, { maxLength: 20, priority: -index }));
    const warnings = checkPlan({ fields, pacing: { maxFields: 1, coolDown: 'P30D' } }).filter(({ level }) => level === 'warning');
    assert.match(warnings.map(({ message }) => message).join('\n'), /^fields\[4\]\.ask: Asked of/m);
  });
});
