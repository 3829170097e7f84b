/**
 * Everything that is known to go wrong between an answer and the profile. Each row ends in one of two ways, and
 * checks it at the tenant: the answer is in the right profile and nothing else is touched; or it is kept, the page
 * has been told why, and it arrives once the trouble is over.
 */
import assert from 'node:assert/strict';
import type { Fault } from '../../demo/tenant/tenant.ts';
import type { UserMetadata } from '../../src/plan/plan.ts';
import type { Entry } from './page.ts';
import { BEFORE, OTHER_API, REVOKED_CLIENT_ID, STRICT_CLIENT_ID, type Person, type Stage, type Tab } from './world.ts';

export interface Row {
  what: string;
  /** How it ended, in words; throws where an answer is lost, misplaced or in trouble that nobody is told of. */
  run(stage: Stage): Promise<string>;
}

const ANSWER = { company: 'Ajax' };

/** The answer is in the profile, with nothing else changed, and nothing of it is left on the device. */
async function saved(stage: Stage, tab: Tab, answers: UserMetadata = ANSWER, person: Person = stage.ann): Promise<string> {
  await tab.whenSaved();
  assertProfiles(stage, answers, person);
  const { stored, problem } = await tab.state();
  assert.doesNotMatch(stored, /outbox\//, 'Something is left in browser storage.');
  assert.equal(problem, undefined);
  const last = stage.patches.at(-1);
  assert.equal(last, 200);
  return 'saved';
}

/** The answer is not in any profile, but kept, and the page knows why. */
async function kept(stage: Stage, tab: Tab, code: string, { isWritten = true } = {}): Promise<string> {
  await tab.whenProblem(code);
  const { pending, stored, problem } = await tab.state();
  assert.deepEqual(pending, ANSWER);
  assert.equal(stored.includes('outbox/company'), isWritten);
  assert.doesNotMatch(problem!.message, /Ajax|eyJ/, 'The error tells secrets.');
  assertProfiles(stage, {});
  return `kept (${code})`;
}

/** Kept, and saved once the trouble is over. */
async function keptThenSaved(stage: Stage, tab: Tab, code: string, heal: () => unknown = () => undefined): Promise<string> {
  const ending = await kept(stage, tab, code);
  stage.tenant.faults.clear();
  await heal();
  assert.equal(await tab.flush(), undefined);
  return `${ending}, then ${await saved(stage, tab)}`;
}

function assertProfiles(stage: Stage, answers: UserMetadata, person: Person = stage.ann): void {
  const untouched = { [stage.ann.user_id]: BEFORE as UserMetadata, [stage.bob.user_id]: {} };
  for (const one of [stage.ann, stage.bob]) {
    const expected = { ...untouched[one.user_id], ...(one === person ? answers : {}) };
    assert.deepEqual(stage.profile(one), expected, `The profile of ${one.email} is not as it should be.`);
  }
}

/** The trouble passes by itself: the answer arrives without anybody doing anything. */
function passes(what: string, faults: Fault | Fault[], entry: Partial<Entry> = {}): Row {
  return {
    what,
    async run(stage) {
      const tab = await stage.openAsAnn(entry);
      stage.tenant.faults.add(...[faults].flat());
      await tab.put(ANSWER);
      const ending = await saved(stage, tab);
      assert.deepEqual(stage.tenant.faults.pending, [], 'The fault did not happen.');
      return ending;
    },
  };
}

/** The trouble stays until somebody does something about it. */
function stays(what: string, fault: Fault, code: string, entry: Partial<Entry> = {}): Row {
  return {
    what,
    async run(stage) {
      const tab = await stage.openAsAnn(entry);
      stage.tenant.faults.add({ ...fault, times: 'always' });
      await tab.put(ANSWER);
      return keptThenSaved(stage, tab, code);
    },
  };
}

const users = '/api/v2/users/*';
const patch = (does: Fault['does'], more: Partial<Fault> = {}): Fault => ({ method: 'PATCH', path: users, ...more, does });
const answered = (status: number, more: object = {}): Fault => patch({ kind: 'answer', status, ...more });
const authorize = (does: Fault['does']): Fault => ({ method: 'GET', path: '/authorize', does });
/** Waits until a request hangs at the tenant. */
async function untilHanging(stage: Stage, count = 1): Promise<void> {
  for (const start = Date.now(); stage.tenant.faults.hanging < count; ) {
    if (Date.now() - start > 5000) throw new Error('No request came to hang.');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
const expiredLogin = async (stage: Stage): Promise<Partial<Entry>> => ({
  login: { ...(await stage.signIn(stage.ann)), expiresIn: 0 },
});

const noAnswer: Row[] = [
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
      const tab = await stage.openAsAnn({ timeoutMs: 700 });
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
  {
    what: 'the script that saves does not load',
    async run(stage) {
      const tab = await stage.openAsAnn();
      let isBroken = true;
      await tab.page.route('**/vendor/management.js', (route) => (isBroken ? route.abort() : route.continue()));
      await tab.put(ANSWER);
      const ending = await kept(stage, tab, 'network');
      isBroken = false;
      await tab.load();
      return `${ending}, then ${await saved(stage, tab)}`;
    },
  },
  passes('connection cut before the change', patch({ kind: 'cut', when: 'before' })),
  passes('connection cut three times', patch({ kind: 'cut', when: 'before' }, { times: 3 })),
  passes('change made, reply cut', patch({ kind: 'cut', when: 'after' })),
  passes('change made, reply cut three times', patch({ kind: 'cut', when: 'after' }, { times: 3 })),
  passes('slow answer', patch({ kind: 'delay', ms: 300 })),
  {
    what: 'answer slower than the time limit',
    async run(stage) {
      const tab = await stage.openAsAnn({ timeoutMs: 500 });
      stage.fault({ kind: 'hang' }, { times: 'always' });
      await tab.put(ANSWER);
      return keptThenSaved(stage, tab, 'timeout');
    },
  },
  {
    what: 'answer slower than the time limit, change made after it',
    async run(stage) {
      const tab = await stage.openAsAnn({ timeoutMs: 500 });
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

const answers: Row[] = [
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

const tokens: Row[] = [
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
      const tab = await stage.open({ ...(await expiredLogin(stage)), silentMs: 500 });
      stage.tenant.faults.add(authorize({ kind: 'answer', status: 500 }));
      await tab.put(ANSWER);
      await tab.whenFailed('timeout');
      return saved(stage, tab);
    },
  },
  {
    what: 'the request for a token hangs',
    async run(stage) {
      const tab = await stage.open({ ...(await expiredLogin(stage)), timeoutMs: 500 });
      stage.tenant.faults.add(authorize({ kind: 'hang' }));
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

const storage: Row[] = [
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

const visits: Row[] = [
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

const company: Row[] = [
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

export const rows: Row[] = [...noAnswer, ...answers, ...tokens, ...storage, ...visits, ...company];
