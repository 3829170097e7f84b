import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { renameField, retypeField } from '../../src/cli/field-migration.ts';
import { erasureOf, recordOf, resetOf, toStoredPerson, type MetadataPatch, type StoredPerson } from '../../src/cli/person-record.ts';
import { emptyLedger, historyOfName, mergeLedgers, readLedger, recordAnswered, recordDeclined, recordSession, recordShown, recordSilenced, recordSnoozed, type Ledger } from '../../src/plan/ledger.ts';
import { parsePlan } from '../../src/plan/parse-plan.ts';
import { PREFER_NOT_TO_SAY } from '../../src/plan/stored-text.ts';
import { mergeMetadata } from '../../src/tenant/profile-rules.ts';

const plan = parsePlan({
  fields: [
    { name: 'company', label: 'Company' },
    { name: 'role', label: 'Role', type: 'select', options: [{ value: 'developer', label: 'Developer' }] },
    { name: 'team_size', label: 'Team', type: 'number', min: 1 },
    { name: 'health', label: 'Health', sensitive: true },
  ],
});
const day = (number: number) => new Date(Date.UTC(2026, 4, number, 9));

/** In the third session: told the company, put off the role, declined the team, was asked about health twice. */
function ledger(): Ledger {
  let made = emptyLedger();
  for (const number of [1, 2, 3]) made = recordSession(made, { now: day(number), signUp: number === 1 });
  made = recordAnswered(plan, recordShown(plan, made, ['company'], day(2)), ['company'], day(2));
  made = recordSnoozed(plan, recordShown(plan, made, ['role'], day(3)), ['role'], day(3));
  made = recordDeclined(plan, recordShown(plan, made, ['team_size'], day(3)), ['team_size'], day(3));
  return recordShown(plan, recordShown(plan, made, ['health'], day(2)), ['health'], day(3));
}
const person = (): StoredPerson => ({
  user_id: 'auth0|1',
  email: 'ada@example.com',
  user_metadata: { company: 'Acme', theme: 'dark', progressive_lock: ledger() },
  app_metadata: { plan: 'pro', progressive_lock: { signedInAt: day(3).getTime(), provided: { company: { value: 'ACME', from: 'acme-saml' } }, lookUp: { at: 5, for: 'ada@example.com', values: { company: 'Acme Inc' } } } },
});

/** What is stored after the Management API has merged a change. */
function after(before: StoredPerson, patch: MetadataPatch | undefined): StoredPerson {
  assert.ok(patch, 'a change');
  const { user_metadata, app_metadata } = patch;
  return {
    ...before,
    ...(user_metadata && { user_metadata: mergeMetadata(before.user_metadata, user_metadata) }),
    ...(app_metadata && { app_metadata: mergeMetadata(before.app_metadata, app_metadata) }),
  };
}

describe('the record of a person', () => {
  it('tells in words and dates what the ledger keeps in numbers', () => {
    const { fields, ...rest } = recordOf(plan, person());
    assert.deepEqual(rest, {
      userId: 'auth0|1', email: 'ada@example.com', sessions: 3, firstSeen: '2026-05-01T09:00:00.000Z', lastAsked: '2026-05-03T09:00:00.000Z', silenced: false, others: ['theme'],
      action: { signedInAt: day(3).getTime(), provided: { company: { value: 'ACME', from: 'acme-saml' } }, lookUp: { at: 5, for: 'ada@example.com', values: { company: 'Acme Inc' } } },
    });
    assert.deepEqual(fields, [
      { name: 'company', value: 'Acme', shown: 0, answered: '2026-05-02T09:00:00.000Z' },
      { name: 'role', shown: 1, putOff: '2026-05-03T09:00:00.000Z' },
      { name: 'team_size', shown: 1, declined: true },
      { name: 'health', sensitive: true, shown: 2 },
    ]);
  });

  it('is empty, and no error, of somebody who was never asked, or whose metadata are anything', () => {
    for (const user_metadata of [undefined, {}, { progressive_lock: 'x' }, { progressive_lock: { k: [1], n: -3 } }]) {
      const record = recordOf(plan, { user_id: 'auth0|2', user_metadata, app_metadata: { progressive_lock: 7 } });
      assert.equal(record.sessions, 0);
      assert.deepEqual(record.fields.map(({ shown, value }) => [shown, value]), Array(4).fill([0, undefined]));
    }
  });
});

