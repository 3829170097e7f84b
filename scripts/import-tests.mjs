/** What `runTestFiles()` runs: several test files in one process, each as a suite of its name. Node starts once for them. */
import { describe } from 'node:test';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

for (const file of process.argv.slice(2)) {
  describe(file, async () => {
    await import(pathToFileURL(join(import.meta.dirname, '..', file)).href);
  });
}
