/** What a page pays: bytes do not depend on the machine, so that a limit holds what was reached. Brotli, as sent. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { chromium, type Browser } from 'playwright-core';
import { build } from 'vite';
import { chromiumArgs, ensureChromium } from '../../scripts/chromium.mjs';
import { BYTES } from '../bench/budgets.mjs';
import { measureBytes } from '../bench/measure-bytes.mjs';
import { startServer } from '../bench/server.mjs';
import { root } from './pack.ts';

/**
 * What an import adds to a page's first load, in an application that has nothing else; Lit included (5 kB by itself),
 * React not. What is measured is rounded up to the next half kilobyte.
 */
const IMPORTS: [what: string, source: string, limit: number][] = [
  ['the elements', `import 'progressive-lock/define';`, 9600],
  ['<tell-us-more> alone', `import 'progressive-lock/tell-us-more';`, 9000],
  ['React’s components', `import { TellUsMore } from 'progressive-lock/react'; console.log(TellUsMore);`, 10500],
  ['the meter, beside the elements', `import 'progressive-lock/define'; import 'progressive-lock/profile-meter';`, 12000],
  ['the headless core', `import { createProfiler } from 'progressive-lock/headless'; console.log(createProfiler);`, 7000],
  ['a store', `import { managementStore } from 'progressive-lock'; console.log(managementStore);`, 1500],
  ['deciding', `import { nextAsk, readProfile } from 'progressive-lock/plan'; console.log(nextAsk, readProfile);`, 6500],
  ['what tests need', `import { asIfSession, FakeClock } from 'progressive-lock/testing'; console.log(asIfSession, FakeClock);`, 6000],
  ['Lock’s fields', `import { signUpFields } from 'progressive-lock/plan'; console.log(signUpFields);`, 8000],
];

describe('an import', () => {
  for (const [what, source, limit] of IMPORTS) {
    it(`of ${what} takes no more than ${limit} bytes`, async (t) => {
      const bytes = await firstLoad(source);
      t.diagnostic(`${bytes} bytes`);
      assert.ok(bytes <= limit, `${bytes} bytes`);
    });
  }
});

describe('a journey with the script tag', () => {
  let browser: Browser;
  let server: Awaited<ReturnType<typeof startServer>>;
  let measured: Awaited<ReturnType<typeof measureBytes>>;

  before(async () => {
    server = await startServer({ isAhead: false });
    browser = await chromium.launch({ executablePath: ensureChromium(), args: chromiumArgs });
    measured = await measureBytes({ browser, server, peers: [], handleStep: () => undefined });
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  for (const [journey, { limit }] of Object.entries(BYTES)) {
    it(`(${journey}) takes no more than ${limit} bytes`, (t) => {
      const bytes = measured.samples[`bytes.${journey}`]?.median ?? NaN;
      t.diagnostic(`${bytes} bytes`);
      const files = measured.files[journey]?.map(({ path, bytes: size }) => `${size} ${path}`).join('\n');
      assert.ok(bytes <= limit, `${bytes} bytes\n${measured.notes.join('\n')}\n${files}`);
    });
  }
});

/** The brotli size of what `source` loads at once, as Vite bundles it. */
async function firstLoad(source: string): Promise<number> {
  const page = `${root}/page.js`;
  const result = await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    root,
    plugins: [{ name: 'page', resolveId: (id) => (id === page ? id : undefined), load: (id) => (id === page ? source : undefined) }],
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: { input: page, external: /^react$/ },
    },
  });
  assert.ok('output' in result, 'nothing was built');
  const chunks = result.output.filter((output) => output.type === 'chunk');
  const taken = new Set<string>();
  const take = (name: string) => {
    if (taken.has(name)) return;
    taken.add(name);
    chunks.find(({ fileName }) => fileName === name)?.imports.forEach(take);
  };
  take(chunks.find(({ isEntry }) => isEntry)!.fileName);
  return chunks.filter(({ fileName }) => taken.has(fileName)).reduce((sum, { code }) => sum + brotliCompressSync(code).length, 0);
}
