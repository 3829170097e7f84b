import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import fc from 'fast-check';
import { emptyLedger, recordAnswered, recordDeclined, recordSession, recordShown, recordSilenced, recordSnoozed, recordUndone, type Ledger } from '../../src/plan/ledger.ts';
import { applyVariants, chooseVariants } from '../../src/plan/experiments.ts';
import type { ProfilePlan } from '../../src/plan/plan.ts';
import { compareReports } from '../../src/report/compare.ts';
import { openCounter } from '../../src/report/count-person.ts';
import { writeCsv } from '../../src/report/csv.ts';
import { makeReport } from '../../src/report/make-report.ts';
import { drawPage } from '../../src/report/page.ts';
import type { Report } from '../../src/report/report.ts';
import { wilson } from '../../src/report/statistics.ts';
import { emptyTally, mergeTallies, readTally, type Tally } from '../../src/report/tally.ts';
import { describeReport } from '../../src/cli/report-text.ts';
import { COMPANY_WITH, generatePeople, plan, RATES, SECRET, SHARES } from './generated-tenant.ts';

function countAll(people: Iterable<unknown>, of: ProfilePlan = plan): Tally {
  const tally = emptyTally(of);
  const count = openCounter(of, tally);
  for (const person of people) count(person);
  return tally;
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('the report of 200,000 people whose true rates are known', () => {
  const PARTS = 20;
  let parts: Tally[];
  let report: Report;
  const fieldOf = (from: Report, name: string) => from.fields.find((field) => field.name === name)!;

  before(() => {
    parts = Array.from({ length: PARTS }, (_, part) => countAll(generatePeople(10_000, part + 1, part * 10_000)));
    report = makeReport(plan, parts.reduce(mergeTallies));
  });

  it('counts everybody once', () => {
    assert.equal(report.people, 200_000);
    assert.equal(parts.reduce(mergeTallies).people, 200_000);
  });

  it('has the true answer rates within its intervals, as often as intervals promise', () => {
    const rates = { ...RATES, company: { ...RATES['company']!, answer: (RATES['company']!.answer + COMPANY_WITH) / 2 } };
    let [within, all] = [0, 0];
    for (const part of parts) {
      for (const [name, { answer }] of Object.entries(rates)) {
        const { low, high } = fieldOf(makeReport(plan, part), name).answerRate!;
        all++;
        if (low <= answer && answer <= high) within++;
      }
    }
    // 95 of 100 on average; fewer than 86 come by chance less often than once in 10,000 times.
    assert.ok(within >= all * 0.86, `${within} of ${all}`);
    for (const [name, { answer, decline }] of Object.entries(rates)) {
      const { answerRate, fates, shown } = fieldOf(report, name);
      assert.ok(Math.abs(answerRate!.rate - answer) < 1.7 * (answerRate!.high - answerRate!.low), `${name}: ${answerRate!.rate} is not ${answer}`);
      assert.ok(Math.abs(fates.declined! / shown! - decline) < 0.01, `${name}: ${fates.declined} declined`);
    }
  });

  it('tells who told what, and of how many', () => {
    const { known } = fieldOf(report, 'first_name');
    assert.ok(Math.abs(known.provider! / 200_000 - SHARES.social) < 0.005, `${known.provider}`);
    assert.equal(known.provider! + known.signUp!, 200_000);
    const role = fieldOf(report, 'role');
    const [dev] = role.values!;
    assert.ok(Math.abs(dev!.people! / role.known.later! - SHARES.role.dev) < 0.01, `${dev!.people}`);
  });

  it('finds the better variant, and the question that nobody answers', () => {
    const [{ variants, comparisons } = { variants: [], comparisons: [] }] = report.experiments[0]!.fields;
    assert.deepEqual(comparisons.map(({ verdict }) => verdict), ['higher']);
    assert.ok(Math.abs(variants[0]!.answerRate!.rate - RATES['company']!.answer) < 0.01, 'without');
    assert.ok(Math.abs(variants[1]!.answerRate!.rate - COMPANY_WITH) < 0.01, 'with');
    assert.deepEqual(report.advice.map(({ code, field }) => [code, field]), [['unanswered', 'newsletter']]);
  });

  it('says that it is too early where few people saw a variant', () => {
    const few = makeReport(plan, countAll(generatePeople(200)));
    assert.equal(few.experiments[0]!.fields[0]!.comparisons[0]!.verdict, 'early');
  });
});

/** Somebody to whom anything may have happened, by the functions that record it. */
const anybody = fc
  .record({
    id: fc.nat(50),
    created: fc.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2026, 0) }),
    signUp: fc.boolean(),
    sessions: fc.integer({ min: 0, max: 6 }),
    acts: fc.array(fc.tuple(fc.constantFrom('show', 'answer', 'snooze', 'decline', 'undo', 'silence'), fc.subarray(['company', 'role', 'team_size', 'vat_id', 'newsletter'])), { maxLength: 6 }),
    metadata: fc.record({ first_name: fc.constant(SECRET), country: fc.constantFrom('DE', 'US', SECRET), company: fc.constant(SECRET), role: fc.constantFrom('dev', 'ops', SECRET, ''), vat_id: fc.constant(SECRET), team_size: fc.constantFrom(3, '70', SECRET), newsletter: fc.constantFrom(true, false, 'true') }, { requiredKeys: [] }),
    provided: fc.option(fc.record({ given_name: fc.constant(SECRET) }), { nil: {} }),
  })
  .map(({ id, created, signUp, sessions, acts, metadata, provided }) => {
    const sub = `auth0|${id}`;
    const mine = applyVariants(plan, chooseVariants(plan, sub));
    let ledger: Ledger = emptyLedger();
    let now = created;
    for (let session = 0; session < sessions; session++) ledger = recordSession(ledger, { now: new Date((now += 86_400_000)), signUp: signUp && session === 0, createdAt: new Date(created) });
    for (const [act, names] of acts) {
      const at = new Date((now += 3_600_000));
      if (act === 'show') ledger = recordShown(mine, ledger, names, at);
      if (act === 'answer') ledger = recordAnswered(mine, ledger, names, at);
      if (act === 'snooze') ledger = recordSnoozed(mine, ledger, names, at);
      if (act === 'decline') ledger = recordDeclined(mine, ledger, names, at);
      if (act === 'undo') ledger = recordUndone(mine, ledger, names, at);
      if (act === 'silence' && names.length === 5) ledger = recordSilenced(ledger, at);
    }
    return { user_id: sub, email: `${SECRET}@example.com`, created_at: new Date(created).toISOString(), ...provided, user_metadata: { ...metadata, other: SECRET, progressive_lock: ledger } };
  });
