import assert from 'node:assert/strict';
import { afterEach, describe, it, mock } from 'node:test';
import type { FailureEvent } from '../../src/ask/events.ts';
import { FieldOptionLists } from '../../src/ask/field-options.ts';
import type { FieldOption, ProfileField } from '../../src/plan/plan.ts';

const towns: FieldOption[] = [{ value: 'ulm', label: 'Ulm' }];
const town = (options?: ProfileField['options']): ProfileField => ({ name: 'town', label: 'Town', type: 'select', options });

/** The lists of a view, what it was told of them, and when the next comes or fails. */
function open() {
  const host = new EventTarget();
  const errors: string[] = [];
  host.addEventListener('error', (event) => errors.push((event as FailureEvent).error.message));
  let handleChange: () => void = () => undefined;
  const lists = new FieldOptionLists(host, () => handleChange());
  return { lists, errors, next: () => new Promise<void>((resolve) => (handleChange = resolve)) };
}

describe('the choices of a view', () => {
  afterEach(() => mock.reset());

  it('are there at once where the plan has them', () => {
    const { lists } = open();
    assert.equal(lists.of(town(towns)), towns);
    assert.equal(lists.of(town()), undefined);
  });

  it('are fetched once where the plan only points to them, without the rows that are none', async () => {
    mock.method(console, 'error', () => undefined);
    const { lists, errors, next } = open();
    let calls = 0;
    const field = town(() => {
      calls += 1;
      return [...towns, null] as FieldOption[];
    });
    const come = next();
    assert.deepEqual([lists.of(field), lists.of(field)], ['loading', 'loading']);
    await come;
    assert.deepEqual([lists.of(field), calls], [towns, 1]);
    assert.match(errors.join('\n'), /"town"; left out: \[1\]\.$/);
  });

  it('that do not come are told, and not fetched again', async () => {
    mock.method(console, 'error', () => undefined);
    const { lists, errors, next } = open();
    const field = town(() => Promise.reject(new Error('no list today')));
    const failed = next();
    lists.of(field);
    await failed;
    assert.equal(lists.of(field), 'failed');
    assert.deepEqual(errors, ['Expected the choices of "town", but no list today.']);
  });
});
