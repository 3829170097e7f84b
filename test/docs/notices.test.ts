import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { read } from './pages.ts';

describe('the third-party notices', () => {
  const notices = read('dist/THIRD-PARTY-NOTICES.md');
  const titles = [...notices.matchAll(/^## (.+) \S+$/gm)].map(([, name]) => name);

  it('name what is in the bundles, also inside of packages that are bundles themselves', () => {
    for (const name of ['auth0-lock', 'auth0-js', 'react-dom', 'lit-html', 'valibot', 'sift', 'commander', 'hono', 'selfsigned', 'jsbn', 'regjsparser']) {
      assert.ok(titles.includes(name), name);
    }
  });

  it('name nothing that is only used to build or left to the page', () => {
    for (const name of ['vite', 'typescript', 'auth0', '@lit/react']) assert.ok(!titles.includes(name), name);
  });

  it('have a licence under every name', () => {
    for (const section of notices.split(/^## /m).slice(1)) assert.match(section, /permi(t|ssion)|grant/i, section.slice(0, 40));
  });
});
