/** Finds the tests that a change can touch: those that import a changed file, by whatever way, or run what is built of it. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './set-up.mjs';

/** All tests hang on these. */
const EVERYTHING = /^(scripts\/|package(-lock)?\.json$|tsconfig|vite\.config|web-test-runner|custom-elements-manifest|test\/wait-until\.ts$)/;

/** What pages load. A journey imports none of it: it opens pages that load what was built. */
const PAGES = ['src/define.ts', 'src/script.ts', 'src/index.ts', 'src/headless.ts', 'src/react.ts', 'src/jsx.ts'];

/**
 * @param {readonly string[]} testFiles
 * @returns {Promise<string[]>} those that what has changed since the main branch can touch, committed or not
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

/** @returns {Promise<(file: string) => Set<string>>} the files of the project that a file leads to, itself included */
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
    // What is no script is there for its path alone.
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
