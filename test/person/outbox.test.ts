import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { ProfileStore } from '../../src/person/profile-store.ts';
import type { Entry } from '../../src/person/pending-answers.ts';
import { StoreError } from '../../src/person/store-error.ts';
import { MemoryStorage, PersonStorage, type KeyValueStorage } from '../../src/person/person-storage.ts';
import type { UserMetadata } from '../../src/plan/plan.ts';
import { HandClock } from './hand-clock.ts';
import { PretendStore } from './pretend-store.ts';
import { WritingOutbox, type WritingOutboxOptions } from './writing-outbox.ts';

const ANN = 'auth0|ann';
const BOB = 'auth0|bob';
const DAY = 86_400_000;

interface Tab {
  outbox: WritingOutbox;
  page: EventTarget;
  failures: StoreError[];
}

let browsers = 0;

/** One browser: what its tabs share. */
class Browser {
  readonly disk: KeyValueStorage;
  readonly clock = new HandClock();
  readonly store = new PretendStore();
  readonly #locks = new Queues();
  /** What tabs of one browser share and browsers do not; in this process all have one memory. */
  readonly clientId = `client ${(browsers += 1)}`;

  constructor(disk: KeyValueStorage = new MemoryStorage()) {
    this.disk = disk;
  }

  async open(userId = ANN, options: Partial<WritingOutboxOptions> = {}): Promise<Tab> {
    const page = new EventTarget();
    const failures: StoreError[] = [];
    const outbox = new WritingOutbox({
      storage: await PersonStorage.open(userId, this.clientId, this.disk),
      store: this.store,
      userId,
      onFailure: (error) => failures.push(error),
      now: this.clock.now,
      uptime: this.clock.uptime,
      later: this.clock.later,
      random: () => 0.5,
      page,
      locks: this.#locks as unknown as LockManager,
      ...options,
    });
    return { outbox, page, failures };
  }

  profile(userId = ANN): UserMetadata {
    return this.store.profile(userId);
  }

  text(): string {
    return Array.from({ length: this.disk.length }, (_, index) => this.disk.key(index)!)
      .map((key) => `${key}=${this.disk.getItem(key)}`)
      .join('\n');
  }
}

/** What Web Locks do for exclusive locks. */
class Queues {
  readonly #last = new Map<string, Promise<unknown>>();

  request(name: string, _options: object, work: () => Promise<unknown>): Promise<unknown> {
    const run = (this.#last.get(name) ?? Promise.resolve()).then(work);
    this.#last.set(
      name,
      run.catch(() => undefined),
    );
    return run;
  }
}

async function until(isSo: () => boolean, what: string): Promise<void> {
  for (let turn = 0; turn < 1000; turn += 1) {
    if (isSo()) return;
    await setImmediate();
  }
  throw new Error(`Waited in vain until ${what}.`);
}

/** Lets everything that can go on without a timer go on. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await setImmediate();
}

/** With an answer whose first try found no network. */
async function failedOnce() {
  const browser = new Browser();
  const opened = await browser.open();
  opened.outbox.start();
  browser.store.faults.push(new StoreError('network'));
  opened.outbox.put({ company: 'Ajax' });
  await until(() => opened.failures.length === 1, 'the first try has failed');
  return { browser, ...opened };
}