const people = fc.array(fc.tuple(anybody, fc.integer({ min: 1, max: 30 })), { minLength: 1, maxLength: 12 }).map((groups) => groups.flatMap(([person, times]) => Array<typeof person>(times).fill(person)));

/** All numbers of people in a report, with the names that lead to them. */
function countsIn(value: unknown, path = ''): [string, number | null][] {
  if (typeof value !== 'object' || value === null) return [];
  const nameOf = (inner: unknown, key: string) => (Array.isArray(value) && typeof inner === 'object' ? String(Object.values(Object(inner) as object)[0]) : key);
  return Object.entries(value).flatMap(([at, inner]): [string, number | null][] => {
    const key = nameOf(inner, at);
    const isCount = /\.(known|fates|tenths)$/.test(path) || ['people', 'withLedger', 'signedUp', 'silenced', 'eligible', 'shown', 'answered', 'mixed', 'questions'].includes(key);
    return isCount && (inner === null || typeof inner === 'number') ? [[`${path}.${key}`, inner as number | null]] : countsIn(inner, `${path}.${key}`);
  });
}

describe('privacy', () => {
  const sizes = fc.integer({ min: 2, max: 40 });

  it('no number tells of fewer people than a group, whatever happened to whom', () => {
    fc.assert(
      fc.property(people, sizes, (all, minGroup) => {
        const report = makeReport(plan, countAll(all), minGroup);
        const counts = countsIn(report);
        assert.ok(counts.length > 50, 'counts are found');
        for (const [path, count] of counts) assert.ok(count === null || (count >= 0 && count % minGroup === 0), `${path}: ${count}`);
        for (const { people: many, share } of [...report.fullness.months, ...report.fullness.visits]) {
          const groups = ((share ?? 0) * many!) / minGroup;
          assert.ok(Math.abs(groups - Math.round(groups)) < 0.01, `${share} of ${many}`);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('no share tells of fewer people than a group, either', () => {
    const one: ProfilePlan = { fields: [{ name: 'disability', label: 'Disability' }] };
    const shareOf = (known: number) => makeReport(one, countAll(Array.from({ length: 12 }, (_, index) => ({ user_metadata: index < known ? { disability: 'yes' } : {} })), one), 10).fullness.share;
    assert.deepEqual([0, 1, 2, 9, 10, 12].map(shareOf), [0, null, null, null, 1, 1]);
    // 196 of 203, both rounded to 200.
    const elsewhere = makeReport(one, countAll(Array.from({ length: 203 }, (_, index) => ({ app_metadata: index < 196 ? { progressive_lock: { lookUp: { at: 1, for: 'x', values: { disability: 'no' } } } } : {} })), one), 10);
    assert.deepEqual(elsewhere.advice, [{ code: 'known-elsewhere', field: 'disability', value: 1 }]);
  });

  it('whoever is one of a group that is not full leaves no trace in a report', () => {
    fc.assert(
      fc.property(people, anybody, sizes, (all, one, minGroup) => {
        const [without, withOne] = [all, [...all, one]].map((group) => makeReport(plan, countAll(group), minGroup)) as [Report, Report];
        const counts = new Map(countsIn(without));
        for (const [path, count] of countsIn(withOne)) {
          const before = counts.get(path);
          // A number stays, or goes on by one whole group.
          if (before !== undefined && !path.startsWith('.spared')) assert.ok(Math.abs((count ?? 0) - (before ?? 0)) <= minGroup, `${path}: ${before} → ${count}`);
        }
        for (const field of withOne.fields) {
          const { answered } = field.fates;
          assert.deepEqual(field.answerRate && field.answerRate.rate, answered !== null && field.shown ? Number(wilson(Math.min(answered, field.shown), field.shown).rate.toFixed(4)) : null);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('free texts and sensitive values are in no result, partial ones included', () => {
    fc.assert(
      fc.property(people, (all) => {
        const tally = countAll(all);
        const report = makeReport(plan, tally, 1);
        for (const text of [JSON.stringify(tally), JSON.stringify(report), writeCsv(report), describeReport(report)]) assert.ok(!text.includes(SECRET), 'a value is told');
        assert.equal(report.fields.find(({ name }) => name === 'vat_id')!.values, null);
      }),
      { numRuns: 200 },
    );
  });
});

describe('tallies of parts', () => {
  it('add up to that of the whole, in any order', () => {
    fc.assert(
      fc.property(people, people, people, (one, two, three) => {
        const [a, b, c] = [one, two, three].map((part) => countAll(part)) as [Tally, Tally, Tally];
        const whole = plain(mergeTallies(countAll([...one, ...two, ...three]), emptyTally(plan)));
        assert.deepEqual(plain(mergeTallies(mergeTallies(a, b), c)), whole);
        assert.deepEqual(plain(mergeTallies(c, mergeTallies(b, a))), whole);
      }),
      { numRuns: 100 },
    );
  });

  it('go through a file, and are refused by another plan or when damaged', () => {
    const tally = countAll(generatePeople(50));
    const read = JSON.parse(JSON.stringify(tally)) as Tally;
    assert.deepEqual(plain(readTally(read, plan)), plain(mergeTallies(tally, emptyTally(plan))));
    assert.throws(() => readTally(read, { ...plan, pacing: { maxFields: 1 } }), /by another plan/);
    assert.throws(() => readTally({ ...read, people: 1.5 }, plan), /damaged/);
    assert.throws(() => readTally({ ...read, fields: undefined }, plan), /damaged/);
    assert.throws(() => readTally({ ...read, v: 2 }, plan), /version 2/);
  });

  it('take choices of any name', () => {
    const odd: ProfilePlan = { fields: [{ name: 'pick', label: 'Pick', type: 'select', options: [{ value: '__proto__', label: 'P' }, { value: 'toString', label: 'T' }] }] };
    const some = (pick: string) => countAll(Array(20).fill({ user_metadata: { pick } }), odd);
    const report = makeReport(odd, readTally(JSON.parse(JSON.stringify(mergeTallies(some('__proto__'), some('toString')))), odd));
    assert.deepEqual(report.fields[0]!.values!.map(({ people: all }) => all), [20, 20]);
  });
});

describe('a person', () => {
  const count = (user: unknown) => {
    const tally = emptyTally(plan);
    return { outcome: openCounter(plan, tally)(user), tally };
  };

  it('that is no object, or has a ledger from the future, is left out', () => {
    for (const input of [null, 5, 'x', [], true]) assert.equal(count(input).outcome, 'noUser');
    assert.equal(count({ user_metadata: { progressive_lock: { v: 3 } } }).outcome, 'ledgerVersion');
  });

  it('of any shape does no harm', () => {
    fc.assert(fc.property(fc.anything(), fc.anything(), (one, two) => void count({ user_metadata: one, app_metadata: two, created_at: one, identities: two })), { numRuns: 500 });
    fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (metadata) => void count({ user_metadata: { ...metadata, progressive_lock: metadata } })), { numRuns: 500 });
  });

  it('is counted by what the Action keeps of providers and look-ups', () => {
    const told: ProfilePlan = { fields: [{ name: 'company', label: 'C', knownFrom: ['https://acme.example/company'] }, { name: 'size', label: 'S' }] };
    const tally = countAll(Array(10).fill({ app_metadata: { progressive_lock: { provided: { company: { value: 'A', from: 'github' } }, lookUp: { at: 1, for: 'x', values: { size: '5' } } } } }), told);
    const { fields } = makeReport(told, tally);
    assert.deepEqual([fields[0]!.known.provider, fields[1]!.known.lookUp], [10, 10]);
  });
});

describe('the time of a report', () => {
  const reportOf = (...months: string[]): Report => makeReport(plan, countAll(months.flatMap((month) => Array<object>(10).fill({ created_at: `${month}-05T00:00:00Z`, user_metadata: {} }))));
  const draw = (months: string[], language: string, before = months) => drawPage(reportOf(...months), { language, digest: () => '', comparison: compareReports(reportOf(...before), reportOf(...months)) });

  it('is a month, or from one to another, and is left out where too few people have one', () => {
    assert.match(draw(['2026-11'], 'en'), /<p>Accounts from November 2026<\/p>[^]*<h2>Compared with November 2026<\/h2>/);
    assert.match(draw(['2026-05', '2026-11'], 'de'), /<p>Konten aus dem Zeitraum Mai–November 2026<\/p>/);
    assert.match(draw([], 'en'), /<\/h1>\s*<\/header>/);
    const text = describeReport(reportOf('2026-11'), compareReports(reportOf('2026-11'), reportOf('2026-11')));
    assert.match(text, /^10 people, from 2026-11\.[^]*compared with 2026-11 │/);
  });
});
