/**
 * `node:test` as Mocha runs it: Stryker's runner for Mocha loads the tests once and then runs, for each mutant, only those
 * that reach it. A process for each mutant would take seconds.
 */
import { register } from 'node:module';
import { relative } from 'node:path';
import { mock } from 'node:test';
import Mocha from 'mocha';

/** No test needs as long. One that a mutant lets wait for ever fails. */
const LIMIT_MS = 3000;

const hook = `export const resolve = (name, context, next) => name === 'node:test' && context.parentURL !== '${import.meta.url}' ? { url: '${import.meta.url}', shortCircuit: true } : next(name, context);`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);

let suite;

/** Hooks outside of any `describe` belong to their file. */
Mocha.interfaces.bdd = (root) => {
  root.on('pre-require', (_context, file) => {
    suite = Mocha.Suite.create(root, relative(process.cwd(), file));
    suite.timeout(LIMIT_MS);
  });
};

export function describe(title, ...rest) {
  const outer = suite;
  suite = Mocha.Suite.create(outer, title);
  rest.at(-1)();
  suite = outer;
}

export function it(title, ...rest) {
  const ends = [];
  const context = { mock, after: (end) => ends.push(end), diagnostic() {} };
  const test = async () => {
    try {
      await rest.at(-1)(context);
    } finally {
      for (const end of ends.splice(0)) await end();
      mock.timers.reset();
    }
  };
  suite.addTest(new Mocha.Test(title, test));
}

export const before = (run) => suite.beforeAll(() => run());
export const after = (run) => suite.afterAll(() => run());
export const beforeEach = (run) => suite.beforeEach(() => run());
export const afterEach = (run) => suite.afterEach(() => run());
export { it as test, mock };
