/**
 * The script tag's file: `<script src="…/progressive-lock.js" defer>` or `<script type="module" src="…">`. It registers the
 * elements from the files in the same folder, and adds one global, `progressiveLock`.
 */
import type * as Package from './index.ts';

// A classic script from another origin has no base URL for imports; a module script has no `currentScript`.
const own = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : '';
const load = (path: string): Promise<unknown> => import(/* @vite-ignore */ own ? new URL(path, own).href : path);

/** The global that the script tag adds. */
export interface ProgressiveLockGlobal {
  /** Everything that `progressive-lock` exports on npm: `const { managementStore } = await progressiveLock.load();` */
  load(): Promise<typeof Package>;
  /** @internal The URL's hash when the script started. It contains the result of a login by redirect. */
  hash?: string;
}

declare global {
  interface Window {
    progressiveLock?: ProgressiveLockGlobal;
  }
}

if (window.progressiveLock) console.warn('progressive-lock is on this page twice; the first one stays.');
else {
  // A hash router may replace it before the other files are loaded.
  window.progressiveLock = { hash: location.hash, load: () => load('./browser/define.js') as Promise<typeof Package> };
  void load('./browser/define.js');
}
