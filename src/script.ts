/**
 * The script tag's file: `<script src="…/progressive-lock.js" defer>` or `<script type="module" src="…">`.
 * It registers the elements from files that lie beside it, and leaves one name in the page, `progressiveLock`.
 */
import type * as Package from './index.ts';

// A classic script from another origin has no base address for its imports, a module script no `currentScript`.
const own = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : '';
const load = (path: string): Promise<unknown> => import(/* @vite-ignore */ own ? new URL(path, own).href : path);

/** What a script tag leaves in the page. */
export interface ProgressiveLockGlobal {
  /** Everything that `progressive-lock` exports on npm: `const { managementStore } = await progressiveLock.load();` */
  load(): Promise<typeof Package>;
  /** @internal The address's hash when the script began: a login by redirect comes back in it. */
  hash?: string;
}

declare global {
  interface Window {
    progressiveLock?: ProgressiveLockGlobal;
  }
}

if (window.progressiveLock) console.warn('progressive-lock is on this page twice; the first one stays.');
else {
  // A router with hashes may replace it before anything else is loaded.
  window.progressiveLock = { hash: location.hash, load: () => load('./browser/define.js') as Promise<typeof Package> };
  void load('./browser/define.js');
}
