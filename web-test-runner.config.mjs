import { existsSync } from 'node:fs';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { a11ySnapshotPlugin, emulateMediaPlugin, sendKeysPlugin, setViewportPlugin } from '@web/test-runner-commands/plugins';
import { chromiumArgs, findChromium } from './scripts/chromium.mjs';
import { countReporter } from './scripts/count-reporter.mjs';

if (!existsSync('dist/vendor/lock.js')) throw new Error('dist/vendor is missing. Run "npm run build" first.');

/** Lock and auth0-js are CommonJS inside: the browser gets them as the build made them, everything else as source. */
const vendorChunks = {
  name: 'vendor-chunks',
  resolveImport({ source }) {
    const chunk = /\/chunks\/([\w-]+)\.ts$/.exec(source)?.[1];
    return chunk && `/dist/vendor/${chunk}.js`;
  },
};

export default {
  files: 'test/**/*.browser.test.ts',
  rootDir: '.',
  nodeResolve: { exportConditions: ['browser', 'production'] },
  // Of two pages at once one is hidden, and a hidden page gets no focus.
  concurrency: 1,
  // A file; what hangs takes twice as long, for its page cannot be closed.
  testsFinishTimeout: 90_000,
  plugins: [
    vendorChunks,
    esbuildPlugin({ ts: true, json: true, target: 'es2022', define: { __VERSION__: '"test"' } }),
    a11ySnapshotPlugin(),
    emulateMediaPlugin(),
    sendKeysPlugin(),
    setViewportPlugin(),
  ],
  browsers: [chromeLauncher({ launchOptions: { executablePath: findChromium(), args: chromiumArgs } })],
  testFramework: { config: { timeout: 20_000 } },
  reporters: [defaultReporter({ reportTestProgress: false }), countReporter()],
};
