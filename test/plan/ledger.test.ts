import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  emptyLedger,
  mergeLedgers,
  readLedger,
  historyOf,
  historyOfName,
  includesLedger,
  lacksRefusal,
  answeredAt,
  rebaseLedger,
  recordAllowed,
  recordAnswered,
  recordDeclined,
  recordSession,
  recordShown,
  recordSilenced,
  recordSnoozed,
  recordUndone,
  recordUnsilenced,
  type Ledger,
} from '../../src/plan/ledger.ts';
import { explain, nextAsk } from '../../src/plan/next-ask.ts';
import { indexPlan } from '../../src/plan/plan-index.ts';
import type { ProfilePlan } from '../../src/plan/plan.ts';
import { lifeWith, textField } from './life.ts';

const now = new Date('2026-05-01T10:00:00Z');
const plan: ProfilePlan = { fields: ['company', 'role', 'size', 'vat_id'].map((name) => textField(name)) };
const names = plan.fields.map(({ name }) => name);

/** The reasons of all fields, a month later in the second of two new sessions: what a ledger means in the end. */
function meaning(ledger: Ledger): Record<string, string> {
  const later = new Date(now.getTime() + 30 * 86_400_000);
  const moment = { profile: {}, now: later, ledger: recordSession(recordSession(ledger, { now: later }), { now: later }) };
  return Object.fromEntries(explain(plan, moment).map(({ name, reason }) => [name, reason]));
}

describe('a ledger', () => {
  it('is plain JSON', () => {
    const { ledger } = lifeWith(['company']).signsUp().comes().isShown('company').snoozes('company').silences();
    assert.deepEqual(JSON.parse(JSON.stringify(ledger)), ledger);
    assert.deepEqual(readLedger(ledger), ledger);
  });

  it('is never changed in place', () => {
    const ledger = Object.freeze({ ...emptyLedger(), k: Object.freeze({}) }) as Ledger;
    const after = [
      recordSession(ledger, { now, signUp: true, logins: 3, createdAt: now }),
      recordShown(plan, ledger, ['company'], now),
      recordAnswered(plan, ledger, ['company'], now),
      recordSnoozed(plan, ledger, ['company'], now),
      recordDeclined(plan, ledger, ['company'], now),
      recordSilenced(ledger, now),
    ];
    for (const changed of after) assert.notDeepEqual(changed, ledger);
    assert.deepEqual(ledger, emptyLedger());
  });

  it('names no field', () => {
    const ledger = recordDeclined(plan, recordShown(plan, emptyLedger(), names, now), names, now);
    for (const name of names) assert.equal(JSON.stringify(ledger).includes(name), false);
  });

  it('tells a thousand names apart', () => {
    const many = { fields: Array.from({ length: 1000 }, (_, index) => textField(`field_${index}`)) };
    const ledger = recordDeclined(many, emptyLedger(), many.fields.map(({ name }) => name), now);
    assert.equal(Object.keys(ledger.k).length, 1000);
  });

  it('forgets how often a field was shown once it is answered', () => {
    const shown = recordShown(plan, emptyLedger(), names, now);
    const settled = recordDeclined(plan, recordAnswered(plan, shown, ['company'], now), ['role'], now);
    const [company, role] = indexPlan(plan).fields.map(({ key }) => historyOf(settled, key));
    assert.deepEqual([company?.shown, company?.isAnswered, role?.shown, role?.isDeclined], [0, true, 1, true]);
  });

  it('knows when a field was answered, to the minute, whatever came before and after', () => {
    const at = new Date('2026-03-01T10:20:40Z');
    const later = new Date('2026-03-02T10:20:40Z');
    assert.equal(answeredAt(plan, emptyLedger(), 'company'), 0);
    let ledger = recordSnoozed(plan, recordShown(plan, emptyLedger(), names, now), ['company'], new Date('2026-02-01'));
    ledger = recordAnswered(plan, ledger, ['company'], at);
    assert.equal(answeredAt(plan, ledger, 'company'), Date.parse('2026-03-01T10:20:00Z'));
    assert.equal(answeredAt(plan, recordSnoozed(plan, ledger, ['company'], later), 'company'), Date.parse('2026-03-01T10:20:00Z'));
    assert.equal(answeredAt(plan, recordAnswered(plan, ledger, ['company'], later), 'company'), Date.parse('2026-03-02T10:20:00Z'));
    assert.equal(answeredAt(plan, ledger, 'shoe_size'), 0);
  });

  it('takes no notice of fields that the plan does not have', () => {
    const before = recordSession(emptyLedger(), { now });
    for (const record of [recordShown, recordAnswered, recordSnoozed, recordDeclined]) {
      assert.deepEqual(record(plan, before, ['shoe_size'], now), before);
      assert.deepEqual(record(plan, before, [], now), before);
    }
  });

  it('keeps what was said even if the time cannot be told', () => {
    const never = new Date(NaN);
    assert.equal(meaning(recordDeclined(plan, emptyLedger(), ['company'], never))['company'], 'declined');
    assert.equal(meaning(recordSilenced(emptyLedger(), never))['company'], 'declined');
    assert.equal(recordShown(plan, emptyLedger(), ['company'], never).c, 1);
    assert.deepEqual(recordSession(emptyLedger(), { now: never }), emptyLedger());
  });
});

