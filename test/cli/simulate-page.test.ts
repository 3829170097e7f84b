import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { reportLoad } from '../../src/cli/call-load.ts';
import { DEFAULT_OPTIONS, simulate } from '../../src/plan/simulation.ts';
import { drawSimulation } from '../../src/cli/simulate-page.ts';
import type { ProfilePlan } from '../../src/plan/plan.ts';

const label = 'A <script>alert("1")</script> & more';
// Not parsed: that would refuse the label.
const plan: ProfilePlan = { fields: [{ name: 'company', label }, { name: 'role', label: { de: 'Rolle', en: 'Role' } }] };
const options = { ...DEFAULT_OPTIONS, users: 200, sessions: 5 };
const result = simulate(plan, options);
const page = drawSimulation(plan, options, result, reportLoad(result, 1000));

describe('the page of a simulation', () => {
  it('shows texts of the plan as text', () => {
    assert.doesNotMatch(page, /<script/i);
    assert.ok(page.includes('A &#60;script&#62;alert(&#34;1&#34;)&#60;/script&#62; &#38; more'), 'the label');
    assert.ok(page.includes('<h3>Role</h3>'), 'the label in English');
  });

  it('needs nothing else, and lets only its own style apply', () => {
    assert.doesNotMatch(page, /\b(src|href|style|on\w+)=|url\(|@import/);
    const [, style = ''] = /<style>([^]*)<\/style>/.exec(page)!;
    const hash = createHash('sha256').update(style).digest('base64');
    assert.ok(page.replaceAll('&#39;', "'").includes(`content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'"`), 'the policy');
  });

  it('has tables that keys can scroll, with a name for each header', () => {
    assert.doesNotMatch(page, /<th[^>]*><\/th>/);
    const named = [...page.matchAll(/<h2>([^<]*)<\/h2><div class="scroll" role="region" aria-label="([^"]*)" tabindex="0">/g)].map(([, title, label]) => [title, label]);
    assert.deepEqual(named, [['Questions', 'Questions'], ['Calls of the Management API', 'Calls of the Management API']]);
    assert.equal([...page.matchAll(/class="scroll"/g)].length, named.length);
  });

  it('has a bar for each session, as high as the share of people of whom the field is known', () => {
    for (const { known } of result.fields) {
      const last = known.at(-1)!;
      assert.ok(last > 0 && last <= 1, String(last));
      assert.ok(page.includes(`height="${last * 40}" fill`), String(last));
      assert.ok(page.includes(`of ${Math.round(last * 100)} % after session 5"`), 'the same in words');
    }
    assert.equal([...page.matchAll(/<rect /g)].length, 2 * 2 * 5);
  });
});
