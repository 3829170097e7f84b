/** Pages that end, come back, or are clicked at the wrong moment. */
import assert from 'node:assert/strict';
import { ANSWER, kept, saved, untilHanging, type Row } from '../endings.ts';
import type { Stage } from '../world.ts';

export const visits: Row[] = [
  {
    what: 'reload before it is sent',
    async run(stage) {
      const tab = await stage.openAsAnn();
      stage.fault({ kind: 'answer', status: 500 }, { times: 'always' });
      await tab.put(ANSWER);
      await tab.whenProblem('server');
      stage.tenant.faults.clear();
      await tab.load();
      return saved(stage, tab);
    },
  },
  {
    what: 'tab closed during a save, before the change',
    async run(stage) {
      const tab = await stage.openAsAnn();
      stage.fault({ kind: 'hang' });
      await tab.put(ANSWER);
      await untilHanging(stage);
      await tab.page.close();
      const next = await stage.open();
      const ending = await saved(stage, next);
      stage.tenant.faults.release();
      return ending;
    },
  },
  {
    what: 'tab closed during a save, change made',
    async run(stage) {
      const tab = await stage.openAsAnn();
      stage.fault({ kind: 'hang' });
      await tab.put(ANSWER);
      await untilHanging(stage);
      await tab.page.close();
      stage.tenant.faults.release();
      return saved(stage, await stage.open());
    },
  },
  {
    what: 'the page crashes during a save',
    async run(stage) {
      const tab = await stage.openAsAnn();
      stage.fault({ kind: 'hang' });
      await tab.put(ANSWER);
      await untilHanging(stage);
      const crashed = new Promise((resolve) => tab.page.once('crash', resolve));
      tab.page.goto('chrome://crash').catch(() => undefined);
      await crashed;
      const next = await stage.open();
      const ending = await saved(stage, next);
      stage.tenant.faults.release();
      return ending;
    },
  },
  {
    what: 'left during a save, back through the history',
    async run(stage) {
      const tab = await stage.openAsAnn();
      stage.fault({ kind: 'hang' });
      await tab.put(ANSWER);
      await untilHanging(stage);
      await tab.page.goto('about:blank');
      await tab.page.goBack();
      const isFromCache = await tab.page.evaluate(() => window.visit !== undefined);
      if (!isFromCache) await tab.load();
      const ending = await saved(stage, tab);
      stage.tenant.faults.release();
      return ending;
    },
  },
  {
    what: 'back from the back/forward cache with something pending',
    async run(stage) {
      const tab = await stage.openAsAnn();
      stage.tenant.clearSessions();
      stage.tenant.expireTokens();
      await tab.put(ANSWER);
      const ending = await kept(stage, tab, 'login-required');
      await stage.signIn(stage.ann);
      await tab.page.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
      return `${ending}, then ${await saved(stage, tab)}`;
    },
  },
  {
    what: 'double click',
    async run(stage) {
      const tab = await stage.openAsAnn();
      stage.fault({ kind: 'delay', ms: 100 });
      await Promise.all([tab.put(ANSWER), tab.put(ANSWER)]);
      const ending = await saved(stage, tab);
      assert.deepEqual(stage.patches, [200]);
      return ending;
    },
  },
  {
    what: 'changed while the first answer is under way',
    async run(stage) {
      const tab = await stage.openAsAnn();
      stage.fault({ kind: 'hang' });
      await tab.put(ANSWER);
      await untilHanging(stage);
      await tab.put({ company: 'Borax' });
      stage.tenant.faults.release();
      return saved(stage, tab, { company: 'Borax' });
    },
  },
  {
    what: 'changed while the first answer is under way, reply of the first lost',
    async run(stage) {
      const tab = await stage.openAsAnn();
      stage.fault({ kind: 'cut', when: 'after' });
      await tab.put(ANSWER);
      await tab.put({ company: 'Borax' });
      return saved(stage, tab, { company: 'Borax' });
    },
  },
  {
    what: 'taken back while it is under way',
    async run(stage) {
      const tab = await stage.openAsAnn();
      stage.fault({ kind: 'hang' });
      await tab.put(ANSWER);
      await untilHanging(stage);
      await tab.put({ company: null });
      stage.tenant.faults.release();
      return saved(stage, tab, {});
    },
  },
  {
    what: 'clock a day ahead',
    run: (stage) => withClock(stage, 86_400_000),
  },
  {
    what: 'clock a day behind',
    run: (stage) => withClock(stage, -86_400_000),
  },
  {
    what: 'clock set back between two answers',
    async run(stage) {
      const tab = await stage.openAsAnn();
      stage.fault({ kind: 'answer', status: 500 }, { times: 'always' });
      await tab.put(ANSWER);
      await tab.page.evaluate(() => {
        const { now } = Date;
        Date.now = () => now() - 3_600_000;
      });
      await tab.put({ company: 'Borax' });
      await tab.whenProblem('server');
      stage.tenant.faults.clear();
      await tab.flush();
      return saved(stage, tab, { company: 'Borax' });
    },
  },
];

async function withClock(stage: Stage, ms: number): Promise<string> {
  await (await stage.context()).addInitScript((offset) => {
    const { now } = Date;
    Date.now = () => now() + offset;
  }, ms);
  const { accessToken } = await stage.signIn(stage.ann);
  const tab = await stage.open({ token: accessToken, userId: stage.ann.user_id });
  stage.fault({ kind: 'answer', status: 429 });
  await tab.put(ANSWER);
  return saved(stage, tab);
}
