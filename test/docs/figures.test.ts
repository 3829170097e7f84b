/**
 * Every figure with a unit in the docs is either held by a line of the source or a test, which is named here, or was measured
 * and says when and with which command: "(measured 2026-11-28 with `npm run bench`)".
 */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { BYTES } from '../bench/budgets.mjs';
import { LANGUAGES } from '../../src/locales/pick-language.ts';
import { PAGES, proseOf, read, root } from './pages.ts';

const FIGURE =
  /(?<![\w.-])\d(?:[\d.,]*\d)?(?:\s?%|\s(?:kB|KB|MB|GB|bytes?|kbit\/s|µs|ms|s|seconds?|minutes?|times|calls|people|languages|characters|custom texts|writes per minute|per (?:minute|second))\b)/g;

const STAMP = /\(measured (\d{4}-\d\d-\d\d) with `([^`]+)`\)/;

/** The words of a page, the file that decides the figure, and the words that hold it there. */
const HELD: [words: string, file: string, source: string][] = [
  ['at most 8 px', 'src/elements/panel/panel.styles.ts', '--inner: min(var(--radius), 8px)'],
  ["Auth0's limit of 100 kB", 'src/action/generate-action.ts', 'MAX_ACTION_BYTES = 100_000'],
  ['10 kB per profile', 'src/tenant/profile-rules.ts', 'MAX_PROFILE_BYTES = 10 * 1024'],
  ["Auth0's 10,000 bytes", 'src/plan/profile-size.ts', 'MAX_PROFILE_BYTES = 10_000'],
  ["close to Auth0's 10 KB", 'src/plan/profile-size.ts', 'MAX_PROFILE_BYTES = 10_000'],
  ['for 20 seconds, or until', 'src/ask/open-ask.ts', 'THANKS_MS = 20_000'],
  ['at 200 writes per minute, 100,000 people take more than eight hours', 'src/tenant/rate-limits.ts', 'writes: { perSecond: 200 / 60'],
  ['200 per minute in Essentials and Professional', 'src/tenant/rate-limits.ts', 'writes: { perSecond: 200 / 60'],
  ['at most 26 bytes per field', 'test/plan/ledger.test.ts', 'stays within 26 bytes a field'],
  ['at most 130 bytes in total besides', 'test/plan/ledger.test.ts', '130 + 26 * fields'],
  ['and 8 bytes for each', 'src/plan/ledger.ts', String.raw`/^\w{1,5}$/`],
  ['a text at most 1,000 characters', 'src/plan/limits.ts', 'MAX_TEXT = 1000'],
  ['at most 10 times', 'src/plan/schema.ts', 'giveUpAfter: v.optional(count(1, 10))'],
  ['its 95 % interval', 'src/report/statistics.ts', 'its 95 % interval'],
  ['fewer than 100 people', 'src/report/make-report.ts', 'ENOUGH = 100'],
  ['at most 32 kB within 10 seconds', 'src/server/handler.ts', 'maxBytes: 32 * 1024, timeoutMs: 10_000'],
  ['ends within 15 seconds', 'src/server/handler.ts', 'REQUEST_LIMIT_MS = 15_000'],
  ['30 times a minute', 'src/server/handler.ts', 'points: 30, duration: 60'],
  ['30 times per minute', 'src/server/handler.ts', 'points: 30, duration: 60'],
  ['keys are not fetched for 5 seconds', 'src/server/access-token.ts', 'KEYS_REST_MS = 5000'],
  ['default: 2 seconds', 'src/action/look-up.ts', 'DEFAULT_TIMEOUT_MS = 2000'],
  ['maximum: 8)', 'src/action/look-up.ts', 'MAX_TIMEOUT_MS = 8000'],
  ['at most 1,000 bytes', 'src/plan/profile-claim.ts', 'MAX_CLAIM_BYTES = 1000'],
  ['about 160 ms', 'src/elements/panel/motion.ts', 'MS = 160'],
  ['10,000 characters in each place', 'src/universal-login/sign-up-page.ts', 'MAX_PARTIAL = 10_000'],
  ['30 custom texts per screen', 'src/universal-login/page-text.ts', 'MAX_VARIABLES = 30'],
  ['500 characters of', 'src/universal-login/form.ts', 'MAX_HINT = 500'],
  ['400 kbit/s, 400 ms', 'test/e2e/redirect-page.journey.test.ts', 'latency: 400, downloadThroughput: 50_000'],
  ['tasks of about 50 ms', 'test/bench/budgets.mjs', "'longestTaskMs.ours': 50"],
  ['120 s (a journey: 300 s)', 'scripts/test.mjs', '120_000;\nconst JOURNEY_LIMIT_MS = 300_000'],
  ['20 s after its last test', 'scripts/test-reporter.mjs', 'LEFT_OPEN_MS = 20_000'],
];

/** Figures that can be counted here. */
const COUNTED: [words: string, holds: () => boolean][] = [
  ['less than 10 kB (brotli)', () => BYTES.idle.limit < 10_000],
  ['14 languages', () => LANGUAGES.length === 14],
];

const scripts = (JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts;
const pages = [...PAGES, 'CONTRIBUTING.md', 'SECURITY.md'];
const sentencesOf = (text: string) => text.split(/(?<=\.\)?)\s|\n/);

describe('a figure', () => {
  for (const page of pages) {
    it(`of ${page} is held by something, or says when it was measured`, () => {
      const rest = [...HELD, ...COUNTED].reduce((text, [words]) => text.replaceAll(words, ''), proseOf(page));
      const loose = sentencesOf(rest)
        .filter((sentence) => !STAMP.test(sentence))
        .flatMap((sentence) => [...sentence.matchAll(FIGURE)].map(([figure]) => `"${figure}" in “${sentence.trim()}”`));
      assert.deepEqual(loose, []);
    });
  }

  for (const [words, file, source] of HELD) {
    it(`("${words}") is the one of ${file}`, () => {
      assert.ok(read(file).includes(source), `${file} doesn’t contain ${source}. What do the docs have to say?`);
      assert.ok(pages.some((page) => read(page).includes(words)), `No page says "${words}". Take it out of this list.`);
    });
  }

  it('with a stamp names a command that exists', () => {
    for (const [stamp, day, command] of pages.flatMap((page) => [...read(page).matchAll(new RegExp(STAMP, 'g'))]) as unknown as string[][]) {
      assert.ok(Number.isFinite(Date.parse(day!)), stamp);
      const [, script] = /^npm run (\S+)/.exec(command!) ?? [];
      const [file] = /\b(test|scripts)\/\S+/.exec(command!) ?? [];
      assert.ok(script ? scripts[script] : file && existsSync(join(root, file)), `Not a command of this project: ${stamp}`);
    }
  });
});

describe('a counted figure', () => {
  for (const [words, holds] of COUNTED) it(`("${words}") is right`, () => assert.equal(holds(), true));
});
