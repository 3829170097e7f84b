/**
 * Finds the tests that a change can affect: those that import a changed file, directly or indirectly, or run what is built from
 * it.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './set-up.mjs';

/** All tests depend on these files. */
const EVERYTHING = /^(scripts\/|package(-lock)?\.json$|tsconfig|vite\.config|web-test-runner|custom-elements-manifest|test\/wait-until\.ts$)/;

/** The files that pages load. A journey imports none of them: it opens pages that load the built files. */
const PAGES = ['src/define.ts', 'src/script.ts', 'src/index.ts', 'src/headless.ts', 'src/react.ts', 'src/jsx.ts'];

/**
 * Finds the tests that the changes since the main branch can affect, committed or not.
 * @param {readonly string[]} testFiles
 * @returns {Promise<string[]>}
 */
export async function findTouched(testFiles) {
  const changed = findChanged();
  console.log(`${changed.length} files have changed.`);
  if (changed.some((path) => EVERYTHING.test(path))) return [...testFiles];
  const imports = await readImports([...testFiles, ...PAGES, 'src/cli/cli.ts', 'src/server/index.ts', 'src/testing/index.ts', 'src/plan/index.ts']);
  const ofPages = new Set(PAGES.flatMap((page) => [...imports(page)]));
  const hasChanged = new Set(changed);
  return testFiles.filter((file) => {
    if ([...imports(file)].some((path) => hasChanged.has(path))) return true;
    if (/^test\/(docs|package|cli)\//.test(file)) return changed.some((path) => /^(src|docs|demo)\/|^[\w-]+\.(md|json)$/.test(path));
    const isOfPages = file.endsWith('.journey.test.ts');
    return isOfPages && changed.some((path) => ofPages.has(path) || /^demo\//.test(path) || path.startsWith(`${file.slice(0, file.lastIndexOf('/'))}/rows/`));
  });
}

function findChanged() {
  const git = (...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).split('\n').filter(Boolean);
  const [base] = ['origin/main', 'main', 'HEAD'].flatMap((name) => {
    try {
      return git('merge-base', name, 'HEAD');
    } catch {
      return [];
    }
  });
  return [...new Set([...git('diff', '--name-only', base), ...git('ls-files', '--others', '--exclude-standard')])];
}

/**
 * @returns {Promise<(file: string) => Set<string>>} a function that returns a file and all files of the project that it imports,
 * directly or indirectly
 */
async function readImports(entryPoints) {
  const { build } = await import('esbuild');
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [...entryPoints],
    bundle: true,
    write: false,
    metafile: true,
    packages: 'external',
    outdir: join(root, 'unwritten'),
    format: 'esm',
    platform: 'node',
    logLevel: 'silent',
    // Other files matter only for their paths, so their content is left out.
    loader: { '.css': 'empty', '.html': 'empty', '.svg': 'empty', '.md': 'empty' },
  });
  return (file) => {
    const found = new Set();
    const visit = (path) => {
      if (found.has(path)) return;
      found.add(path);
      for (const { path: imported, external } of metafile.inputs[path]?.imports ?? []) if (!external) visit(imported);
    };
    visit(file);
    return found;
  };
}