describe('an outbox', () => {
  it('sends an answer at once, in one patch, and then holds nothing', async () => {
    const browser = new Browser();
    const { outbox } = await browser.open();
    outbox.put({ company: 'Ajax', role: 'dev' });
    assert.deepEqual(outbox.pending, { company: 'Ajax', role: 'dev' });
    await outbox.flush();
    assert.deepEqual(browser.store.patches, [{ company: 'Ajax', role: 'dev' }]);
    assert.deepEqual(browser.profile(), { company: 'Ajax', role: 'dev' });
    assert.deepEqual(outbox.saved, ['company', 'role']);
    assert.deepEqual(outbox.pending, {});
    assert.equal(browser.text(), '');
  });

  it('has the answer written down when put() returns', async () => {
    const browser = new Browser();
    const { outbox } = await browser.open();
    browser.store.close();
    outbox.put({ company: 'Ajax' });
    assert.match(browser.text(), /Ajax/);
    outbox.clear();
  });

  it('keeps what was answered, not what the object becomes later', async () => {
    const browser = new Browser();
    const { outbox } = await browser.open();
    const tools = ['hammer'];
    outbox.put({ tools });
    tools.push('saw');
    await outbox.flush();
    assert.deepEqual(browser.profile(), { tools: ['hammer'] });
  });

  it('sends nothing for nothing', async () => {
    const browser = new Browser();
    const { outbox } = await browser.open(ANN);
    outbox.put({});
    outbox.put({ company: undefined });
    await outbox.flush();
    assert.deepEqual(browser.store.patches, []);
  });

  it('sends the same answer once when it is given twice', async () => {
    const browser = new Browser();
    const { outbox } = await browser.open();
    const open = browser.store.close();
    outbox.put({ company: 'Ajax' });
    await until(() => browser.store.patches.length === 1, 'the save is under way');
    outbox.put({ company: 'Ajax' });
    open();
    await outbox.flush();
    assert.equal(browser.store.patches.length, 1);
  });

  it('sends a newer answer after the one under way, and keeps it until it is confirmed itself', async () => {
    const browser = new Browser();
    const { outbox } = await browser.open();
    const open = browser.store.close();
    outbox.put({ company: 'Ajax' });
    await until(() => browser.store.patches.length === 1, 'the first save is under way');
    outbox.put({ company: 'Borax' });
    assert.deepEqual(outbox.pending, { company: 'Borax' });
    assert.match(browser.text(), /Borax/);
    open();
    await outbox.flush();
    assert.deepEqual(browser.store.patches, [{ company: 'Ajax' }, { company: 'Borax' }]);
    assert.deepEqual(browser.profile(), { company: 'Borax' });
  });

  it('joins answers that wait, the last one for each name', async () => {
    const browser = new Browser();
    const { outbox } = await browser.open();
    browser.store.faults.push(new StoreError('network'));
    outbox.put({ company: 'Ajax', role: 'dev' });
    await until(() => outbox.problem !== undefined, 'the first try has failed');
    browser.store.faults.push(new StoreError('network'));
    outbox.put({ company: 'Borax' });
    await outbox.flush();
    assert.deepEqual(browser.store.patches.at(-1), { company: 'Borax', role: 'dev' });
    assert.deepEqual(browser.profile(), { company: 'Borax', role: 'dev' });
  });

  it('erases with null', async () => {
    const browser = new Browser();
    browser.store.profiles.set(ANN, { company: 'Ajax', theme: 'dark' });
    const { outbox } = await browser.open();
    outbox.put({ company: null });
    assert.deepEqual(outbox.pending, { company: null });
    await outbox.flush();
    assert.deepEqual(browser.profile(), { theme: 'dark' });
  });

  it('keeps the later answer when the clock is set back', async () => {
    const browser = new Browser();
    const { outbox } = await browser.open();
    const open = browser.store.close();
    outbox.put({ company: 'Ajax' });
    browser.clock.time -= 30 * DAY;
    outbox.put({ company: 'Borax' });
    open();
    await outbox.flush();
    assert.deepEqual(browser.profile(), { company: 'Borax' });
  });
});

