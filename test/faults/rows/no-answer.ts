/** No response arrives: no network, no connection, or no time. */
import assert from 'node:assert/strict';
import { ANSWER, assertProfiles, kept, keptThenSaved, passes, patch, saved, untilHanging, type Row } from '../endings.ts';
import { STRICT_CLIENT_ID } from '../world.ts';

export const noAnswer: Row[] = [
  {
    what: 'offline from before the answer, back later',
    async run(stage) {
      const tab = await stage.openAsAnn();
      await (await stage.context()).setOffline(true);
      await tab.put(ANSWER);
      const ending = await kept(stage, tab, 'network');
      await (await stage.context()).setOffline(false);
      return `${ending}, then ${await saved(stage, tab)}`;
    },
  },
  {
    what: 'offline while the answer is under way, reply lost',
    async run(stage) {
      const tab = await stage.openAsAnn({ timeoutMs: 1500 });
      stage.fault({ kind: 'hang' });
      await tab.put(ANSWER);
      await untilHanging(stage);
      await (await stage.context()).setOffline(true);
      const ending = await kept(stage, tab, 'network').catch(() => kept(stage, tab, 'timeout'));
      stage.tenant.faults.release();
      await (await stage.context()).setOffline(false);
      return `${ending}, then ${await saved(stage, tab)}`;
    },
  },
  {
    what: 'offline across a reload',
    async run(stage) {
      const tab = await stage.openAsAnn();
      stage.fault({ kind: 'cut', when: 'before' }, { times: 'always' });
      await tab.put(ANSWER);
      const ending = await kept(stage, tab, 'network');
      stage.tenant.faults.clear();
      await tab.load();
      return `${ending}, then ${await saved(stage, tab)}`;
    },
  },
  ...['management-calls.js', 'vendor/management.js'].map((script): Row => ({
    what: `a script that saves does not load (${script})`,
    async run(stage) {
      const tab = await stage.openAsAnn();
      let isBroken = true;
      await tab.page.route(`**/${script}`, (route) => (isBroken ? route.abort() : route.continue()));
      await tab.put(ANSWER);
      const ending = await kept(stage, tab, 'network');
      isBroken = false;
      await tab.load();
      return `${ending}, then ${await saved(stage, tab)}`;
    },
  })),
  passes('connection cut before the change', patch({ kind: 'cut', when: 'before' })),
  passes('connection cut three times', patch({ kind: 'cut', when: 'before' }, { times: 3 })),
  passes('change made, reply cut', patch({ kind: 'cut', when: 'after' })),
  passes('change made, reply cut three times', patch({ kind: 'cut', when: 'after' }, { times: 3 })),
  passes('slow answer', patch({ kind: 'delay', ms: 300 })),
  {
    what: 'answer slower than the time limit',
    async run(stage) {
      const tab = await stage.openAsAnn({ timeoutMs: 1500 });
      stage.fault({ kind: 'hang' }, { times: 'always' });
      await tab.put(ANSWER);
      return keptThenSaved(stage, tab, 'timeout');
    },
  },
  {
    what: 'answer slower than the time limit, change made after it',
    async run(stage) {
      const tab = await stage.openAsAnn({ timeoutMs: 1500 });
      stage.fault({ kind: 'hang' });
      await tab.put(ANSWER);
      await untilHanging(stage);
      await tab.whenFailed('timeout');
      stage.tenant.faults.release();
      return saved(stage, tab);
    },
  },
  {
    what: "the tenant does not allow the page's origin (no answer can be read)",
    async run(stage) {
      const { accessToken } = await stage.signIn(stage.ann, { clientId: STRICT_CLIENT_ID });
      const entry = { token: accessToken, userId: stage.ann.user_id };
      const tab = await stage.open(entry, { origin: stage.world.foreignOrigin });
      await tab.put(ANSWER);
      await tab.whenProblem('network');
      assert.deepEqual((await tab.state()).pending, ANSWER);
      // The tenant has taken it, only the page cannot know.
      assertProfiles(stage, ANSWER);
      return 'saved, and kept (network)';
    },
  },
];
