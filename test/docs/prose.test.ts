/** The pages are written in plain present-day English. This finds turns that readers stumbled over; it does not make good prose. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PAGES, proseOf } from './pages.ts';

const INSTEAD: [turn: RegExp, instead: string][] = [
  [/\b(some|any|every)body\b/i, 'someone, anyone, everyone, a person, people, the user'],
  [/\b(whoever|whosoever|he who)\b/i, 'people who, anyone who'],
  [/\b(unless|as) told\b/i, 'by default'],
  [/\bmade? anew\b|\banew\b/i, 'again; recreated; reassigned'],
  [/\bof (yours|ours|theirs)\b/i, 'your own, our own'],
  [/\b(stands?|stood) (in(?! for)|on|at|beside|before|behind|there|under|over)\b/i, 'is in, is next to'],
  [/\b(lies?|lay) (in|at|beside|there|under)\b/i, 'is in'],
  [/\b(is|are|was|were) told( of)?\b|\btells? of\b/i, 'reports, shows, says'],
  [/\bleads? over\b/i, 'goes through'],
  [/\bat once\b.*\bat once\b/i, 'immediately; at the same time'],
  [/\bis going to be\b|\b(is|are) to be\b/i, 'will be, must be'],
  [/(?<!there )\b(is|are) no [a-z]/i, 'is not a'],
  [/\b(mend(s|ed)?|thereof|whereby|herein|beside these)\b/i, 'fix; of it; by which; here; in addition'],
  [/\bfor itself\b|\bby themselves\b/i, 'on its own, automatically'],
  [/\bgoes? on (after|with|as)\b/i, 'continues'],
];

describe('the prose', () => {
  for (const page of [...PAGES, 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', 'CODE_OF_CONDUCT.md']) {
    it(`of ${page} is plain`, () => {
      const lines = proseOf(page).replaceAll(/`[^`\n]*`/g, '`…`').split('\n');
      const found = lines.flatMap((line) =>
        INSTEAD.flatMap(([turn, instead]) => {
          const [words] = turn.exec(line) ?? [];
          return words ? [`"${words}" in “${line.slice(0, 120)}”. Write: ${instead}.`] : [];
        }),
      );
      assert.deepEqual(found, []);
    });
  }
});
