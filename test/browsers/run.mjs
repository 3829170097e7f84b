/**
 * `npm run test:browsers`: runs the browser tests in Firefox ESR and in WebKitGTK, which `npm test` does not need. `npm run
 * test:browsers -- firefox` (or `webkit`) runs only that one. Names a missing browser, but does not install it.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensurePackages, root, setUpTests } from '../../scripts/set-up.mjs';

const here = import.meta.dirname;
/** What was started here ends here. */
const children = [];

const browsers = {
  firefox() {
    return { FIREFOX_PATH: process.env.FIREFOX_PATH ?? findProgram('firefox-esr') };
  },
  async webkit() {
    const driver = findProgram('WebKitWebDriver', 'webkit2gtk-driver');
    const display = await startDisplay(findProgram('Xvfb', 'xvfb'));
    const port = await freePort();
    start(driver, ['--host=127.0.0.1', `--port=${port}`], { DISPLAY: display });
    await isListening(port);
    return { WEBKIT_DRIVER_PORT: String(port), MINIBROWSER_PATH: findMiniBrowser() };
  },
};

function findProgram(name, debianPackage = name) {
  const found = (process.env.PATH ?? '').split(':').map((folder) => join(folder, name)).find((path) => existsSync(path));
  if (!found) throw new Error(`Expected ${name}, but there is none. Debian: "apt-get install ${debianPackage}".`);
  return found;
}

/** The browser that WebKitGTK comes with, beside its library. */
function findMiniBrowser() {
  const folders = ['/usr/lib', '/usr/libexec'].filter((folder) => existsSync(folder));
  const inner = folders.flatMap((folder) => [folder, ...readdirSync(folder).map((name) => join(folder, name))]);
  const found = inner.flatMap((folder) => ['webkit2gtk-4.1', 'webkitgtk-6.0'].map((name) => join(folder, name, 'MiniBrowser'))).find((path) => existsSync(path));
  if (!found) throw new Error('Expected MiniBrowser of WebKitGTK, but there is none. Debian: "apt-get install webkit2gtk-driver".');
  return found;
}

function start(command, args, env = {}, stdio = 'ignore') {
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio });
  children.push(child);
  return child;
}

/** A screen that nobody sees; resolves with its name. */
function startDisplay(command) {
  const child = start(command, ['-displayfd', '1', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], {}, ['ignore', 'pipe', 'ignore']);
  return new Promise((resolve, reject) => {
    child.stdout.once('data', (number) => resolve(`:${String(number).trim()}`));
    child.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}.`)));
  });
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function isListening(port) {
  for (const end = Date.now() + 10_000; Date.now() < end; ) {
    const isUp = await fetch(`http://127.0.0.1:${port}/status`).then(() => true, () => false);
    if (isUp) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Expected WebKitWebDriver on port ${port} within 10 s.`);
}

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in browsers));
if (unknown.length > 0) {
  console.error(`Expected some of ${Object.keys(browsers).join(', ')}, got ${unknown.join(', ')}.`);
  process.exit(2);
}

setUpTests();
ensurePackages(here);

const scratch = mkdtempSync(join(tmpdir(), 'progressive-lock-browsers-'));
const lines = [];
let hasFailed = false;
for (const [name, prepare] of Object.entries(browsers)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.log(`\n── ${name}`);
  try {
    const file = join(scratch, `${name}.json`);
    const env = { ...process.env, ...(await prepare()), TEST_COUNT_FILE: file };
    const { status } = spawnSync('npx', ['web-test-runner', '--config', join(here, `${name}.config.mjs`)], { cwd: root, stdio: 'inherit', env });
    hasFailed ||= status !== 0;
    const { passed = 0, failures = [] } = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
    lines.push(...failures, `${name}: ${passed} passed, ${failures.length} failed`);
  } catch (error) {
    lines.push(`${name}: ${error.message}`);
    hasFailed = true;
  }
}
rmSync(scratch, { recursive: true, force: true });
console.log(`\n${lines.join('\n')}`);
for (const child of children) child.kill();
process.exit(hasFailed ? 1 : 0);