describe('an outbox with trouble', () => {
  it('tries again by itself, later each time', async () => {
    const browser = new Browser();
    const { outbox, failures } = await browser.open();
    outbox.start();
    browser.store.faults.push(new StoreError('network'), new StoreError('server', { status: 500 }), new StoreError('timeout'));
    outbox.put({ company: 'Ajax' });
    const waits: number[] = [];
    for (let turn = 1; turn <= 3; turn += 1) {
      await until(() => failures.length === turn, `failure ${turn}`);
      assert.equal(outbox.problem?.isTemporary, true);
      waits.push(browser.clock.waits[0]!);
      browser.clock.advance(waits.at(-1)!);
    }
    await until(() => browser.profile().company === 'Ajax', 'it is saved');
    assert.deepEqual(waits, [1500, 3000, 6000]);
    await until(() => outbox.problem === undefined, 'the trouble is over');
  });

  it('stops after ten failures in a row, and begins again when the person comes back', async () => {
    const browser = new Browser();
    const { outbox, page, failures } = await browser.open();
    outbox.start();
    browser.store.refuse = () => new StoreError('server', { status: 500 });
    outbox.put({ company: 'Ajax' });
    await settle();
    for (let turn = 0; turn < 20 && browser.clock.waits.length; turn += 1) {
      browser.clock.advance(browser.clock.waits[0]!);
      await settle();
    }
    assert.equal(failures.length, 11);
    browser.store.refuse = () => undefined;
    page.dispatchEvent(new Event('visibilitychange'));
    await until(() => browser.profile().company === 'Ajax', 'it is saved');
  });

  it('sends at once when the network comes back', async () => {
    const { browser, page } = await failedOnce();
    page.dispatchEvent(new Event('online'));
    await until(() => browser.profile().company === 'Ajax', 'it is saved without the clock moving');
  });

  it('waits as long as the tenant says, whatever comes in between', async () => {
    const browser = new Browser();
    const { outbox, page, failures } = await browser.open();
    outbox.start();
    browser.store.faults.push(new StoreError('rate-limited', { status: 429, retryAfterMs: 30_000 }));
    outbox.put({ company: 'Ajax' });
    await until(() => failures.length === 1, 'the first try has failed');
    page.dispatchEvent(new Event('online'));
    outbox.put({ role: 'dev' });
    await assert.rejects(outbox.flush(), { code: 'rate-limited' });
    browser.clock.advance(29_000);
    await settle();
    assert.equal(browser.store.patches.length, 1);
    browser.clock.advance(1000);
    await until(() => Object.keys(browser.profile()).length === 2, 'both are saved');
    assert.equal(browser.store.patches.length, 2);
  });

  it('waits before it tries again where a store makes no sense of what the tenant says', async () => {
    const browser = new Browser();
    const { outbox, failures } = await browser.open();
    outbox.start();
    browser.store.faults.push(new StoreError('rate-limited', { retryAfterMs: Number('Wed, 21 Oct 2026 07:28:00 GMT') * 1000 }));
    outbox.put({ company: 'Ajax' });
    await until(() => failures.length === 1, 'the first try has failed');
    assert.deepEqual(browser.clock.waits, [1500]);
  });

  it('waits no longer than the tenant says when the clock is set back', async () => {
    const browser = new Browser();
    const { outbox, page, failures } = await browser.open();
    outbox.start();
    browser.store.faults.push(new StoreError('rate-limited', { status: 429, retryAfterMs: 30_000 }));
    outbox.put({ company: 'Ajax' });
    await until(() => failures.length === 1, 'the first try has failed');
    browser.clock.advance(10_000);
    browser.clock.set -= DAY;
    page.dispatchEvent(new Event('online'));
    assert.deepEqual(browser.clock.waits, [20_000]);
    browser.clock.advance(19_000);
    await settle();
    assert.equal(browser.store.patches.length, 1);
    browser.clock.advance(1000);
    await until(() => browser.profile().company === 'Ajax', 'it is saved');
  });

  it('does not refuse flush() for longer than the tenant says when the clock is set back', async () => {
    const browser = new Browser();
    const { outbox } = await browser.open();
    browser.store.faults.push(new StoreError('rate-limited', { status: 429, retryAfterMs: 30_000 }));
    outbox.put({ company: 'Ajax' });
    await assert.rejects(outbox.flush(), { code: 'rate-limited' });
    browser.clock.set -= DAY;
    browser.clock.advance(29_000);
    await assert.rejects(outbox.flush(), { code: 'rate-limited' });
    browser.clock.advance(1000);
    await outbox.flush();
    assert.deepEqual(browser.profile(), { company: 'Ajax' });
  });

  it('waits by the clock where only that goes on, also after it was set back', async () => {
    const browser = new Browser();
    // As on a computer that sleeps.
    const { outbox } = await browser.open(ANN, { uptime: () => 0 });
    browser.store.faults.push(new StoreError('rate-limited', { status: 429, retryAfterMs: 30_000 }));
    outbox.put({ company: 'Ajax' });
    await assert.rejects(outbox.flush(), { code: 'rate-limited' });
    browser.clock.set -= DAY;
    browser.clock.advance(10_000);
    await assert.rejects(outbox.flush(), { code: 'rate-limited', retryAfterMs: 30_000 });
    browser.clock.advance(29_000);
    await assert.rejects(outbox.flush(), { code: 'rate-limited', retryAfterMs: 1000 });
    browser.clock.advance(1000);
    await outbox.flush();
    assert.equal(browser.store.patches.length, 2);
  });

  it('waits no longer than its timer, however the clocks are set meanwhile', async () => {
    const browser = new Browser();
    const { outbox, failures } = await browser.open(ANN, { uptime: () => 0 });
    outbox.start();
    browser.store.faults.push(new StoreError('rate-limited', { status: 429, retryAfterMs: 30_000 }));
    outbox.put({ company: 'Ajax' });
    await until(() => failures.length === 1, 'the first try has failed');
    assert.deepEqual(browser.clock.waits, [30_000]);
    browser.clock.set -= DAY;
    browser.clock.advance(30_000);
    await until(() => browser.profile().company === 'Ajax', 'it is saved');
  });

  it('waits as long as the tenant says by the page’s own clocks', async () => {
    const browser = new Browser();
    const { outbox } = await browser.open(ANN, { now: undefined, uptime: undefined });
    browser.store.faults.push(new StoreError('rate-limited', { status: 429, retryAfterMs: 30_000 }));
    outbox.put({ company: 'Ajax' });
    await assert.rejects(outbox.flush(), { code: 'rate-limited' });
    await assert.rejects(outbox.flush(), { code: 'rate-limited' });
    assert.equal(browser.store.patches.length, 1);
    outbox.clear();
  });

  it('tries once when it is started, and not by itself any more when it is stopped', async () => {
    const browser = new Browser();
    const first = await browser.open();
    browser.store.faults.push(new StoreError('network'), new StoreError('network'), new StoreError('network'));
    first.outbox.put({ company: 'Ajax' });
    await until(() => first.failures.length === 1, 'the first try has failed');
    const { outbox, page, failures } = await browser.open();
    outbox.start();
    outbox.start();
    await settle();
    assert.deepEqual([failures.length, browser.clock.waits], [1, [1500]]);
    outbox.stop();
    page.dispatchEvent(new Event('online'));
    await settle();
    assert.deepEqual([failures.length, browser.clock.waits], [1, []]);
    await assert.rejects(outbox.flush(), { code: 'network' });
    assert.deepEqual(browser.clock.waits, []);
  });

  it('tries when the page is shown again, and not when it is hidden or shown for the first time', async () => {
    const document = { visibilityState: 'hidden' };
    Object.assign(globalThis, { document });
    try {
      const { browser, outbox, page, failures } = await failedOnce();
      const see = async (type: string, facts = {}) => {
        page.dispatchEvent(Object.assign(new Event(type), facts));
        await settle();
        return browser.store.patches.length;
      };
      assert.deepEqual([await see('visibilitychange'), await see('pageshow', { persisted: false })], [1, 1]);
      assert.equal(await see('pageshow', { persisted: true }), 2);
      browser.store.faults.push(new StoreError('network'));
      outbox.put({ role: 'dev' });
      await until(() => failures.length === 2, 'the next try has failed');
      document.visibilityState = 'visible';
      assert.equal(await see('visibilitychange'), 4);
    } finally {
      Reflect.deleteProperty(globalThis, 'document');
    }
  });

  it('rejects flush() with what went wrong, and keeps the answer', async () => {
    const browser = new Browser();
    const { outbox } = await browser.open();
    browser.store.refuse = () => new StoreError('network');
    outbox.put({ company: 'Ajax' });
    await assert.rejects(outbox.flush(), { name: 'StoreError', code: 'network' });
    assert.deepEqual(outbox.pending, { company: 'Ajax' });
  });

  it('sends the same again when a reply got lost, which changes nothing', async () => {
    const browser = new Browser();
    const { outbox } = await browser.open();
    browser.store.faults.push('lost-reply');
    outbox.put({ company: 'Ajax' });
    await outbox.flush().catch(() => outbox.flush());
    assert.deepEqual(browser.profile(), { company: 'Ajax' });
    assert.deepEqual(outbox.pending, {});
  });

  it('does not wait for ever for a foreign store', async (test) => {
    test.mock.timers.enable({ apis: ['setTimeout'] });
    const browser = new Browser();
    const store = { read: () => new Promise<never>(() => {}), save: () => new Promise<never>(() => {}) };
    const { outbox } = await browser.open(ANN, { store });
    outbox.put({ company: 'Ajax' });
    await settle();
    test.mock.timers.tick(25_000);
    await until(() => outbox.problem?.code === 'timeout', 'it is given up');
    assert.deepEqual(outbox.pending, { company: 'Ajax' });
  });

  it('lets no save of a foreign store that is over its time overtake a newer one', async (test) => {
    test.mock.timers.enable({ apis: ['setTimeout'] });
    const browser = new Browser();
    const saves: { patch: UserMetadata; signal: AbortSignal | undefined; land: () => void }[] = [];
    let profile: UserMetadata = {};
    const store: ProfileStore = {
      read: () => Promise.resolve(profile),
      // It does not heed its signal.
      save: (_userId, patch, { signal } = {}) =>
        new Promise((resolve) => {
          saves.push({ patch, signal, land: () => resolve((profile = { ...profile, ...patch })) });
        }),
    };
    const { outbox, page } = await browser.open(ANN, { store });
    outbox.start();
    outbox.put({ company: 'old' });
    await settle();
    test.mock.timers.tick(25_000);
    await until(() => outbox.problem?.code === 'timeout', 'it is given up');
    assert.equal(saves[0]?.signal?.aborted, true);
    outbox.put({ company: 'new' });
    page.dispatchEvent(new Event('online'));
    await settle();
    assert.equal(saves.length, 1);
    saves[0]?.land();
    await until(() => saves.length === 2, 'the newer one is sent');
    saves[1]?.land();
    await outbox.flush();
    assert.deepEqual(profile, { company: 'new' });
    // Nothing waits for the end of the first any more.
    assert.deepEqual(browser.clock.waits, [1500]);
    outbox.stop();
  });

  it('sends again once a save that never ends must be over', async (test) => {
    test.mock.timers.enable({ apis: ['setTimeout'] });
    const browser = new Browser();
    const patches: UserMetadata[] = [];
    const store: ProfileStore = {
      read: () => Promise.resolve({}),
      save: (_userId, patch) => (patches.push(patch) === 1 ? new Promise<never>(() => {}) : Promise.resolve(patch)),
    };
    const { outbox, page } = await browser.open(ANN, { store });
    outbox.put({ company: 'old' });
    await settle();
    test.mock.timers.tick(25_000);
    await until(() => outbox.problem?.code === 'timeout', 'it is given up');
    browser.clock.advance(300_000);
    outbox.start();
    page.dispatchEvent(new Event('online'));
    await until(() => patches.length === 2, 'it is sent again');
    await outbox.flush();
    outbox.stop();
  });

  it('takes what a foreign store throws for trouble that passes', async () => {
    const browser = new Browser();
    const store = { read: () => Promise.resolve({}), save: () => Promise.reject(new RangeError('?')) };
    const { outbox } = await browser.open(ANN, { store });
    outbox.put({ company: 'Ajax' });
    await assert.rejects(outbox.flush(), { code: 'server' });
    assert.deepEqual(outbox.pending, { company: 'Ajax' });
  });
});