describe('a profile as it arrives', () => {
  it('has no times where the person wrote numbers that are none into the ledger', () => {
    const key = Object.keys(recordSnoozed(plan, emptyLedger(), ['role'], day(1)).k)[0]!;
    for (const number of [9e15, Number.MAX_SAFE_INTEGER, -1]) {
      const { firstSeen, lastAsked, fields } = recordOf(plan, { user_metadata: { progressive_lock: { v: 2, f: number, a: number, k: { [key]: '1.zzzzzzzz' } } } });
      assert.deepEqual([firstSeen, lastAsked, fields[1]!.putOff], [undefined, undefined, undefined]);
    }
  });

  it('has no metadata where they are no data', () => {
    for (const none of [null, 'x', [1], undefined]) assert.deepEqual(toStoredPerson({ user_id: 'auth0|1', user_metadata: none, app_metadata: none }), { user_id: 'auth0|1' });
    for (const nobody of [null, [], 'x']) assert.deepEqual(toStoredPerson(nobody), {});
    assert.deepEqual(toStoredPerson(person()), person());
  });
});

describe('an erasure', () => {
  it('takes what the plan brought, and nothing else', () => {
    const erased = after(person(), erasureOf(plan, person()));
    assert.deepEqual(erased.user_metadata, { theme: 'dark' });
    assert.deepEqual(erased.app_metadata, { plan: 'pro' });
    assert.equal(erasureOf(plan, erased), undefined);
  });
});

describe('a reset', () => {
  const historyAfter = (stored: StoredPerson, name: string) => historyOfName(plan, readLedger(stored.user_metadata!['progressive_lock']), name);

  it('opens what was put off, declined or shown, and leaves answers alone', () => {
    const reset = after(person(), resetOf(plan, person(), day(4)));
    for (const name of ['role', 'team_size', 'health']) {
      const { shown, isDeclined, snoozedAt, isAnswered } = historyAfter(reset, name);
      assert.deepEqual([name, shown, isDeclined, snoozedAt, isAnswered], [name, 0, false, 0, false]);
    }
    assert.equal(historyAfter(reset, 'company').isAnswered, true);
    assert.equal(recordOf(plan, reset).lastAsked, undefined);
  });

  it('opens what was not said in the sign-up form, which the next login would decline again, and what was left blank', () => {
    const declined = recordDeclined(plan, ledger(), ['role', 'team_size'], day(3));
    const before: StoredPerson = { user_metadata: { role: PREFER_NOT_TO_SAY, team_size: '', progressive_lock: declined } };
    const reset = after(before, resetOf(plan, before, day(4)));
    assert.deepEqual(recordOf(plan, reset).fields.filter((field) => field.declined), []);
    assert.deepEqual(Object.keys(reset.user_metadata!), ['team_size', 'progressive_lock']);
    const one = after(before, resetOf(plan, before, day(4), ['team_size']));
    assert.equal(one.user_metadata!.role, PREFER_NOT_TO_SAY);
  });

  it('holds against a browser that still remembers, but for "not now"', () => {
    const reset = after(person(), resetOf(plan, person(), day(4)));
    const merged = mergeLedgers(readLedger(reset.user_metadata!['progressive_lock']), ledger());
    for (const name of ['team_size', 'health']) {
      const { shown, isDeclined } = historyOfName(plan, merged, name);
      assert.deepEqual([name, shown, isDeclined], [name, 0, false]);
    }
  });

  it('is of one field where that is wanted, and of silence where all is', () => {
    const silent = { ...person(), user_metadata: { progressive_lock: recordSilenced(ledger(), day(3)) } };
    const one = after(silent, resetOf(plan, silent, day(4), ['role']));
    assert.equal(historyAfter(one, 'role').snoozedAt, 0);
    assert.equal(historyAfter(one, 'team_size').isDeclined, true);
    assert.equal(recordOf(plan, one).silenced, true);
    assert.equal(recordOf(plan, after(silent, resetOf(plan, silent, day(4)))).silenced, false);
    assert.equal(resetOf(plan, { user_metadata: { company: 'x' } }, day(4)), undefined);
  });
});