describe('the size of a ledger', () => {
  const fifty = { fields: Array.from({ length: 50 }, (_, index) => textField(`a_rather_long_name_of_a_field_${index}`)) };
  const all = fifty.fields.map(({ name }) => name);

  /** Counts and times of a whole person, and what `profile-size.ts` reckons with for each field. */
  const budget = (fields: number) => 130 + 26 * fields;

  it('stays at about 1 KB for 50 fields that were all shown twice and put off, ten years from now', () => {
    let ledger = emptyLedger();
    for (let session = 0; session < 999; session++) ledger = recordSession(ledger, { now });
    ledger = recordSession(ledger, { now, signUp: true, logins: 9999, createdAt: now });
    for (const date of ['2036-05-01T10:01:00Z', '2036-07-09T10:02:00Z']) {
      ledger = recordSnoozed(fifty, recordShown(fifty, ledger, all, new Date(date)), all, new Date(date));
    }
    ledger = recordSilenced(ledger, new Date('2036-08-01'));
    assert.equal(Object.keys(ledger.k).length, 50);
    assert.ok(JSON.stringify(ledger).length < 1080, `${JSON.stringify(ledger).length} bytes`);
  });

  it('stays within 26 bytes a field whatever happens to them', () => {
    const step = fc.tuple(fc.constantFrom(recordShown, recordAnswered, recordSnoozed, recordDeclined, recordAllowed, recordUndone), fc.subarray(all), fc.nat(5000));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let ledger = recordSession(emptyLedger(), { now, logins: 500, createdAt: now });
        for (const [record, some, days] of steps) ledger = record(fifty, ledger, some, new Date(now.getTime() + days * 86_400_000));
        assert.ok(JSON.stringify(ledger).length < budget(50), `${JSON.stringify(ledger).length} bytes`);
      }),
      { numRuns: 100 },
    );
  });
});

describe('a session', () => {
  it('is counted each time', () => {
    const ledger = recordSession(recordSession(emptyLedger(), { now, signUp: true }), { now });
    assert.deepEqual([ledger.n, ledger.u], [2, 1]);
  });

  it('starts with no asks', () => {
    const asked = recordShown(plan, recordSession(emptyLedger(), { now }), ['company'], now);
    assert.equal(asked.c, 1);
    assert.equal(recordSession(asked, { now }).c, 0);
  });

  it('keeps the highest count of logins and the creation of the account', () => {
    const createdAt = new Date('2026-04-01');
    const ledger = recordSession(recordSession(emptyLedger(), { now, logins: 7, createdAt }), { now, logins: 3 });
    assert.deepEqual([ledger.l, ledger.b], [7, createdAt.getTime()]);
  });
});