describe('an outbox whose answer is refused for good', () => {
  const invalid = (names: string[]) => (patch: UserMetadata) =>
    names.some((name) => name in patch) ? new StoreError('invalid', { status: 400 }) : undefined;

  it('keeps and tells it, and does not try it again by itself', async () => {
    const browser = new Browser();
    const { outbox, page, failures } = await browser.open();
    outbox.start();
    browser.store.refuse = invalid(['company']);
    outbox.put({ company: 'Ajax' });
    await until(() => outbox.problem !== undefined, 'it is refused');
    page.dispatchEvent(new Event('online'));
    await settle();
    assert.deepEqual(browser.clock.waits, []);
    assert.equal(browser.store.patches.length, 1);
    assert.deepEqual(
      failures.map(({ code, isTemporary }) => ({ code, isTemporary })),
      [{ code: 'invalid', isTemporary: false }],
    );
    assert.deepEqual(outbox.pending, { company: 'Ajax' });
  });

  it('tries it again on later visits, once a day, five times', async () => {
    const browser = new Browser();
    browser.store.refuse = invalid(['company']);
    const first = await browser.open();
    first.outbox.put({ company: 'Ajax' });
    await until(() => first.outbox.problem !== undefined, 'it is refused');
    for (let visit = 0; visit < 20; visit += 1) {
      const { outbox } = await browser.open();
      outbox.start();
      await settle();
      outbox.stop();
      browser.clock.advance(DAY / 2);
    }
    assert.equal(browser.store.patches.length, 5);
    browser.store.refuse = () => undefined;
    const last = await browser.open();
    await last.outbox.flush();
    assert.deepEqual(browser.profile(), { company: 'Ajax' });
    assert.equal(last.outbox.problem, undefined);
  });

  it('tries a refused answer again when the clock was set back to before the refusal', async () => {
    const browser = new Browser();
    browser.store.refuse = invalid(['company']);
    const first = await browser.open();
    first.outbox.put({ company: 'Ajax' });
    await until(() => first.outbox.problem !== undefined, 'it is refused');
    first.outbox.stop();
    browser.clock.set -= 30 * DAY;
    browser.store.refuse = () => undefined;
    const { outbox } = await browser.open();
    outbox.start();
    await until(() => browser.profile().company === 'Ajax', 'it is saved');
  });

  for (const code of ['invalid', 'too-large'] as const) {
    it(`lets the other answers through (${code})`, async () => {
      const browser = new Browser();
      const { outbox } = await browser.open();
      browser.store.refuse = (patch) => ('company' in patch ? new StoreError(code, { status: 400 }) : undefined);
      outbox.put({ role: 'dev', company: 'Ajax', city: 'Ulm' });
      await assert.rejects(outbox.flush(), { code });
      assert.deepEqual(browser.profile(), { role: 'dev', city: 'Ulm' });
      assert.deepEqual(outbox.pending, { company: 'Ajax' });
      assert.deepEqual(outbox.saved, ['role', 'city']);
      const { length } = browser.store.patches;
      outbox.put({ team: 'x' });
      await until(() => browser.profile().team === 'x', 'a later answer is saved');
      await settle();
      assert.deepEqual(browser.store.patches.slice(length), [{ team: 'x' }]);
    });
  }

  it('is not written down again if another tab has taken it back meanwhile', async () => {
    const browser = new Browser();
    const { outbox } = await browser.open();
    const open = browser.store.close();
    browser.store.refuse = invalid(['company']);
    outbox.put({ company: 'Ajax' });
    await until(() => browser.store.patches.length === 1, 'the save is under way');
    const storage = await PersonStorage.open(ANN, browser.clientId, browser.disk);
    for (const item of storage.list('outbox/')) storage.remove(item);
    open();
    await settle();
    assert.deepEqual([outbox.pending, browser.text()], [{}, '']);
  });

  it('sends a changed answer', async () => {
    const browser = new Browser();
    const { outbox } = await browser.open();
    browser.store.refuse = ({ company }) => (company === 'Ajax' ? new StoreError('invalid') : undefined);
    outbox.put({ company: 'Ajax' });
    await until(() => outbox.problem !== undefined, 'it is refused');
    outbox.put({ company: 'Borax' });
    await until(() => browser.profile().company === 'Borax', 'the changed answer is saved');
    await until(() => outbox.problem === undefined, 'nothing is wrong any more');
  });

  it('sends what a wrongly set up tenant refused together with the next answer', async () => {
    const browser = new Browser();
    const { outbox, page } = await browser.open();
    outbox.start();
    browser.store.faults.push(new StoreError('missing-scope', { status: 403 }));
    outbox.put({ company: 'Ajax' });
    await until(() => outbox.problem?.code === 'missing-scope', 'it is refused');
    page.dispatchEvent(new Event('online'));
    await settle();
    assert.equal(browser.store.patches.length, 1);
    outbox.put({ role: 'dev' });
    await until(() => Object.keys(outbox.pending).length === 0, 'both are saved');
    assert.deepEqual(browser.profile(), { company: 'Ajax', role: 'dev' });
  });

  it('waits for a sign-in, without a timer, and sends after it', async () => {
    const browser = new Browser();
    const { outbox } = await browser.open();
    outbox.start();
    browser.store.faults.push(new StoreError('login-required'));
    outbox.put({ company: 'Ajax' });
    await until(() => outbox.problem?.code === 'login-required', 'it is told');
    assert.deepEqual(browser.clock.waits, []);
    const next = await browser.open();
    next.outbox.start();
    await until(() => browser.profile().company === 'Ajax', 'it is saved');
  });
});

