/** A server that renders pages imports the package too, and has no window. `progressive-lock/…` is resolved as a consumer's is. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { root } from './pack.ts';

const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { exports: Record<string, string | { default?: string }> };

/** Runs a module in a Node of its own; returns what it prints. */
function runModule(source: string): string {
  return execFileSync(process.execPath, ['--input-type=module', '--eval', source], { cwd: root, encoding: 'utf8' });
}

describe('on a server', () => {
  const modules = Object.entries(exports)
    .filter(([, target]) => typeof target === 'object' && target.default?.endsWith('.js'))
    .map(([path]) => path.replace('.', 'progressive-lock'))
    // The script tag's file is for pages only.
    .filter((name) => !name.endsWith('.js'));

  it('has something to import', () => assert.ok(modules.includes('progressive-lock/react'), modules.join()));

  for (const name of modules) {
    it(`imports ${name}, which registers nothing and makes no window`, () => {
      const output = runModule(`
        await import('${name}');
        const { customElements } = globalThis;
        console.log(JSON.stringify([typeof window, typeof document, Boolean(customElements?.get('tell-us-more'))]));
      `);
      assert.deepEqual(JSON.parse(output), ['undefined', 'undefined', false]);
    });
  }

  it('renders React’s components as bare tags, no property as an attribute', () => {
    const output = runModule(`
      import { createElement } from 'react';
      import { renderToString } from 'react-dom/server';
      import { ProgressiveLock, TellUsMore } from 'progressive-lock/react';
      const plan = { fields: [] };
      console.log(renderToString([
        createElement(TellUsMore, { key: 1, className: 'questions', plan, clientId: 'app', onSaved() {} }),
        createElement(ProgressiveLock, { key: 2, id: 'lock', plan, domain: 'acme.auth0.com' }),
      ]));
    `);
    assert.equal(output.trim(), '<tell-us-more class="questions"></tell-us-more><progressive-lock id="lock"></progressive-lock>');
  });

  it('renders a component with useProfiler as if nobody was signed in', () => {
    const output = runModule(`
      import { createElement } from 'react';
      import { renderToString } from 'react-dom/server';
      import { useProfiler } from 'progressive-lock/react';
      const options = { plan: { fields: [] }, clientId: 'app', store: { read() {}, save() {} }, user: { sub: 'auth0|1' } };
      const Questions = () => createElement('p', null, useProfiler(options).state.phase);
      console.log(renderToString(createElement(Questions)));
    `);
    assert.equal(output.trim(), '<p>nobody</p>');
  });

  it('gives a profiler that does nothing', () => {
    const output = runModule(`
      import { createProfiler } from 'progressive-lock/headless';
      const profiler = createProfiler({ plan: '/plan.json', clientId: 'app', store: { read() {}, save() {} } });
      profiler.setUser({ sub: 'auth0|1' });
      profiler.destroy();
      console.log(JSON.stringify(profiler.state), Boolean(globalThis.reactiveElementVersions));
    `);
    assert.equal(output.trim(), '{"phase":"nobody","fields":[],"canUndo":false,"known":[]} false');
  });

  it('keeps Lit out of progressive-lock/plan', () => {
    const output = runModule(`
      const { parsePlan } = await import('progressive-lock/plan');
      console.log(parsePlan({ fields: [{ name: 'company', label: 'Company' }] }).fields.length, Boolean(globalThis.litElementVersions ?? globalThis.reactiveElementVersions));
    `);
    assert.equal(output.trim(), '1 false');
  });
});
