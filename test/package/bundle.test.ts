/** What a bundler takes of the package for what a page imports. */
import assert from 'node:assert/strict';
import { build } from 'esbuild';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { build as buildByVite } from 'vite';
import { root } from './pack.ts';

/**
 * Bundles `source` as a page's code. `files`: what is in its first load; without `splitting` also what comes later,
 * except Lock and auth0-js.
 */
async function bundle(source: string, splitting = true): Promise<{ files: string[]; bytes: number }> {
  const { metafile } = await build({
    stdin: { contents: source, resolveDir: root },
    bundle: true,
    splitting,
    external: ['../vendor/*'],
    format: 'esm',
    minify: true,
    metafile: true,
    write: false,
    outdir: 'out',
    logLevel: 'silent',
  });
  const [name] = Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint === '<stdin>') ?? [];
  const outputs = new Set<string>();
  const visit = (path: string) => {
    if (outputs.has(path)) return;
    outputs.add(path);
    for (const { path: next, kind } of metafile.outputs[path]!.imports) if (kind === 'import-statement') visit(next);
  };
  visit(name!);
  const taken = [...outputs].map((path) => metafile.outputs[path]!);
  return {
    files: taken.flatMap(({ inputs }) => Object.entries(inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => path)),
    bytes: taken.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

const isLit = (path: string) => /node_modules\/(@lit|lit)/.test(path);

describe('a bundle', () => {
  it('of progressive-lock/plan has no Lit and no element in it', async () => {
    const { files } = await bundle(`import { parsePlan, nextAsk } from 'progressive-lock/plan'; console.log(parsePlan, nextAsk);`);
    assert.deepEqual(files.filter(isLit), []);
    assert.ok(files.some((path) => path.includes('dist/')), files.join());
  });

  it('of progressive-lock/headless has no Lit, no panel, no element and no Lock in it, not even later, and no package beside it', async () => {
    const { files } = await bundle(`import { createProfiler } from 'progressive-lock/headless'; console.log(createProfiler);`, false);
    assert.ok(files.some((path) => path.includes('dist/chunks/open-ask')), files.join());
    assert.deepEqual(files.filter((path) => !path.startsWith('dist/') && path !== '<stdin>'), []);
    assert.deepEqual(files.filter((path) => /panel|lock|define|index/.test(path.replace('progressive-lock', ''))), []);
  });

  it('of progressive-lock/tell-us-more has no file of Lock in it, not even later', async () => {
    const { files } = await bundle(`import 'progressive-lock/tell-us-more'; import { managementStore } from 'progressive-lock'; console.log(managementStore);`, false);
    assert.ok(files.some((path) => path.includes('dist/chunks/open-ask')), files.join());
    assert.deepEqual(files.filter((path) => /lock-|define/.test(path.replace('progressive-lock', ''))), []);
  });

  it('of an import of progressive-lock that is not used is empty', async () => {
    assert.equal((await bundle(`import 'progressive-lock'; import * as all from 'progressive-lock/plan';`)).bytes, 0);
  });

  it('of a store alone has no Lit in it', async () => {
    // With splitting, esbuild keeps what only unreachable chunks need: https://github.com/evanw/esbuild/issues/3704
    const { files } = await bundle(`import { endpointStore } from 'progressive-lock'; console.log(endpointStore);`, false);
    assert.deepEqual(files.filter(isLit), []);
  });

  it('made by Vite keeps what sets auth0-js’s Management up', async () => {
    const path = JSON.stringify(join(root, 'dist/vendor/management.js'));
    const source = `import { Management } from ${path}; export const made = new Management({ domain: 'a', token: 'b' });`;
    const output = await buildByVite({
      configFile: false,
      logLevel: 'error',
      plugins: [{ name: 'page', resolveId: (id) => (id === 'page' ? id : undefined), load: (id) => (id === 'page' ? source : undefined) }],
      build: { write: false, minify: false, rolldownOptions: { input: 'page', preserveEntrySignatures: 'strict' } },
    });
    assert.ok('output' in output, 'nothing was built');
    const { code } = output.output[0];
    const page = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as { made: object };
    assert.ok('patchUserMetadata' in page.made, Object.keys(page.made).join());
  });

  it('of progressive-lock/define registers the elements, whose other parts come later', async () => {
    const { files } = await bundle(`import 'progressive-lock/define';`);
    assert.ok(files.some((path) => path.endsWith('dist/define.js')), files.join());
    assert.ok(files.some(isLit), files.join());
    assert.deepEqual(files.filter((path) => /vendor|panel|outbox|lock-flow/.test(path)), []);
  });
});
