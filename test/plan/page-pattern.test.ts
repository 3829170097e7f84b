import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readSoundPlan } from '../../src/plan/check-plan.ts';
import { isPlainPage } from '../../src/plan/plain-page.ts';
import { parsePlan, PlanError } from '../../src/plan/parse-plan.ts';

const planWith = (page: string) => ({ fields: [{ name: 'a', label: 'A', ask: { page } }] });

describe('a pattern of pages', () => {
  const SOUND = ['/', '/*', '/account/*', '/*/settings/*', '/:shop/cart', '/:shop/:item', '/:path*', '/a/:rest+', '/files/:name.html', '/:id(\\d+)', '{/de}?/cart', '/(de|at)/cart', '/a\\.b', '*', '/x:a.html', '/:-:id'];
  for (const page of SOUND) {
    it(`may be ${page}`, () => assert.deepEqual(parsePlan(planWith(page)), planWith(page)));
  }

  const SLOW = ['/(a+)+b', '/((a|a)*)x', '/(.*)*', '/*/*/*', '/:a-:b', '/:a:b:c', '{:a}*', '{a*}+', '/x:a*', '/(a*)+', '/(a*a*a*)', '/(\\w+\\w+)x', '/:a(.*)(.*)*', '/((((a+))))*', '/(unclosed', '/(a)/(b)/(c)', '/x:a+'];
  for (const page of SLOW) {
    it(`may not be ${page}, which takes long on some path`, () => {
      assert.equal(readSoundPlan(planWith(page)), undefined);
      assert.throws(() => parsePlan(planWith(page)), (error) => {
        assert.ok(error instanceof PlanError, String(error));
        assert.equal(error.problems[0]!.path, 'fields[0].ask.page');
        assert.match(error.problems[0]!.message, /take long/);
        return true;
      });
    });
  }

  it('is plain if it has whole segments and two wildcards at most', () => {
    for (const page of ['', '/', '/a/', '/*/:shop/*', '/x.html', '//']) assert.equal(isPlainPage(page), true, page);
    for (const page of ['/*/*/*', '/a*', '/:a-:b', 'a', '/(a)']) assert.equal(isPlainPage(page), false, page);
  });

  it('that is plain at a glance is sound when it is examined', () => {
    const part = fc.constantFrom('/', '*', ':', 'a', 'b1', '.', '-', ':id', '(', ')', '{', '}', '+', '\\');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }).map((parts) => `/${parts.join('')}`), (page) => {
        fc.pre(isPlainPage(page));
        assert.deepEqual(parsePlan(planWith(page)), planWith(page));
      }),
    );
  });
});
