/**
 * `node:test` for Mocha. Stryker's runner for Mocha loads the tests once. Then, for each mutant, it runs only the tests that
 * reach it. A process for each mutant would take seconds.
 */
import { register } from 'node:module';
import { relative } from 'node:path';
import { mock } from 'node:test';
import Mocha from 'mocha';
import { pageGlobals } from './page.mjs';

/** The first run, without a mutant, also loads what is imported late. */
const FIRST_LIMIT_MS = 60_000;
/** A test that a mutant lets wait for ever fails: after five times what it took at first, and a second. */
const limitAfter = (firstMs = 1000) => 1000 + 5 * firstMs;

/** About the text of the Action, which is another one with mutants inside, about speed, those that start a process, and one that counts what it found in thousands of inputs. */
const LEFT_OUT = /needs nothing but crypto|has room for a plan|decided at once|where code from strings is forbidden|keeps its promise, whatever the plan/;

const replaced = {
  'node:test': import.meta.url,
  '@open-wc/testing': new URL('page.mjs', import.meta.url).href,
  'fast-check': new URL('few-inputs.mjs', import.meta.url).href,
};
const hook = `const replaced = ${JSON.stringify(replaced)}; export const resolve = (name, context, next) => replaced[name] && !context.parentURL.includes('/test/mutation/') ? { url: replaced[name], shortCircuit: true } : next(name, context);`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);

let suite;

Mocha.interfaces.bdd = (root) => {
  root.on('pre-require', (_context, file) => {
    // The events in src/ask belong to the page in which they are loaded first.
    const useGlobals = () => setGlobals(/\.browser\.test\.ts$|[/]ask[/]/.test(file) ? ofPage : ofNode);
    useGlobals();
    // Hooks outside of any `describe` belong to their file.
    suite = Mocha.Suite.create(root, relative(process.cwd(), file));
    suite.timeout(FIRST_LIMIT_MS);
    suite.beforeAll(useGlobals);
  });
  root.afterAll(forgetLoading);
};

/** For a mutant that code at import reaches, too, Stryker would start a new process. It runs with those tests that reach it. */
function forgetLoading() {
  const { static: atLoad = {}, perTest = {} } = globalThis.__stryker__?.mutantCoverage ?? {};
  for (const reached of Object.values(perTest)) for (const id of Object.keys(reached)) delete atLoad[id];
}

export function describe(title, ...rest) {
  const outer = suite;
  suite = Mocha.Suite.create(outer, title);
  rest.at(-1)();
  suite = outer;
}

export function it(title, ...rest) {
  if (LEFT_OUT.test(title)) return;
  const ends = [];
  const context = {
    get mock() {
      ends.push(() => mock.reset());
      return mock;
    },
    after: (end) => ends.push(end),
  };
  let firstMs;
  const test = async function () {
    const start = performance.now();
    const isFirst = globalThis.__stryker__?.activeMutant === undefined;
    if (!isFirst) this.timeout(limitAfter(firstMs));
    try {
      await rest.at(-1)(context);
    } finally {
      for (const end of ends.splice(0)) await end();
      if (isFirst) firstMs = performance.now() - start;
    }
  };
  suite.addTest(new Mocha.Test(title, test));
}

export const before = (run) => suite.beforeAll(() => run());
export const after = (run) => suite.afterAll(() => run());
export const beforeEach = (run) => suite.beforeEach(() => run());
export const afterEach = (run) => suite.afterEach(() => run());
export { it as test, mock };

const ofNode = { ...Object.getOwnPropertyDescriptors(globalThis), ...descriptorsOf({ describe, it, before, after, beforeEach, afterEach }) };
const ofPage = { ...ofNode, ...descriptorsOf(pageGlobals) };

function descriptorsOf(values) {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value, configurable: true, writable: true }]));
}

/** Each file begins with the globals that it would find in a process or page of its own. */
function setGlobals(globals) {
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    if (!(name in globals) && !name.startsWith('__stryker')) delete globalThis[name];
  }
  for (const [name, { configurable, ...descriptor }] of Object.entries(globals)) {
    if (configurable) Object.defineProperty(globalThis, name, { configurable, ...descriptor });
  }
}
