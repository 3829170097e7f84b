/** What `check` says of fields that are hardly ever asked. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { warnOfHardlyAsked } from '../../src/plan/hardly-asked.ts';
import { checkPlan } from '../../src/cli/tenant-check.ts';
import { parsePlan } from '../../src/plan/parse-plan.ts';
import type { ProfilePlan } from '../../src/plan/plan.ts';
import { textField } from './life.ts';

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

  it('is said in one sentence of many, and the same each time', () => {
    const fields = Array.from({ length: 60 }, (_, index) => textField(`f${index}`));
    const [warning, ...more] = warningsOf({ fields });
    assert.match(warning ?? '', /^fields: \d+ of them are asked of fewer than 5 % of the people in a simulation of 20 sessions: (fields\[\d+\](, )?){5} and more\. Leave some out, or loosen `pacing`\./);
    assert.deepEqual(more, []);
    assert.deepEqual(warningsOf({ fields }), warningsOf({ fields }));
  });

  it('is in the findings of check', () => {
    const fields = Array.from({ length: 5 }, (_, index) => textField(`f${index}`, { maxLength: 20, priority: -index }));
    const warnings = checkPlan({ fields, pacing: { maxFields: 1, coolDown: 'P30D' } }).filter(({ level }) => level === 'warning');
    assert.match(warnings.map(({ message }) => message).join('\n'), /^fields\[4\]\.ask: Asked of/m);
  });
});
