/** The second way to save: through the site's own endpoint. */
import assert from 'node:assert/strict';
import { ANSWER, assertProfiles, keptThenSaved, saved, type Row } from '../endings.ts';
import { API, type EndpointFault } from '../world.ts';

export const endpoint: Row[] = [
  throughEndpoint('cut before the change', ['cut before']),
  throughEndpoint('cut after the change', ['cut after']),
  throughEndpoint('a page of HTML instead of it, once', [{ status: 200 }]),
  throughEndpoint('502, a page of HTML', [{ status: 502 }]),
  throughEndpoint('401 once: a fresh token', [{ status: 401 }]),
  {
    what: 'own endpoint: not there (404)',
    async run(stage) {
      const tab = await stage.openWithEndpoint();
      stage.world.endpointFaults.push({ status: 404 });
      await tab.put(ANSWER);
      return keptThenSaved(stage, tab, 'not-found');
    },
  },
  {
    what: 'own endpoint: the tenant behind it fails',
    async run(stage) {
      const tab = await stage.openWithEndpoint();
      stage.fault({ kind: 'answer', status: 500 }, { times: 'always' });
      await tab.put(ANSWER);
      return keptThenSaved(stage, tab, 'server');
    },
  },
  {
    what: 'own endpoint: the tenant behind it has no capacity',
    async run(stage) {
      const tab = await stage.openWithEndpoint();
      stage.fault({ kind: 'answer', status: 429 });
      await tab.put(ANSWER);
      return saved(stage, tab);
    },
  },
  {
    what: 'own endpoint: one of two answers is not in its plan',
    async run(stage) {
      const tab = await stage.openWithEndpoint();
      await tab.put({ ...ANSWER, unknown: 1 });
      await tab.whenProblem('invalid');
      assert.deepEqual((await tab.state()).pending, { unknown: 1 });
      await tab.page.waitForFunction(() => window.visit!.state.saved.includes('company'));
      assertProfiles(stage, ANSWER);
      return 'one saved, one kept (invalid)';
    },
  },
  {
    what: 'own endpoint: the session at the tenant is over',
    async run(stage) {
      const login = await stage.signIn(stage.ann, { audience: API });
      const tab = await stage.openWithEndpoint({ login: { ...login, expiresIn: 0 } });
      stage.tenant.clearSessions();
      await tab.put(ANSWER);
      return keptThenSaved(stage, tab, 'login-required', () => stage.signIn(stage.ann));
    },
  },
];

function throughEndpoint(what: string, faults: EndpointFault[]): Row {
  return {
    what: `own endpoint: ${what}`,
    async run(stage) {
      const tab = await stage.openWithEndpoint();
      stage.world.endpointFaults.push(...faults);
      await tab.put(ANSWER);
      const ending = await saved(stage, tab);
      assert.deepEqual(stage.world.endpointFaults, [], 'The fault did not happen.');
      return ending;
    },
  };
}
