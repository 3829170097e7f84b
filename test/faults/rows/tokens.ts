/** Access tokens that are expired, refused, unavailable, or another person's. */
import assert from 'node:assert/strict';
import { ANSWER, authorize, expiredLogin, kept, keptThenSaved, saved, type Row } from '../endings.ts';
import { OTHER_API, REVOKED_CLIENT_ID } from '../world.ts';

export const tokens: Row[] = [
  {
    what: 'the access token has expired (401)',
    async run(stage) {
      const tab = await stage.openAsAnn();
      stage.tenant.expireTokens();
      await tab.put(ANSWER);
      const ending = await saved(stage, tab);
      assert.deepEqual(stage.patches, [401, 200]);
      return ending;
    },
  },
  {
    what: 'every access token is refused (401)',
    async run(stage) {
      const tab = await stage.openAsAnn();
      stage.fault({ kind: 'answer', status: 401 }, { times: 'always' });
      await tab.put(ANSWER);
      const ending = await kept(stage, tab, 'unauthorized');
      assert.equal(stage.patches.length, 2, 'A fresh token is tried once, not more often.');
      stage.tenant.faults.clear();
      await tab.flush();
      return `${ending}, then ${await saved(stage, tab)}`;
    },
  },
  {
    what: 'token expired, session at the tenant over',
    async run(stage) {
      const tab = await stage.openAsAnn();
      stage.tenant.expireTokens();
      stage.tenant.clearSessions();
      await tab.put(ANSWER);
      return keptThenSaved(stage, tab, 'login-required', () => stage.signIn(stage.ann));
    },
  },
  {
    what: 'token expired, somebody else signed in meanwhile',
    async run(stage) {
      const tab = await stage.openAsAnn();
      await stage.signIn(stage.bob);
      stage.tenant.expireTokens();
      await tab.put(ANSWER);
      return keptThenSaved(stage, tab, 'login-required', () => stage.signIn(stage.ann));
    },
  },
  {
    what: 'consent revoked',
    async run(stage) {
      const clientId = REVOKED_CLIENT_ID;
      const login = await stage.signIn(stage.ann, { clientId });
      const tab = await stage.open({ clientId, login: { ...login, expiresIn: 0 } });
      stage.tenant.revokeConsents(clientId);
      await tab.put(ANSWER);
      return kept(stage, tab, 'consent-required');
    },
  },
  {
    what: "the browser blocks the tenant's cookies",
    async run(stage) {
      const tab = await stage.open(await expiredLogin(stage), { origin: stage.world.foreignOrigin });
      await tab.put(ANSWER);
      return kept(stage, tab, 'cookies-blocked');
    },
  },
  {
    what: 'no answer to the request for a token, once',
    async run(stage) {
      const tab = await stage.open({ ...(await expiredLogin(stage)), silentMs: 1500 });
      stage.tenant.faults.add(authorize({ kind: 'answer', status: 500 }));
      await tab.put(ANSWER);
      await tab.whenFailed('timeout');
      return saved(stage, tab);
    },
  },
  {
    what: 'the request for a token hangs',
    async run(stage) {
      const tab = await stage.open({ ...(await expiredLogin(stage)), timeoutMs: 1500 });
      stage.tenant.faults.add({ ...authorize({ kind: 'hang' }), times: 'always' });
      await tab.put(ANSWER);
      return keptThenSaved(stage, tab, 'timeout');
    },
  },
  {
    what: 'the token lacks the scope',
    async run(stage) {
      const { accessToken } = await stage.signIn(stage.ann, { scope: 'read:current_user' });
      const tab = await stage.open({ token: accessToken, userId: stage.ann.user_id });
      await tab.put(ANSWER);
      return kept(stage, tab, 'missing-scope');
    },
  },
  {
    what: 'the token was made for another audience',
    async run(stage) {
      const { accessToken } = await stage.signIn(stage.ann, { audience: OTHER_API });
      const tab = await stage.open({ token: accessToken, userId: stage.ann.user_id });
      await tab.put(ANSWER);
      return kept(stage, tab, 'wrong-audience');
    },
  },
  {
    what: 'the token is one for no API at all',
    async run(stage) {
      const { accessToken } = await stage.signIn(stage.ann, { audience: '' });
      const tab = await stage.open({ token: accessToken, userId: stage.ann.user_id });
      await tab.put(ANSWER);
      return kept(stage, tab, 'unauthorized');
    },
  },
  {
    what: 'the host gives the token of somebody else',
    async run(stage) {
      const { accessToken } = await stage.signIn(stage.bob);
      const tab = await stage.open({ token: accessToken, userId: stage.ann.user_id });
      await tab.put(ANSWER);
      const ending = await kept(stage, tab, 'wrong-person');
      assert.deepEqual(stage.patches, [], 'It was sent with the token of somebody else.');
      return ending;
    },
  },
];