describe('an outbox that has failed again and again', () => {
  it('begins with short waits again once the person answers something', async () => {
    const browser = new Browser();
    const { outbox } = await browser.open();
    outbox.start();
    browser.store.faults.push(...Array.from({ length: 6 }, () => new StoreError('server')));
    outbox.put({ company: 'Ajax' });
    for (let tries = 1; tries < 5; tries++) {
      await until(() => browser.clock.waits.length > 0, 'the next try is planned');
      browser.clock.advance(browser.clock.waits[0]!);
      await settle();
    }
    assert.deepEqual(browser.clock.waits, [24_000]);
    outbox.put({ role: 'dev' });
    await settle();
    assert.deepEqual(browser.clock.waits, [1500]);
    outbox.stop();
  });
});

describe('an outbox across visits, tabs and people', () => {
  it('sends after a reload what the page before could not', async () => {
    const browser = new Browser();
    const before = await browser.open();
    browser.store.faults.push(new StoreError('network'));
    before.outbox.put({ company: 'Ajax' });
    await until(() => before.failures.length === 1, 'the first try has failed');
    const after = await browser.open();
    assert.deepEqual(after.outbox.pending, { company: 'Ajax' });
    after.outbox.start();
    await until(() => browser.profile().company === 'Ajax', 'it is saved');
  });

  it('loses no answer of two tabs that write at the same time', async () => {
    const browser = new Browser();
    const one = await browser.open();
    const two = await browser.open();
    one.outbox.put({ company: 'Ajax', role: 'dev' });
    two.outbox.put({ city: 'Ulm', role: 'ops' });
    await Promise.all([one.outbox.flush(), two.outbox.flush()]);
    assert.deepEqual(browser.profile(), { company: 'Ajax', city: 'Ulm', role: 'ops' });
    assert.equal(browser.text(), '');
  });

  it('sends an answer from one tab only', async () => {
    const browser = new Browser();
    const one = await browser.open();
    const two = await browser.open();
    const open = browser.store.close();
    one.outbox.put({ company: 'Ajax' });
    const both = Promise.all([one.outbox.flush(), two.outbox.flush()]);
    await settle();
    open();
    await both;
    assert.equal(browser.store.patches.length, 1);
  });

  it('takes over what a tab wrote down and could not send', async () => {
    const browser = new Browser();
    const storage = await PersonStorage.open(ANN, browser.clientId, browser.disk);
    const one = await browser.open(ANN, { store: { read: () => new Promise(() => {}), save: () => new Promise(() => {}) }, locks: undefined });
    const two = await browser.open();
    two.outbox.start();
    one.outbox.put({ company: 'Ajax' });
    const item = storage.list('outbox/')[0]!;
    two.outbox.handleWrite({ item, isRemoved: true, isLocal: false });
    assert.deepEqual(browser.clock.waits, []);
    two.outbox.handleWrite({ item, isRemoved: false, isLocal: false });
    await settle();
    assert.deepEqual(browser.store.patches, []);
    assert.deepEqual(browser.clock.waits, [7500]);
    // The next one that is written down does not put it off.
    browser.clock.advance(1000);
    two.outbox.handleWrite({ item, isRemoved: false, isLocal: false });
    assert.deepEqual(browser.clock.waits, [6500]);
    browser.clock.advance(6500);
    await until(() => browser.profile().company === 'Ajax', 'the other tab has saved it');
    one.outbox.clear();
  });

  it('takes nothing over while the tenant wants to be left alone', async () => {
    const browser = new Browser();
    const storage = await PersonStorage.open(ANN, browser.clientId, browser.disk);
    const { outbox } = await browser.open();
    browser.store.faults.push(new StoreError('rate-limited', { status: 429, retryAfterMs: 30_000 }));
    outbox.put({ company: 'Ajax' });
    await assert.rejects(outbox.flush(), { code: 'rate-limited' });
    // Another tab takes it back, and writes another one down.
    for (const item of storage.list('outbox/')) storage.remove(item);
    outbox.start();
    const item = 'outbox/role/1';
    storage.write(item, { name: 'role', value: 'dev', at: browser.clock.time });
    outbox.handleWrite({ item, isRemoved: false, isLocal: false });
    browser.clock.advance(7500);
    await settle();
    assert.deepEqual([browser.store.patches.length, browser.clock.waits], [1, [22_500]]);
    outbox.stop();
  });

  it('hears that another tab has saved', async () => {
    const browser = new Browser();
    const one = await browser.open(ANN);
    one.outbox.start();
    browser.store.refuse = () => new StoreError('invalid', { status: 400 });
    one.outbox.put({ company: 'Ajax' });
    await until(() => one.outbox.problem !== undefined, 'it is refused');
    const storage = await PersonStorage.open(ANN, browser.clientId, browser.disk);
    const [item] = storage.list('outbox/');
    storage.remove(item!);
    one.outbox.handleWrite({ item: item!, isRemoved: true, isLocal: false });
    assert.deepEqual(one.outbox.pending, {});
    assert.equal(one.outbox.problem, undefined);
    one.outbox.handleWrite({ item: 'else', isRemoved: false, isLocal: false });
    assert.deepEqual(browser.clock.waits, []);
  });

  it('neither shows nor sends one person what another has answered', async () => {
    const browser = new Browser();
    const ann = await browser.open(ANN);
    browser.store.faults.push(new StoreError('network'));
    ann.outbox.put({ company: 'Ajax' });
    await until(() => ann.failures.length === 1, 'the first try has failed');
    const bob = await browser.open(BOB);
    bob.outbox.start();
    bob.outbox.put({ role: 'dev' });
    await bob.outbox.flush();
    assert.deepEqual(browser.profile(BOB), { role: 'dev' });
    assert.deepEqual(browser.profile(ANN), {});
    assert.doesNotMatch(browser.text(), /auth0\|ann/);
    const annAgain = await browser.open(ANN);
    await annAgain.outbox.flush();
    assert.deepEqual(browser.profile(ANN), { company: 'Ajax' });
  });

  it('forgets everything after sign-out, also what is under way', async () => {
    const browser = new Browser();
    const { outbox } = await browser.open(ANN, { sensitive: new Set(['vat_id']) });
    const open = browser.store.close();
    outbox.start();
    outbox.put({ company: 'Ajax', vat_id: 'DE1' });
    await until(() => browser.store.patches.length === 1, 'the save is under way');
    outbox.clear();
    open();
    await settle();
    assert.deepEqual(outbox.pending, {});
    assert.deepEqual(outbox.saved, []);
    assert.equal(browser.text(), '');
    assert.deepEqual(browser.clock.waits, []);
    assert.deepEqual(browser.profile(), {});
  });

  it('never writes a sensitive answer down', async () => {
    const browser = new Browser();
    const { outbox } = await browser.open(ANN, { sensitive: new Set(['vat_id']) });
    browser.store.faults.push(new StoreError('network'));
    outbox.put({ vat_id: 'DE1', company: 'Ajax' });
    await settle();
    assert.doesNotMatch(browser.text(), /vat_id|DE1/);
    assert.deepEqual(outbox.pending, { company: 'Ajax', vat_id: 'DE1' });
    await outbox.flush();
    assert.deepEqual(browser.profile(), { vat_id: 'DE1', company: 'Ajax' });
  });

  it('goes on with what only the memory of the page holds when a new one takes its place', async () => {
    const browser = new Browser();
    const sensitive = new Set(['vat_id']);
    const first = await browser.open(ANN, { sensitive });
    browser.store.faults.push(new StoreError('network'));
    first.outbox.put({ vat_id: 'DE1' });
    await settle();
    first.outbox.stop();
    const second = await browser.open(ANN, { sensitive });
    second.outbox.start();
    await until(() => browser.profile().vat_id === 'DE1', 'it is saved');
    assert.deepEqual((await browser.open(BOB, { sensitive })).outbox.pending, {});
  });

  it('works for the visit where storage is full', async () => {
    const disk = new MemoryStorage();
    let isFull = false;
    const setItem = disk.setItem.bind(disk);
    disk.setItem = (key, value) => {
      if (isFull) throw new Error('QuotaExceededError');
      setItem(key, value);
    };
    const browser = new Browser(disk);
    const { outbox } = await browser.open();
    browser.store.faults.push(new StoreError('network'), new StoreError('network'));
    outbox.put({ company: 'Ajax' });
    await settle();
    isFull = true;
    outbox.put({ company: 'Borax' });
    await settle();
    assert.deepEqual(outbox.pending, { company: 'Borax' });
    await outbox.flush();
    assert.deepEqual(browser.profile(), { company: 'Borax' });
    assert.equal(browser.text(), '');
  });

  it('does not trip over items that somebody else wrote over', async () => {
    const browser = new Browser();
    const storage = await PersonStorage.open(ANN, browser.clientId, browser.disk);
    for (const [name, text] of Object.entries({ a: '{', b: 'null', c: '[]', d: '{"name":1,"at":2}', e: '"x"', f: '{"name":"x","at":"1","value":2}' })) {
      browser.disk.setItem(storage.key(`outbox/${name}/1`), text);
    }
    const { outbox } = await browser.open();
    outbox.start();
    outbox.put({ company: 'Ajax' });
    await outbox.flush();
    assert.deepEqual(browser.store.patches, [{ company: 'Ajax' }]);
  });

  it('takes a hostile name for what it is: a name', async () => {
    const browser = new Browser();
    const { outbox } = await browser.open();
    outbox.put(JSON.parse('{"__proto__": {"polluted": true}, "a/b": 1}') as UserMetadata);
    assert.deepEqual(Object.keys(outbox.pending).sort(), ['__proto__', 'a/b']);
    assert.equal(({} as { polluted?: boolean }).polluted, undefined);
  });
});

