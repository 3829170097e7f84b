import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startDemo, type Demo } from '../../demo/server.ts';

describe('the report of the demo', () => {
  let demo: Demo;
  before(async () => {
    demo = await startDemo({ port: 0, tenantPort: 0 });
    await demo.tenant.users.create({ email: 'ada@example.com', password: 'Pass-word-1', user_metadata: { company: 'Acme-Secret' } });
  });
  after(() => demo.close());

  it('is linked, and tells of the people of its tenant, in every language', async () => {
    assert.match(await (await fetch(`${demo.url}/`)).text(), /href="\/report"/);
    const page = await (await fetch(`${demo.url}/report`)).text();
    assert.match(page, /<dt>People<\/dt><dd>1<\/dd>/);
    assert.ok(!page.includes('Acme-Secret'), 'a free text is told');
    assert.match(await (await fetch(`${demo.url}/report?language=de`)).text(), /Was wir gelernt haben/);
  });
});