describe('a ledger of version 1', () => {
  // As version 1 wrote it: company answered at 10:20, role shown twice and put off at 10:30, size declined, all silenced.
  const minute = (time: string) => (Date.parse(time) - Date.UTC(2020, 0)) / 60_000;
  const old = {
    v: 1, n: 4, c: 1, u: 1, l: 4, b: 1, f: 2, a: 3, q: 1_777_629_600_000,
    k: Object.fromEntries([
      ['company', minute('2026-03-01T10:20:00Z') * 4096 + 1],
      ['role', minute('2026-03-01T10:30:00Z') * 4096 + 4 + 8],
      ['size', 2],
    ].map(([name, state]) => [indexPlan(plan).fields.find(({ field }) => field.name === name)!.key, (state as number).toString(36)])),
  };

  it('is read with all that it says', () => {
    const ledger = readLedger(old);
    assert.deepEqual({ ...ledger, k: 0 }, { v: 2, n: 4, c: 1, u: 1, l: 4, b: 1, f: 2, a: 3, q: 1_777_629_600_001, k: 0 });
    assert.equal(historyOfName(plan, ledger, 'company').answeredAt, Date.parse('2026-03-01T10:20:00Z'));
    const role = historyOfName(plan, ledger, 'role');
    assert.deepEqual([role.shown, role.snoozedAt, role.isAnswered], [2, Date.parse('2026-03-01T10:30:00Z'), false]);
    assert.equal(historyOfName(plan, ledger, 'size').isDeclined, true);
    assert.equal(historyOfName(plan, ledger, 'vat_id').shown, 0);
  });

  it('says nothing where a state is none', () => {
    const [a, b, c, d] = [5, `${'0'.repeat(29)}5`, '-2', 'zzzzzzzzzzz'];
    assert.deepEqual(readLedger({ v: 1, k: { a, b, c, d } }).k, {});
  });

  it('is decided by as it was, also unread', () => {
    const unread = old as unknown as Ledger;
    assert.deepEqual(explain(plan, { profile: {}, now, ledger: unread }), explain(plan, { profile: {}, now, ledger: readLedger(old) }));
  });

  it('goes on as version 2', () => {
    assert.ok(recordUnsilenced(readLedger(old), now).q < 0, 'the silence is not taken back');
    const later = recordUndone(plan, readLedger(old), ['company'], now);
    assert.equal(historyOfName(plan, mergeLedgers(readLedger(old), later), 'company').isAnswered, false);
  });
});

describe('facts that undo each other', () => {
  const of = (ledger: Ledger) => historyOfName(plan, ledger, 'company');
  const answered = recordAnswered(plan, emptyLedger(), ['company'], now);

  it('answered and taken back: the later holds, within the same minute and with a clock that was set back', () => {
    for (const time of [now, new Date('2020-02-01')]) {
      const undone = recordUndone(plan, answered, ['company'], time);
      assert.equal(of(mergeLedgers(answered, undone)).isAnswered, false);
      const again = recordAnswered(plan, undone, ['company'], time);
      assert.equal(of(mergeLedgers(mergeLedgers(answered, undone), again)).isAnswered, true);
    }
  });

  it('taken back, and answered elsewhere before that', () => {
    const after = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
    const undone = recordUndone(plan, answered, ['company'], after(60));
    const elsewhere = recordAnswered(plan, answered, ['company'], after(10));
    assert.equal(of(mergeLedgers(undone, elsewhere)).isAnswered, false);
    assert.equal(of(mergeLedgers(undone, recordAnswered(plan, answered, ['company'], after(70)))).isAnswered, true);
  });

  it('answered, taken back and answered again within a minute: dated a minute ahead at most', () => {
    const again = recordAnswered(plan, recordUndone(plan, answered, ['company'], now), ['company'], now);
    assert.equal(of(again).answeredAt, now.getTime() + 60_000);
  });

  it('an answer, also one that is taken back, ends the count of shows, on a device that does not know of it, too', () => {
    const shown = recordShown(plan, recordShown(plan, emptyLedger(), ['company'], now), ['company'], now);
    const undone = recordUndone(plan, recordAnswered(plan, shown, ['company'], now), ['company'], now);
    assert.equal(of(shown).shown, 2);
    for (const merged of [mergeLedgers(shown, undone), mergeLedgers(undone, shown)]) assert.equal(of(merged).shown, 0);
  });

  it('declined and allowed', () => {
    const declined = recordDeclined(plan, emptyLedger(), ['company'], now);
    const allowed = recordAllowed(plan, declined, ['company'], now);
    assert.equal(of(mergeLedgers(declined, allowed)).isDeclined, false);
    assert.equal(of(mergeLedgers(allowed, recordDeclined(plan, allowed, ['company'], now))).isDeclined, true);
    assert.deepEqual(recordAllowed(plan, emptyLedger(), ['company'], now), emptyLedger());
  });

  it('an answer that is taken back is not one that is allowed again', () => {
    const declined = recordDeclined(plan, answered, ['company'], now);
    assert.equal(of(recordUndone(plan, declined, ['company'], now)).isDeclined, true);
  });

  it('a "not now" makes no answer younger, and outlives one that is taken back', () => {
    const later = new Date(now.getTime() + 40 * 60_000);
    const merged = mergeLedgers(answered, recordSnoozed(plan, emptyLedger(), ['company'], later));
    assert.equal(of(merged).answeredAt, now.getTime());
    assert.equal(of(recordUndone(plan, merged, ['company'], later)).snoozedAt, later.getTime());
  });
});

