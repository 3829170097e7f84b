/** The browser stores nothing, or something wrong. */
import assert from 'node:assert/strict';
import { ANSWER, assertProfiles, kept, saved, type Row } from '../endings.ts';
import type { Stage, Tab } from '../world.ts';

export const storage: Row[] = [
  {
    what: 'browser storage is blocked',
    async run(stage) {
      await blockStorage(stage);
      const tab = await stage.openAsAnn();
      stage.fault({ kind: 'answer', status: 500 });
      await tab.put(ANSWER);
      return saved(stage, tab);
    },
  },
  {
    what: 'browser storage is blocked, and the tenant is down',
    async run(stage) {
      await blockStorage(stage);
      const tab = await stage.openAsAnn();
      stage.fault({ kind: 'answer', status: 500 }, { times: 'always' });
      await tab.put(ANSWER);
      const ending = await kept(stage, tab, 'server', { isWritten: false });
      stage.tenant.faults.clear();
      await tab.flush();
      return `${ending}, then ${await saved(stage, tab)}`;
    },
  },
  {
    what: 'browser storage is full',
    async run(stage) {
      const tab = await stage.openAsAnn();
      await fillStorage(tab);
      stage.fault({ kind: 'answer', status: 500 });
      await tab.put(ANSWER);
      return saved(stage, tab);
    },
  },
  {
    what: 'browser storage becomes full, and the answer is changed',
    async run(stage) {
      const tab = await stage.openAsAnn();
      stage.fault({ kind: 'answer', status: 500 }, { times: 'always' });
      await tab.put(ANSWER);
      await tab.whenProblem('server');
      await fillStorage(tab);
      await tab.put({ company: 'Borax' });
      stage.tenant.faults.clear();
      await tab.flush();
      return saved(stage, tab, { company: 'Borax' });
    },
  },
  {
    what: 'a sensitive answer, and the tenant fails once',
    async run(stage) {
      const tab = await stage.openAsAnn({ sensitive: ['company'] });
      stage.fault({ kind: 'answer', status: 500 }, { times: 'always' });
      await tab.put(ANSWER);
      const ending = await kept(stage, tab, 'server', { isWritten: false });
      assert.doesNotMatch((await tab.state()).stored, /Ajax|company/);
      stage.tenant.faults.clear();
      await tab.flush();
      return `${ending}, then ${await saved(stage, tab)}`;
    },
  },
  {
    what: 'drawers in storage are damaged',
    async run(stage) {
      const tab = await stage.openAsAnn();
      stage.fault({ kind: 'answer', status: 500 }, { times: 'always' });
      await tab.put(ANSWER);
      await tab.whenProblem('server');
      await tab.page.evaluate(() => {
        const [key] = Object.keys(localStorage);
        localStorage.setItem(`${key}-damaged`, '{"name":');
      });
      stage.tenant.faults.clear();
      await tab.load();
      await tab.whenSaved();
      assertProfiles(stage, ANSWER);
      return 'saved';
    },
  },
];

async function blockStorage(stage: Stage): Promise<void> {
  await (await stage.context()).addInitScript(() => {
    // What Chromium does where a site may keep no data.
    Object.defineProperty(window, 'localStorage', {
      get() {
        throw new DOMException('Access is denied for this document.', 'SecurityError');
      },
    });
  });
}

async function fillStorage(tab: Tab): Promise<void> {
  await tab.page.evaluate(() => {
    let chunk = 'x'.repeat(2 ** 22);
    for (let index = 0; chunk; index += 1) {
      try {
        localStorage.setItem(`filling${index}`, chunk);
      } catch {
        chunk = chunk.slice(0, chunk.length / 2);
      }
    }
  });
}
