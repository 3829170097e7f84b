/** A web-test-runner reporter that writes how many browser tests passed and failed, and how, for the end of `npm test`. */
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';

export function countReporter(file = process.env.TEST_COUNT_FILE) {
  return {
    onTestRunFinished({ sessions }) {
      if (!file) return;
      const counts = { passed: 0, failed: 0, failures: [] };
      const tell = (session, name, error) => {
        counts.failed += 1;
        counts.failures.push({ file: relative('', session.testFile ?? ''), name, error: error?.stack ?? error?.message ?? '' });
      };
      const visit = (session, suite) => {
        for (const test of suite?.tests ?? []) {
          if (test.skipped) continue;
          if (test.passed) counts.passed += 1;
          else tell(session, test.name, test.error);
        }
        for (const child of suite?.suites ?? []) visit(session, child);
      };
      for (const session of sessions) {
        visit(session, session.testResults);
        // A file that did not load at all has no tests, and must not look like a success.
        if (!session.passed && !session.testResults) tell(session, 'the file did not load', session.errors?.[0]);
      }
      writeFileSync(file, JSON.stringify(counts));
    },
  };
}