describe('a rename', () => {
  const renamed = parsePlan({ fields: [{ name: 'firm', label: 'Company' }] });

  it('moves the answer, the history, and what the Action noted', () => {
    const migration = renameField('company', 'firm');
    const moved = after(person(), migration.step(person()).patch);
    const { fields, action } = recordOf(renamed, moved);
    assert.deepEqual(fields, [{ name: 'firm', value: 'Acme', shown: 0, answered: '2026-05-02T09:00:00.000Z' }]);
    assert.equal(Object.hasOwn(moved.user_metadata!, 'company'), false);
    assert.deepEqual([action.provided, action.lookUp!.values], [{ firm: { value: 'ACME', from: 'acme-saml' } }, { firm: 'Acme Inc' }]);
    assert.equal(moved.app_metadata!['plan'], 'pro');
    assert.equal(historyOfName(plan, readLedger(moved.user_metadata!['progressive_lock']), 'team_size').isDeclined, true);
    assert.deepEqual(migration.step(moved), {}, 'once more, it changes nothing');
  });

  it('keeps the answer under the new name where there are two', () => {
    const both = { ...person(), user_metadata: { company: 'Old', firm: 'New' } };
    const { patch, note } = renameField('company', 'firm').step(both);
    assert.equal(note, 'kept');
    assert.deepEqual(after(both, { user_metadata: patch!.user_metadata! }).user_metadata, { firm: 'New' });
  });

  it('leaves people alone whom it does not concern', () => {
    assert.deepEqual(renameField('company', 'firm').step({ user_id: 'x', user_metadata: { theme: 'dark' } }), {});
    assert.deepEqual(renameField('company', 'firm').step({ user_id: 'x' }), {});
  });
});

describe('another type', () => {
  const stepOf = (name: string, value: unknown, options: { map?: [string, string][]; dropsUnfit?: boolean } = {}) =>
    retypeField(plan, plan.fields.find((field) => field.name === name)!, { map: new Map(options.map), dropsUnfit: options.dropsUnfit ?? false, now: () => day(4) }).step({ user_id: 'x', user_metadata: { [name]: value, progressive_lock: ledger() } });

  it('makes numbers of texts, and changes nothing twice', () => {
    assert.deepEqual(stepOf('team_size', '42').patch, { user_metadata: { team_size: 42 } });
    for (const value of [42, undefined, null, '']) assert.deepEqual(stepOf('team_size', value), {});
  });

  it('takes old choices for new ones', () => {
    assert.deepEqual(stepOf('role', 'dev', { map: [['dev', 'developer']] }).patch, { user_metadata: { role: 'developer' } });
  });

  it('leaves what does not fit, or erases it so that it is asked again', () => {
    assert.deepEqual(stepOf('role', 'chef'), { note: 'unfit' });
    const { patch, note } = stepOf('role', 'chef', { dropsUnfit: true });
    assert.equal(note, 'unfit');
    assert.equal(patch!.user_metadata!['role'], null);
    assert.equal(historyOfName(plan, patch!.user_metadata!['progressive_lock'] as Ledger, 'role').isAnswered, false);
  });
});