describe('rebasing', () => {
  const silenced = recordSilenced(emptyLedger(), now);
  const taken = recordUnsilenced(silenced, now);

  it('keeps a refusal that the other side could not know of when it took back another', () => {
    const elsewhere = recordUnsilenced(recordSilenced(emptyLedger(), now), now);
    for (const rebased of [rebaseLedger(emptyLedger(), silenced, elsewhere), rebaseLedger(emptyLedger(), elsewhere, silenced)]) {
      assert.ok(mergeLedgers(rebased, elsewhere).q > 0, 'the silence is lost');
    }
    const declined = recordDeclined(plan, emptyLedger(), ['company'], now);
    const allowed = recordAllowed(plan, declined, ['company'], now);
    for (const [ours, theirs] of [[declined, allowed], [allowed, declined]] as const) {
      assert.equal(historyOfName(plan, rebaseLedger(emptyLedger(), ours, theirs), 'company').isDeclined, true);
      assert.equal(historyOfName(plan, rebaseLedger(declined, ours, theirs), 'company').isDeclined, false);
    }
  });

  it('keeps a refusal that was said on both sides when one of them takes its own back', () => {
    const rebased = rebaseLedger(emptyLedger(), silenced, silenced);
    assert.ok(mergeLedgers(rebased, taken).q > 0, 'the silence is lost');
    const often = recordSilenced(recordSilenced(silenced, now), now);
    assert.ok(includesLedger(rebaseLedger(emptyLedger(), often, taken), often), 'the last refusal is lost');
  });

  it('lets a refusal go that was known when it was taken back', () => {
    assert.ok(rebaseLedger(silenced, silenced, taken).q < 0, 'the silence is back');
    assert.ok(rebaseLedger(silenced, taken, silenced).q < 0, 'the silence is back');
  });

  it('is lacking where the same was refused once more, for another device may have taken the first back', () => {
    const first = recordSilenced(emptyLedger(), now);
    assert.equal(lacksRefusal(first, first), false);
    assert.equal(lacksRefusal(first, recordSilenced(first, now)), true);
    assert.equal(lacksRefusal(recordUnsilenced(first, now), first), true);
    const declined = recordDeclined(plan, emptyLedger(), ['company'], now);
    assert.equal(lacksRefusal(declined, declined), false);
    assert.equal(lacksRefusal(declined, recordDeclined(plan, declined, ['company'], now)), true);
  });

  it('says no less than a merge', () =>
    fc.assert(
      fc.property(anyLedger, anyLedger, anyLedger, (base, ours, theirs) => {
        const [rebased, merged] = [rebaseLedger(base, ours, theirs), mergeLedgers(ours, theirs)];
        assert.ok(includesLedger(rebased, { ...merged, q: 0 }) && Math.abs(rebased.q) >= Math.abs(merged.q), JSON.stringify({ rebased, merged }));
        assert.equal(lacksRefusal(rebased, merged), false);
      }),
      { numRuns: 500 },
    ));
});

