/** Responses other than the profile with the sent answer in it. */
import assert from 'node:assert/strict';
import { ANSWER, answered, assertProfiles, kept, keptThenSaved, passes, patch, saved, stays, type Row } from '../endings.ts';
import { BEFORE } from '../world.ts';

export const badAnswers: Row[] = [
  passes('500 once', answered(500)),
  stays('500 for good', answered(500), 'server'),
  passes('502, a page of HTML', answered(502, { html: '<h1>Bad gateway</h1>' })),
  passes('503 with Retry-After', answered(503, { headers: { 'retry-after': '1' } })),
  passes('429, over in a second', answered(429)),
  passes('429 twice', patch({ kind: 'answer', status: 429 }, { times: 2 })),
  {
    what: '429 whose reset is an hour off (a clock is wrong)',
    async run(stage) {
      const tab = await stage.openAsAnn();
      const reset = String(Math.ceil(Date.now() / 1000) + 3600);
      stage.fault({ kind: 'answer', status: 429, headers: { 'retry-after': '', 'x-ratelimit-reset': reset } });
      await tab.put(ANSWER);
      const ending = await kept(stage, tab, 'rate-limited');
      assert.equal(await tab.flush(), 'rate-limited');
      assert.equal(stage.patches.length, 1, 'It was sent again although the tenant said to wait.');
      await tab.load();
      return `${ending}, then ${await saved(stage, tab)}`;
    },
  },
  passes('409 once', answered(409)),
  stays('400, refused as invalid', answered(400), 'invalid'),
  stays('422, refused by something in between', answered(422, { html: 'no' }), 'invalid'),
  stays('413, too large', answered(413, { html: 'no' }), 'too-large'),
  stays('404, no such profile', answered(404), 'not-found'),
  stays('403, refused', answered(403, { json: { statusCode: 403, message: 'Forbidden' } }), 'forbidden'),
  {
    what: '400 for one of two answers',
    async run(stage) {
      const tab = await stage.openAsAnn();
      await tab.put({ ...ANSWER, 'not.allowed': 1 });
      await tab.whenProblem('invalid');
      assert.deepEqual((await tab.state()).pending, { 'not.allowed': 1 });
      assertProfiles(stage, ANSWER);
      return 'one saved, one kept (invalid)';
    },
  },
  {
    what: 'the profile is at its cap of 10 KB',
    async run(stage) {
      const tab = await stage.openAsAnn();
      stage.fault({ kind: 'fill-profile', email: stage.ann.email, freeBytes: 10 });
      await tab.put(ANSWER);
      return keptThenSaved(stage, tab, 'too-large', () => stage.tenant.users.update(stage.ann.user_id, { app_metadata: {} }));
    },
  },
  passes('200, a page of HTML', answered(200, { html: '<h1>Welcome to the hotel</h1>' })),
  stays('200, a page of HTML, for good', answered(200, { html: '<h1>Welcome to the hotel</h1>' }), 'unverified'),
  passes('204, nothing', answered(204)),
  passes('200, null', answered(200, { json: null })),
  passes("200, somebody else's profile", answered(200, { json: { user_id: 'auth0|x', user_metadata: ANSWER } })),
  {
    what: '200, a profile without the answer',
    async run(stage) {
      const tab = await stage.openAsAnn();
      stage.fault({ kind: 'answer', status: 200, json: { user_id: stage.ann.user_id, user_metadata: BEFORE } });
      await tab.put(ANSWER);
      return saved(stage, tab);
    },
  },
  passes('200, cut-off JSON', answered(200, { html: '{"user_id": "au', headers: { 'content-type': 'application/json' } })),
];
