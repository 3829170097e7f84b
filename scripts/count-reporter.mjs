/**
 * Creates a reporter for web-test-runner that writes how many browser tests passed, how others failed, and how long each took.
 */
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';

export function countReporter(file = process.env.TEST_COUNT_FILE) {
  return {
    onTestRunFinished({ sessions }) {
      if (!file) return;
      const outcome = { passed: 0, failures: [], durations: [] };
      const pathOf = (session) => relative('', session.testFile ?? '');
      const fail = (session, name, error, isFinal = false) => outcome.failures.push({ file: pathOf(session), name, error: error?.stack ?? error?.message ?? '', isFinal });
      const visit = (session, suite) => {
        for (const test of suite?.tests ?? []) {
          if (test.skipped) continue;
          outcome.durations.push({ file: pathOf(session), name: test.name, ms: test.duration ?? 0 });
          if (test.passed) outcome.passed += 1;
          else fail(session, test.name, test.error);
        }
        for (const child of suite?.suites ?? []) visit(session, child);
      };
      for (const session of sessions) {
        visit(session, session.testResults);
        // A file that did not load or did not end has no tests. It must not count as a success.
        if (!session.passed && !session.testResults) fail(session, 'the file did not load, or did not end', session.errors?.[0], true);
      }
      writeFileSync(file, JSON.stringify(outcome));
    },
  };
}