describe('"don\'t ask again" for everything', () => {
  it('holds if it was the last word, though the clock was put back in between', () => {
    const back = new Date(now.getTime() - 9e9);
    const undone = recordUnsilenced(recordSilenced(emptyLedger(), now), back);
    assert.equal(meaning(undone)['company'], 'asked');
    assert.equal(meaning(mergeLedgers(undone, recordSilenced(emptyLedger(), now)))['company'], 'asked');
    assert.equal(meaning(recordSilenced(undone, back))['company'], 'declined');
  });

  it('wins over a copy that never heard of it', () => {
    assert.equal(meaning(mergeLedgers(emptyLedger(), recordSilenced(emptyLedger(), now)))['company'], 'declined');
  });

  it('has the next odd number each time it is said', () => {
    assert.equal(recordSilenced(recordSilenced(emptyLedger(), now), now).q, 3);
  });

  it('is not taken back where it was never said', () => {
    assert.deepEqual(recordUnsilenced(emptyLedger(), now), emptyLedger());
  });
});

describe('two copies of a ledger', () => {
  const day = (days: number): Date => new Date(now.getTime() + days * 86_400_000);

  it('keep what was answered and declined on either side', () => {
    const one = recordAnswered(plan, emptyLedger(), ['company'], now);
    const two = recordDeclined(plan, emptyLedger(), ['role'], now);
    const { company, role } = meaning(mergeLedgers(one, two));
    assert.deepEqual([company, role], ['known', 'declined']);
  });

  it('keep the later "not now"', () => {
    const one = recordSnoozed(plan, emptyLedger(), ['company'], day(0));
    const two = recordSnoozed(plan, emptyLedger(), ['company'], day(28));
    assert.equal(meaning(one)['company'], 'asked');
    assert.equal(meaning(mergeLedgers(one, two))['company'], 'snoozed');
  });

  it('keep the first visit, from which days are counted', () => {
    const [early, late] = [recordSession(emptyLedger(), { now: day(0) }), recordSession(emptyLedger(), { now: day(5) })];
    for (const merged of [mergeLedgers(early, late), mergeLedgers(late, early)]) assert.equal(merged.f, day(0).getTime());
    assert.equal(mergeLedgers(late, emptyLedger()).f, day(5).getTime());
  });

  it('include each other only if neither has more', () => {
    const empty = emptyLedger();
    for (const more of [recordSilenced(empty, now), recordDeclined(plan, empty, ['role'], now)]) {
      assert.equal(includesLedger(empty, more), false);
      assert.equal(includesLedger(more, empty), true);
    }
  });

  it('add up how often a field was shown on different days', () => {
    const one = recordShown(plan, recordShown(plan, emptyLedger(), ['company'], day(0)), ['company'], day(1));
    const two = recordShown(plan, emptyLedger(), ['company'], day(2));
    assert.equal(meaning(one)['company'], 'asked');
    assert.equal(meaning(mergeLedgers(one, two))['company'], 'given-up');
  });

  it('keep the last ask: the cool-down holds on both devices', () => {
    const one = recordSession(emptyLedger(), { now });
    const two = recordShown(plan, one, ['company'], now);
    const merged = recordSession(mergeLedgers(one, two), { now });
    assert.equal(nextAsk(plan, { profile: {}, ledger: merged, now: new Date(now.getTime() + 3_600_000) }), null);
  });

  it('let a new session begin without asks, though the other copy is from an earlier one that had its own', () => {
    const earlier = recordShown(plan, recordSession(emptyLedger(), { now }), ['company'], now);
    const newer = recordSession(earlier, { now });
    assert.equal(mergeLedgers(newer, earlier).c, 0);
    assert.equal(mergeLedgers(earlier, newer).c, 0);
  });
});

