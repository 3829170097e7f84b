/** What comes from outside takes time in proportion to its length, whatever it is: the time for one text is compared with that for a text eight times as long. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findFault, readValue } from '../../src/plan/codec.ts';
import { FIELD_TYPES } from '../../src/plan/field-types.ts';
import { readLedger } from '../../src/plan/ledger.ts';
import type { ProfileField } from '../../src/plan/plan.ts';

const SHORT = 3500;
const LONG = 8 * SHORT;

/** Texts that are hard on expressions: long runs of what something looks for, and then what it does not. */
const TEXTS: Record<string, (length: number) => string> = {
  'digits and a letter': (length) => `${'1'.repeat(length)}x`,
  'digits, a point, digits, a letter': (length) => `${'1'.repeat(length / 2)}.${'1'.repeat(length / 2)}x`,
  'an exponent': (length) => `1e${'1'.repeat(length)}x`,
  'digits between letters': (length) => 'x1'.repeat(length / 2),
  'digits of another script': (length) => '٣'.repeat(length),
  'blanks and a letter': (length) => `${' '.repeat(length)}x`,
  'a letter in blanks': (length) => `${' '.repeat(length / 2)}x${' '.repeat(length / 2)}`,
  'entities': (length) => '&amp;'.repeat(length / 5),
  'ampersands': (length) => '&'.repeat(length),
  'at signs': (length) => 'a@'.repeat(length / 2),
  'labels of a domain': (length) => `a@${'a.'.repeat(length / 2)}!`,
  'one label of a domain': (length) => `a@${'a-'.repeat(length / 2)}!`,
  'an address': (length) => `https://${'a'.repeat(length)} `,
  'slashes': (length) => `https:${'/'.repeat(length)}`,
  'dates': (length) => '2026-05-01'.repeat(length / 10),
  'letters': (length) => 'a'.repeat(length),
  'letters and a sign': (length) => `${'a'.repeat(length)}!`,
};

const LIMITS: Partial<ProfileField>[] = [{}, { maxLength: 5000, pattern: '[a-z]*[0-9]?' }, { maxLength: 5000, minLength: 5000 }, { min: 1, max: 9, step: 2 }];

function* fields(): Generator<ProfileField> {
  for (const type of FIELD_TYPES) {
    for (const limits of LIMITS) yield { name: 'a', label: 'A', type, ...limits, options: [{ value: 'a', label: 'A' }] };
  }
  for (const value of [1, true, 'x']) yield { name: 'a', label: 'A', type: 'hidden', value };
}

/** The shortest of several times, in ms: whatever else the machine does only makes them longer. */
function shortestTime(work: () => void): number {
  let shortest = Infinity;
  for (let round = 0; round < 12; round++) {
    const start = performance.now();
    work();
    shortest = Math.min(shortest, performance.now() - start);
  }
  return shortest;
}

/** A clock cannot tell less than this; nor does anybody wait for it. */
const UNMEASURABLE_MS = 0.2;

function assertLinear(what: string, work: (text: string) => void, make: (length: number) => string): void {
  const [short, long] = [make(SHORT), make(LONG)];
  work(short);
  const before = Math.max(shortestTime(() => work(short)), UNMEASURABLE_MS);
  const after = shortestTime(() => work(long));
  // Eight times as long takes 8 times as long where time is linear, 64 times where it is quadratic.
  assert.ok(after < 24 * before, `${what}: ${before.toFixed(2)} ms, then ${after.toFixed(2)} ms`);
}

describe('time in proportion to length', () => {
  for (const [what, make] of Object.entries(TEXTS)) {
    it(`is what reading and checking a value takes: ${what}`, () => {
      for (const field of fields()) {
        const name = `${field.type} ${JSON.stringify(field)}`;
        assertLinear(name, (text) => readValue(field, text), make);
        assertLinear(name, (text) => findFault(field, text), make);
        assertLinear(name, (text) => readValue(field, [text, text]), make);
      }
    });
  }

  it('is what a list of many takes', () => {
    for (const field of fields()) {
      assertLinear(String(field.type), (text) => readValue(field, [...text]), TEXTS['digits and a letter']!);
    }
  });

  it('is what reading a ledger takes', () => {
    for (const [what, make] of Object.entries(TEXTS)) {
      assertLinear(what, (text) => readLedger({ v: 1, n: text, s: text, a: text, f: { [text]: text }, x: [...text] }), make);
    }
  });
});

describe('a text that no answer can be', () => {
  const endless = `${'1'.repeat(10_000_000)}x`;

  it('is not looked at any closer, whatever its field', () => {
    for (const field of fields()) {
      assert.deepEqual(readValue(field, endless), { value: endless, unfit: true });
      assert.equal(findFault(field, endless)?.code, 'too-long');
    }
  });

  it('leaves room for the longest answer in its longest form', () => {
    const field: ProfileField = { name: 'a', label: 'A', type: 'textarea', maxLength: 5000 };
    assert.deepEqual(readValue(field, `x${'&nbsp;'.repeat(4998)}x`), { value: `x${'\u00a0'.repeat(4998)}x` });
  });
});
