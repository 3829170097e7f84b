/** Finds a Chromium for the tests, and installs Debian's if possible. Plain Node: runs before `npm ci`. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/**
 * Chromium creates a hidden page for the suggestions of each window's address bar, which takes more processor time than most
 * pages of a test. If there are several switches of this name, only the last one applies. The rest of the list is what Playwright
 * turns off.
 */
const featuresOff = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'SpareRendererForSitePerProcess',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
];

/** Quiet, without requests to Google, and able to run as root in a container. */
export const chromiumArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${featuresOff.join()}`,
];

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/**
 * Finds a browser: `CHROME_PATH`, or the first one on the PATH.
 * @returns {string | undefined} its path
 */
export function findChromium() {
  if (process.env.CHROME_PATH) return process.env.CHROME_PATH;
  return findOnPath(names);
}

/**
 * Finds a browser, or installs one with apt-get if there is none and the process may do so.
 * @returns {string} its path
 */
export function ensureChromium() {
  const found = findChromium();
  if (found) return found;
  if (!canInstall()) {
    throw new Error(
      'The tests need Chromium or Chrome, and none was found. ' +
        'Install one (Debian: "sudo apt-get install chromium") or set CHROME_PATH to its path.',
    );
  }
  console.log('No browser found: installing chromium with apt-get …');
  apt('update', '-qq');
  apt('install', '-y', '-qq', '--no-install-recommends', 'chromium');
  const installed = findChromium();
  if (!installed) throw new Error('apt-get installed chromium, but it is not on the PATH. Set CHROME_PATH.');
  return installed;
}

const quiet = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };

const SHELL = 'chromium-headless-shell';
/** Downloading takes seconds. If the network drops packets, it would take minutes to fail. */
const DOWNLOAD_MS = 60_000;

/**
 * Finds a browser for tests that run without a screen: `CHROME_PATH`, or Debian's headless shell. The shell is the same Chromium
 * without windows, and takes about a fifth less processor time. If it is missing and cannot be installed, uses
 * `ensureChromium()`.
 * @returns {string} its path
 */
export function ensureTestBrowser() {
  if (process.env.CHROME_PATH) return process.env.CHROME_PATH;
  const chromium = ensureChromium();
  const shell = findOnPath([SHELL]) ?? installShell();
  return shell && spawnSync(shell, ['--version']).status === 0 ? shell : chromium;
}

/**
 * Installs the headless shell.
 * @returns {string | undefined} its path, or nothing if that fails for any reason
 */
function installShell() {
  if (!canInstall()) return undefined;
  // The same version as Chromium's, so that nothing is upgraded.
  const { status, stdout: version } = spawnSync('dpkg-query', ['-W', '-f', '${Version}', 'chromium'], { encoding: 'utf8' });
  const install = ['install', '-y', '-qq', '--no-install-recommends', status === 0 ? `${SHELL}=${version}` : SHELL];
  const isKnown = () => spawnSync('apt-get', ['--simulate', ...install]).status === 0;
  const isDownloaded = (...args) => spawnSync('apt-get', [...args, '-o', 'Acquire::Retries=0', '-o', 'Acquire::http::Timeout=15'], { timeout: DOWNLOAD_MS }).status === 0;
  if (!isKnown() && !(isDownloaded('update', '-qq') && isKnown())) return undefined;
  const isInstalled = isDownloaded(...install, '--download-only') && spawnSync('apt-get', install, { env: quiet }).status === 0;
  return isInstalled ? findOnPath([SHELL]) : undefined;
}

function canInstall() {
  return process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0;
}

function apt(...args) {
  execFileSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env: quiet });
}

/**
 * Finds the first of `wanted` on the PATH.
 * @returns {string | undefined} its path
 */
function findOnPath(wanted) {
  const folders = (process.env.PATH ?? '').split(':');
  return wanted.flatMap((name) => folders.map((folder) => `${folder}/${name}`)).find((path) => existsSync(path));
}
