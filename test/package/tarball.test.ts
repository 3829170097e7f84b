import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { after, describe, it } from 'node:test';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { build } from 'esbuild';
import { publint } from 'publint';
import { pack, root } from './pack.ts';

const folder = mkdtempSync(join(tmpdir(), 'progressive-lock-pack-'));
after(() => rmSync(folder, { recursive: true }));
const { tarball, files } = pack(folder);
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const manifest = JSON.parse(read('package.json')) as Record<'customElements' | 'web-types' | 'unpkg' | 'jsdelivr', string> & {
  bin: Record<string, string>;
  exports: Record<string, string | Record<string, string>>;
  dependencies: Record<string, string>;
  peerDependencies: Record<string, string>;
};

/** Runs a tool of the project; fails with what it said. */
function run(command: string, ...args: string[]): void {
  const { status, stdout, stderr } = spawnSync('npx', [command, ...args], { cwd: root, encoding: 'utf8' });
  assert.equal(status, 0, `${command} found something:\n${stdout}${stderr}`);
}

describe('the package', () => {
  it('holds what it should and nothing else', () => {
    const own = ['CHANGELOG.md', 'LICENSE', 'README.md', 'SECURITY.md', 'package.json', 'profile-plan.schema.json'];
    const expected = /^(docs\/[\w-]+\.md|dist\/((browser|chunks|vendor)\/.+\.js|types\/.+\.d\.ts|[\w.-]+\.(js|json)|README\.md|THIRD-PARTY-NOTICES\.md))$/;
    assert.deepEqual(files.filter((path) => !expected.test(path)).sort(), own);
  });

  it('runs nothing where it is installed', () => {
    const packed = JSON.parse(execFileSync('tar', ['-xOf', tarball, 'package/package.json'], { encoding: 'utf8' })) as { scripts: Record<string, string> };
    const hooks = ['preinstall', 'install', 'postinstall', 'prepublish', 'preprepare', 'prepare', 'postprepare'];
    assert.deepEqual(hooks.filter((name) => name in packed.scripts), []);
    // npm runs the first after `npm ci` in a clone, and nowhere else; the second before it packs.
    const { dependencies, prepack } = packed.scripts;
    assert.deepEqual({ dependencies, prepack }, { dependencies: 'npm run build', prepack: 'npm run build' });
  });

  it('has the pages that its README leads to', () => {
    const pages = [...read('README.md').matchAll(/\]\((docs\/[\w-]+\.md)/g)].map(([, path]) => path!);
    assert.ok(pages.length > 5, pages.join());
    assert.deepEqual(pages.filter((path) => !files.includes(path)), []);
  });

  it('has every file that package.json names', () => {
    const { customElements, 'web-types': webTypes, unpkg, jsdelivr, bin, exports } = manifest;
    const exported = Object.values(exports).flatMap((target) => (typeof target === 'string' ? [target] : Object.values(target)));
    const named = [customElements, webTypes, unpkg, jsdelivr, ...Object.values(bin), ...exported];
    assert.ok(named.length > 10, named.join());
    const missing = named.map((path) => posix.normalize(path)).filter((path) => !files.includes(path));
    assert.deepEqual(missing, []);
  });

  it('has every file that its own modules import, and names every package that they import', async () => {
    const { metafile } = await build({
      entryPoints: files.filter((path) => /^dist\/(browser\/)?[\w.-]+\.js$/.test(path)),
      absWorkingDir: root,
      bundle: true,
      format: 'esm',
      platform: 'node',
      packages: 'external',
      metafile: true,
      write: false,
      outdir: 'out',
      logLevel: 'error',
    });
    assert.deepEqual(Object.keys(metafile.inputs).filter((path) => !files.includes(path)), []);
    const imported = Object.values(metafile.inputs)
      .flatMap(({ imports }) => imports)
      .filter(({ path, external }) => external && !isBuiltin(path))
      .map(({ path }) => /^(@[^/]+\/)?[^/]+/.exec(path)![0]);
    const { dependencies, peerDependencies } = manifest;
    assert.ok(imported.includes('lit'), imported.join());
    assert.deepEqual(imported.filter((name) => !(name in dependencies) && !(name in peerDependencies)), []);
  });

  it('has every declaration that its declarations import', () => {
    const missing = files.flatMap((path) =>
      path.endsWith('.d.ts')
        ? [...read(path).matchAll(/\b(?:from |import\()["'](\.[^"']+)\.ts["']/g)]
            .map(([, target]) => `${posix.join(posix.dirname(path), target!)}.d.ts`)
            .filter((target) => !files.includes(target))
            .map((target) => `${path} → ${target}`)
        : [],
    );
    assert.deepEqual(missing, []);
  });

  it('has no source maps, and names none', () => {
    assert.deepEqual(files.filter((path) => path.endsWith('.map') || (path.endsWith('.js') && /^\/\/# sourceMappingURL/m.test(read(path)))), []);
  });

  it('declares nothing that is internal', () => {
    assert.deepEqual(files.filter((path) => path.endsWith('.d.ts') && read(path).includes('@internal')), []);
  });

  it('has declarations that hold by themselves, for those who check their libraries', () => {
    const entries = Object.values(manifest.exports).flatMap((target) => (typeof target === 'object' && target.types ? [target.types] : []));
    assert.ok(entries.length > 5, entries.join());
    run('tsc', '--ignoreConfig', '--noEmit', '--strict', '--exactOptionalPropertyTypes', '--skipLibCheck', 'false', '--target', 'es2022', '--module', 'nodenext', '--types', 'node', ...entries);
  });

  it('tells nothing of the machine it was built on', () => {
    assert.deepEqual(files.filter((path) => read(path).includes(root) || read(path).includes('file:///')), []);
  });

  it('is resolved by publint and by TypeScript, in every way an ESM package can be', async () => {
    const packed = new Uint8Array(readFileSync(tarball));
    const { messages } = await publint({ pack: { tarball: packed.buffer }, strict: true, level: 'error' });
    assert.deepEqual(messages, []);
    const analysis = await checkPackage(createPackageFromTarballData(packed));
    assert.ok(analysis.types, 'Expected declarations in the package, got none.');
    // An ESM package need not be found by require(), nor by the resolution of Node 10.
    const others = ['node10', 'node16-cjs'];
    assert.deepEqual(analysis.problems.filter((problem) => !('resolutionKind' in problem && others.includes(problem.resolutionKind))), []);
  });
});

describe('the project', () => {
  it('uses every dependency, file and export it has, and lists what it uses', () => {
    run('knip', '--no-progress');
  });
});
