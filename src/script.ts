/**
 * The script tag's file: `<script src="…/progressive-lock.js" defer>` or `<script type="module" src="…">`.
 * It registers the elements from files that lie beside it.
 */
import type * as Elements from './define.ts';

const path = './browser/define.js';
// A classic script from another origin has no base address for its imports, a module script no `currentScript`.
const own = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : '';

void (import(/* @vite-ignore */ own ? new URL(path, own).href : path) as Promise<typeof Elements>);