const anyTime = fc.date({ min: new Date('1980-01-01'), max: new Date('2090-01-01'), noInvalidDate: false });
const anyStep = fc.oneof(
  fc.record({ now: anyTime, signUp: fc.boolean(), logins: fc.nat(50), createdAt: anyTime }).map((facts) => (ledger: Ledger) => recordSession(ledger, facts)),
  fc
    .tuple(fc.constantFrom(recordShown, recordAnswered, recordSnoozed, recordDeclined, recordUndone, recordAllowed), fc.subarray(names), anyTime)
    .map(([record, some, time]) => (ledger: Ledger) => record(plan, ledger, some, time)),
  fc.tuple(fc.constantFrom(recordSilenced, recordUnsilenced), anyTime).map(([record, time]) => (ledger: Ledger) => record(ledger, time)),
);
const livedLedger = fc.array(anyStep, { maxLength: 20 }).map((steps) => steps.reduce((ledger, step) => step(ledger), emptyLedger()));
const oddLedger = fc.record(
  {
    ...Object.fromEntries([...'nculbfaq'].map((key) => [key, fc.oneof(fc.integer(), fc.nat(3), fc.constantFrom(-0, NaN, Infinity, 1e308, null, '7', [], {}))])),
    v: fc.constantFrom(1, 2, 3),
    k: fc.oneof(fc.anything(), fc.dictionary(fc.string({ maxLength: 7 }), fc.oneof(fc.string({ unit: fc.constantFrom(...'0129az-.'), maxLength: 20 }), fc.anything()))),
  },
  { requiredKeys: [] },
) as unknown as fc.Arbitrary<Ledger>;
const anyLedger = fc.oneof(livedLedger, oddLedger, fc.anything() as fc.Arbitrary<Ledger>);

describe('merging', () => {
  const check = (property: (a: Ledger, b: Ledger, c: Ledger) => void): void =>
    fc.assert(fc.property(anyLedger, anyLedger, anyLedger, property), { numRuns: 500 });

  it('is commutative', () => check((a, b) => assert.deepEqual(mergeLedgers(a, b), mergeLedgers(b, a))));

  it('is associative', () =>
    check((a, b, c) => assert.deepEqual(mergeLedgers(mergeLedgers(a, b), c), mergeLedgers(a, mergeLedgers(b, c)))));

  it('is idempotent', () =>
    check((a, b) => {
      assert.deepEqual(mergeLedgers(a, a), readLedger(a));
      assert.deepEqual(mergeLedgers(mergeLedgers(a, b), b), mergeLedgers(a, b));
    }));

  it('loses nothing of either side', () => check((a, b) => assert.deepEqual([a, b].map((side) => includesLedger(mergeLedgers(a, b), side)), [true, true])));

  it('changes nothing where the other side knows nothing', () =>
    check((a) => assert.deepEqual(mergeLedgers(a, emptyLedger()), readLedger(a))));
});

describe('a ledger that makes no sense', () => {
  const nonsense = [undefined, null, 0, 'ledger', [], [1], true, { k: null }, { n: -3, c: -9, q: 'x', k: 7 }, { n: 1e308, k: { '': '1', toolong: '1', ab: 3, cd: '!', ef: 'zzzzzzzzzzzzzz' } }];

  for (const stored of nonsense) {
    it(`is read as one that says nothing: ${JSON.stringify(stored)}`, () => assert.deepEqual(readLedger(stored), emptyLedger()));
  }

  it('never leads to a question before a session is recorded, nor to a throw', () => {
    for (const ledger of nonsense as unknown as Ledger[]) {
      assert.equal(nextAsk(plan, { profile: {}, ledger, now }), null);
      assert.doesNotThrow(() => recordShown(plan, recordSession(ledger, { now }), names, now));
    }
  });

  it('is read once and for all', () => {
    fc.assert(
      fc.property(anyLedger, (stored) => {
        const ledger = readLedger(stored);
        assert.deepEqual(readLedger(JSON.parse(JSON.stringify(ledger))), ledger);
        const moment = { profile: {}, now };
        assert.deepEqual(explain(plan, { ...moment, ledger: stored }), explain(plan, { ...moment, ledger }));
      }),
      { numRuns: 500 },
    );
  });
});
