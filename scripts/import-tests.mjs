/** What `runTestFiles()` runs: several test files in one process, each as a suite of its name. Node starts once for them. */
import assert from 'node:assert/strict';
import { after, describe, mock } from 'node:test';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What tests give Node in place of a page. */
const PAGE_GLOBALS = ['document', 'history', 'localStorage', 'location', 'MutationObserver', 'navigator', 'sessionStorage', 'window'].filter((name) => !(name in globalThis));

for (const file of process.argv.slice(2)) {
  describe(file, async () => {
    await import(pathToFileURL(join(import.meta.dirname, '..', file)).href);
    // The next file begins with what this one began with.
    after(() => {
      mock.reset();
      const left = PAGE_GLOBALS.filter((name) => Reflect.has(globalThis, name) && Reflect.deleteProperty(globalThis, name));
      assert.deepEqual(left, [], 'Remove in afterEach() what a test has added to globalThis.');
    });
  });
}
