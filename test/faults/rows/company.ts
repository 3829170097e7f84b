/** Other tabs, devices and people act at the same time. */
import assert from 'node:assert/strict';
import { ANSWER, assertProfiles, kept, saved, untilHanging, type Row } from '../endings.ts';
import { BEFORE, type Stage, type Tab } from '../world.ts';

export const company: Row[] = [
  {
    what: 'two tabs, different fields at the same moment',
    async run(stage) {
      const [one, two] = [await stage.openAsAnn(), await stage.open()];
      await Promise.all([one.put(ANSWER), two.put({ role: 'dev' })]);
      await one.whenSaved();
      return saved(stage, two, { ...ANSWER, role: 'dev' });
    },
  },
  {
    what: 'two tabs, the same field, one after the other',
    async run(stage) {
      const [one, two] = [await stage.openAsAnn(), await stage.open()];
      stage.fault({ kind: 'hang' });
      await one.put(ANSWER);
      await untilHanging(stage);
      await two.put({ company: 'Borax' });
      stage.tenant.faults.release();
      await one.whenSaved();
      return saved(stage, two, { company: 'Borax' });
    },
  },
  {
    what: 'two tabs without Web Locks',
    async run(stage) {
      await (await stage.context()).addInitScript(() => Object.defineProperty(navigator, 'locks', { value: undefined }));
      const [one, two] = [await stage.openAsAnn(), await stage.open()];
      stage.fault({ kind: 'hang' });
      await one.put(ANSWER);
      await untilHanging(stage);
      await two.put({ company: 'Borax', role: 'dev' });
      stage.tenant.faults.release();
      await one.whenSaved();
      return saved(stage, two, { company: 'Borax', role: 'dev' });
    },
  },
  {
    what: 'the tab that saves is closed, another one is open',
    async run(stage) {
      const [one, two] = [await stage.openAsAnn(), await stage.open()];
      stage.fault({ kind: 'hang' });
      await one.put(ANSWER);
      await untilHanging(stage);
      await one.page.close();
      const ending = await saved(stage, two);
      stage.tenant.faults.release();
      return ending;
    },
  },
  {
    what: 'two tabs, the second sends what the first could not',
    async run(stage) {
      const { accessToken } = await stage.signIn(stage.bob);
      const one = await stage.open({ token: accessToken, userId: stage.ann.user_id });
      const two = await stage.openAsAnn();
      await one.put(ANSWER);
      return saved(stage, two);
    },
  },
  {
    what: 'two devices, different fields',
    async run(stage) {
      const [one, two] = await twoDevices(stage);
      await Promise.all([one.put(ANSWER), two.put({ role: 'dev' })]);
      await one.whenSaved();
      return saved(stage, two, { ...ANSWER, role: 'dev' });
    },
  },
  {
    what: 'two devices, the same field, one after the other',
    async run(stage) {
      const [one, two] = await twoDevices(stage);
      await one.put(ANSWER);
      await one.whenSaved();
      await two.put({ company: 'Borax' });
      return saved(stage, two, { company: 'Borax' });
    },
  },
  {
    what: 'a late answer, and the profile cannot be read at first',
    async run(stage) {
      const tab = await stage.openAsAnn({ reconciles: true });
      stage.fault({ kind: 'answer', status: 500 }, { times: 'always' });
      await tab.put(ANSWER);
      await tab.whenProblem('server');
      stage.fault({ kind: 'answer', status: 500 }, { method: 'GET' });
      stage.fault({ kind: 'cut', when: 'before' }, { method: 'GET', times: 2 });
      stage.fault({ kind: 'answer', status: 200, html: '<p>?' }, { method: 'GET' });
      await tab.page.evaluate(() => {
        const { now } = Date;
        Date.now = () => now() + 60_000;
        // So many tries may have failed by now that the next occasion is awaited.
        dispatchEvent(new Event('online'));
      });
      await tab.page.waitForFunction(() => window.visit!.state.failures.includes('unverified'));
      const ending = await kept(stage, tab, 'server');
      stage.tenant.faults.clear();
      await tab.flush();
      return `${ending}, then ${await saved(stage, tab)}`;
    },
  },
  {
    what: 'the profile is changed elsewhere during a save',
    async run(stage) {
      const tab = await stage.openAsAnn();
      stage.fault({ kind: 'hang' });
      await tab.put(ANSWER);
      await untilHanging(stage);
      stage.tenant.users.update(stage.ann.user_id, { user_metadata: { ...BEFORE, theme: 'light', size: 'L' } });
      stage.tenant.faults.release();
      return saved(stage, tab, { ...ANSWER, theme: 'light', size: 'L' });
    },
  },
  {
    what: 'two people on one browser, one after the other',
    async run(stage) {
      const ann = await stage.openAsAnn();
      stage.fault({ kind: 'answer', status: 500 }, { times: 'always' });
      await ann.put(ANSWER);
      await ann.whenProblem('server');
      await ann.page.close();
      stage.tenant.faults.clear();
      await stage.signIn(stage.bob);
      const bob = await stage.open();
      assert.deepEqual((await bob.state()).pending, {});
      await bob.put({ role: 'dev' });
      await bob.whenSaved();
      assertProfiles(stage, { role: 'dev' }, stage.bob);
      await bob.put({ role: null });
      await bob.whenSaved();
      await stage.signIn(stage.ann);
      return saved(stage, await stage.open());
    },
  },
  {
    what: 'two people on one browser, at the same time',
    async run(stage) {
      const ann = await stage.openAsAnn();
      await stage.signIn(stage.bob);
      const bob = await stage.open();
      await Promise.all([ann.put(ANSWER), bob.put({ role: 'dev' })]);
      await Promise.all([ann.whenSaved(), bob.whenSaved()]);
      assert.deepEqual(stage.profile(stage.ann), { ...BEFORE, ...ANSWER });
      assert.deepEqual(stage.profile(stage.bob), { role: 'dev' });
      return 'saved';
    },
  },
];

async function twoDevices(stage: Stage): Promise<[Tab, Tab]> {
  const one = await stage.openAsAnn();
  const context = stage.world.newContext();
  await stage.signIn(stage.ann, { context });
  return [one, await stage.open({}, { context })];
}
