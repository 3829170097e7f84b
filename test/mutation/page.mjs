/** Replaces the browser for browser tests that show nothing. happy-dom has a page, but no layout and no popovers. */
import { assert, expect } from 'chai';
import { GlobalWindow } from 'happy-dom';

const page = new GlobalWindow({ url: 'http://localhost/' });
/** Those that Node has as well, and that must fit to the page. */
const SHARED = ['CustomEvent', 'Event', 'EventTarget', 'addEventListener', 'dispatchEvent', 'removeEventListener'];

export const pageGlobals = { self: globalThis, window: globalThis, __VERSION__: 'test' };
for (let part = page; part !== Object.prototype; part = Object.getPrototypeOf(part)) {
  for (const name of Object.getOwnPropertyNames(part)) {
    if ((name in globalThis && !SHARED.includes(name)) || name in pageGlobals) continue;
    const value = page[name];
    // Functions of the page need it as their `this`, classes do not.
    pageGlobals[name] = typeof value === 'function' && /^[a-z]/.test(name) ? value.bind(page) : value;
  }
}
/** One tab at a time, as all that the tests ask of it. */
const locks = { request: async (_name, ...rest) => rest.at(-1)({}) };
pageGlobals.navigator = Object.defineProperty(page.navigator, 'locks', { value: locks });

/** What these tests use of `@open-wc/testing`. */
export { assert, expect };

export async function waitUntil(isSo, what) {
  // The first run also loads what is imported late.
  const patienceMs = globalThis.__stryker__?.activeMutant === undefined ? 2500 : 400;
  for (const start = performance.now(); !(await isSo()); ) {
    if (performance.now() - start > patienceMs) throw new Error(what);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
