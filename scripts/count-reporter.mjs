/** A web-test-runner reporter that writes how many browser tests passed and failed, for `npm test`'s last line. */
import { writeFileSync } from 'node:fs';

export function countReporter(file = process.env.TEST_COUNT_FILE) {
  return {
    onTestRunFinished({ sessions }) {
      if (!file) return;
      const counts = { passed: 0, failed: 0 };
      const visit = (suite) => {
        for (const test of suite?.tests ?? []) if (!test.skipped) counts[test.passed ? 'passed' : 'failed'] += 1;
        for (const child of suite?.suites ?? []) visit(child);
      };
      for (const session of sessions) {
        visit(session.testResults);
        // A file that did not load at all has no tests, and must not look like a success.
        if (!session.passed && !session.testResults) counts.failed += 1;
      }
      writeFileSync(file, JSON.stringify(counts));
    },
  };
}
