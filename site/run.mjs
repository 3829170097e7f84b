/**
 * `npm run docs`: serves the documentation while you edit it. `npm run docs -- --build` builds it into `site/built/`;
 * `npm run docs -- --check` builds it and checks the links of the built pages, too. VitePress fails on dead links between pages.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, posix, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt, ensurePackages, root } from '../scripts/set-up.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const built = join(here, 'built');

function run(command, ...args) {
  const { status } = spawnSync(command, args, { cwd: here, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

/** What stands beside the pages: the studio with what it loads, and the picture of the first page. */
function copyPublicFiles() {
  const target = join(here, 'public');
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  cpSync(join(root, 'demo/studio/built'), join(target, 'studio'), { recursive: true });
  cpSync(join(root, 'demo/studio/client'), join(target, 'studio/client'), { recursive: true });
  cpSync(join(root, 'dist/vendor'), join(target, 'dist/vendor'), { recursive: true });
  copyFileSync(join(root, 'docs/panel.png'), join(target, 'panel.png'));
}

/** The addresses of the built pages that lead nowhere. */
function findDeadLinks() {
  const pages = readdirSync(built, { recursive: true }).filter((path) => path.endsWith('.html'));
  return pages.flatMap((page) => {
    const html = readFileSync(join(built, page), 'utf8');
    const targets = [...html.matchAll(/(?:href|src)="([^"#?]+)/g)].map(([, target]) => target);
    return targets
      .filter((target) => !/^(\w+:|\/\/)/.test(target))
      .map((target) => (target.startsWith('/') ? target.slice(1) : posix.join(posix.dirname(page), target)))
      .filter((path) => !['', '.html', '/index.html'].some((end) => existsSync(resolve(built, path + end))))
      .map((path) => `${page}: ${path}`);
  });
}

ensurePackages();
ensureBuilt();
if (!existsSync(join(here, 'node_modules/vitepress'))) run('npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund');
copyPublicFiles();
const [flag] = process.argv.slice(2);
if (flag === undefined) run('npx', 'vitepress', 'dev', '.', '--host', 'localhost');
else if (flag === '--build' || flag === '--check') run('npx', 'vitepress', 'build', '.');
else throw new Error(`Expected --build, --check or nothing, got "${flag}".`);
if (flag === '--check') {
  const dead = findDeadLinks();
  for (const link of dead) console.error(`Leads nowhere: ${link}`);
  console.log(dead.length === 0 ? 'Every link of the built site leads somewhere.' : `${dead.length} links lead nowhere.`);
  process.exit(dead.length === 0 ? 0 : 1);
}
