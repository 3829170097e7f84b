import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FieldOption, ProfileField } from '../../src/plan/plan.ts';
import { loadOptions, resolveOptionLists } from '../../src/platform/option-lists.ts';

const rows = (count: number) => Array.from({ length: count }, (_, index) => ({ value: `${index}`, label: `Town ${index}` }));
const field = (list: unknown): ProfileField => ({ name: 'town', label: 'Town', type: 'select', options: () => list as FieldOption[] });

describe('a fetched list of options', () => {
  it('may have 5,000 rows; more are refused, and the limit is named', async () => {
    assert.equal((await loadOptions(field(rows(5000)))).length, 5000);
    await assert.rejects(loadOptions(field(rows(5001))), /choices of "town".*at most 5000 options.*a list of 5001 came/);
  });

  it('leaves out bad rows and those that are there already, and names them', async () => {
    const faults: string[] = [];
    const list = [...rows(2), { value: 3, label: 'Three' }, null, { value: '0', label: 'Again' }, { value: '<5', label: 'Few' }];
    const options = await loadOptions(field(list), { handleFault: ({ message }) => faults.push(message) });
    assert.deepEqual(options.map(({ value }) => value), ['0', '1', '<5']);
    assert.equal(faults.length, 1);
    assert.match(faults[0]!, /"town"; left out: \[2\], \[3\], \[4\]\.$/);
  });

  it('names ten of many bad rows', async () => {
    const faults: string[] = [];
    await loadOptions(field([...rows(1), ...Array.from({ length: 12 }, () => null)]), { handleFault: ({ message }) => faults.push(message) });
    assert.match(faults[0]!, /\[1\], .*\[10\] and 2 more\.$/);
  });

  it('is no list where nothing in it is an option', async () => {
    for (const list of [{}, null, 'a', [], [null], [{ label: 'A' }]]) await assert.rejects(loadOptions(field(list)), /Expected the choices of "town"/);
  });

  it('tells of its faults at sign-up, too', async () => {
    const faults: string[] = [];
    const { fields } = await resolveOptionLists({ fields: [field([...rows(1), {}])] }, ({ message }) => faults.push(message));
    assert.deepEqual(fields[0]!.options, rows(1));
    assert.equal(faults.length, 1);
  });
});