describe('an outbox that merges', () => {
  /** Sends what is younger than the profile's `at` says, and tells whether it was called for something late. */
  const open = async (browser: Browser, calls: boolean[]) => {
    const merge: WritingOutboxOptions['merge'] = async (answers) => {
      calls.push(answers.some(({ isLate }) => isLate));
      const current = await browser.store.read(ANN);
      const known = (current.at ?? {}) as Record<string, number>;
      return Object.fromEntries(answers.filter(({ name, at }) => at > (known[name] ?? 0)).map(({ name, value }) => [name, value]));
    };
    return browser.open(ANN, { merge });
  };

  it('saves what the merge leaves of the answers', async () => {
    const browser = new Browser();
    browser.store.faults.push(new StoreError('network'));
    const calls: boolean[] = [];
    const { outbox } = await open(browser, calls);
    outbox.put({ company: 'Ajax', role: 'dev' });
    await settle();
    browser.clock.advance(60_000);
    const another = { company: 'Borax', at: { company: browser.clock.time - 1000 } };
    browser.store.profiles.set(ANN, another);
    await outbox.flush();
    assert.deepEqual(browser.profile(), { ...another, role: 'dev' });
    assert.deepEqual(outbox.saved, ['role']);
    assert.deepEqual(outbox.pending, {});
    assert.deepEqual(calls, [false, true]);
  });

  it('sends nothing when nothing is left', async () => {
    const browser = new Browser();
    browser.store.faults.push(new StoreError('network'));
    const { outbox } = await open(browser, []);
    outbox.put({ company: 'Ajax' });
    await settle();
    browser.clock.advance(60_000);
    browser.store.profiles.set(ANN, { company: 'Borax', at: { company: browser.clock.time } });
    await outbox.flush();
    assert.equal(browser.store.patches.length, 1);
    assert.equal(browser.profile().company, 'Borax');
    assert.deepEqual(outbox.pending, {});
    assert.deepEqual(outbox.saved, []);
  });

  it('takes an answer for late after a clock that was set back, a reload, and a try that failed', async () => {
    const browser = new Browser();
    const calls: boolean[] = [];
    const first = await open(browser, calls);
    first.outbox.put({ company: 'Ajax' });
    browser.clock.time -= 5000;
    await first.outbox.flush();
    browser.store.faults.push(new StoreError('network'));
    first.outbox.put({ role: 'dev' });
    await settle();
    await first.outbox.flush();
    browser.store.faults.push(new StoreError('network'));
    first.outbox.put({ city: 'Ulm' });
    await settle();
    await (await open(browser, calls)).outbox.flush();
    assert.deepEqual(calls, [true, false, true, false, true]);
  });

  it('lets an answer that replaces another one see what that one had seen, and tells of that one', async () => {
    const browser = new Browser();
    const orders: unknown[] = [];
    let stamp = 10;
    const { outbox } = await browser.open(ANN, {
      orderOf: () => ({ seen: [stamp - 1], stamp: stamp++ }),
      merge: (answers) => {
        orders.push(...answers.map(({ order }) => order));
        return Promise.resolve({ company: 'x' });
      },
    });
    browser.store.close();
    outbox.put({ role: 'dev' });
    outbox.put({ company: 'Ajax' });
    outbox.put({ company: 'Borax' });
    await until(() => orders.length > 0, 'something is sent');
    const storage = await PersonStorage.open(ANN, browser.clientId, browser.disk);
    const answers = storage.list('outbox/').map((key) => storage.read(key) as Entry);
    const { order, replaces } = answers.find(({ name }) => name === 'company')!;
    assert.deepEqual([order, replaces], [{ seen: [10], stamp: 12 }, [{ stamp: 11, value: 'Ajax' }]]);
    outbox.clear();
  });
});
