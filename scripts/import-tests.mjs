/**
 * Runs several test files in one process, each as a suite with its name, so that Node starts only once. `runTestFiles()` starts
 * it.
 */
import assert from 'node:assert/strict';
import { after, describe, mock } from 'node:test';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Globals that tests set in place of a page. */
const PAGE_GLOBALS = ['document', 'history', 'localStorage', 'location', 'MutationObserver', 'navigator', 'sessionStorage', 'window'].filter((name) => !(name in globalThis));

for (const file of process.argv.slice(2)) {
  describe(file, async () => {
    await import(pathToFileURL(join(import.meta.dirname, '..', file)).href);
    // Restores the process for the next file.
    after(() => {
      mock.reset();
      const left = PAGE_GLOBALS.filter((name) => Reflect.has(globalThis, name) && Reflect.deleteProperty(globalThis, name));
      assert.deepEqual(left, [], 'Remove in afterEach() what a test has added to globalThis.');
    });
  });
}
