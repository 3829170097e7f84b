/** Random lives of three parts that share people: an element and a profiler of a page, and a profiler in another page of the browser (a frame). */
import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import '../../src/define.ts';
import { createProfiler, type Profiler } from '../../src/headless.ts';
import type { TellUsMoreElement } from '../../src/index.ts';
import type { FieldsEvent } from '../../src/ask/events.ts';
import { PersonStorage } from '../../src/person/person-storage.ts';
import type { ProfileStore, StoreCallOptions } from '../../src/person/profile-store.ts';
import { StoreError } from '../../src/person/store-error.ts';
import type { ProfilePlan, UserMetadata } from '../../src/plan/plan.ts';
import { nextTask } from '../../src/platform/next-task.ts';
import { FakeClock } from '../../src/testing/fake-clock.ts';
import { waitUntil } from '../wait-until.ts';

/** More find what is rare: 350 take a minute. */
const RUNS = 20;
const CLIENT_ID = 'lifecycles';
const NAMES = ['company', 'role', 'vat_id'] as const;

const plan: ProfilePlan = {
  fields: [
    { name: 'company', label: 'Company', ask: { after: { sessions: 1 } } },
    { name: 'role', label: 'Role', ask: { after: { sessions: 1 } }, when: { company: { $exists: true } } },
    { name: 'vat_id', label: 'VAT number', ask: { on: 'checkout', urgent: true } },
  ],
  pacing: { maxFields: 2, asksPerSession: 50, coolDown: 'PT1S', snooze: 'PT1M' },
};

/** Answers late, sometimes loses an answer, and notes whose values it was given. */
class SlowStore implements ProfileStore {
  readonly profiles = new Map<string, UserMetadata>();
  readonly saved: [userId: string, patch: UserMetadata][] = [];
  /** For the calls to come: how many tasks each takes, and how it ends. */
  readonly ways: { tasks: number; end: 'right' | 'lost' | 'network' }[] = [];

  profile(userId: string): UserMetadata {
    return this.profiles.get(userId) ?? {};
  }

  async read(userId: string): Promise<UserMetadata> {
    const { tasks = 0, end = 'right' } = this.ways.shift() ?? {};
    await inTasks(tasks);
    if (end !== 'right') throw new StoreError('network');
    return structuredClone(this.profile(userId));
  }

  async save(userId: string, patch: UserMetadata, { signal }: StoreCallOptions = {}): Promise<UserMetadata> {
    const { tasks = 0, end = 'right' } = this.ways.shift() ?? {};
    await inTasks(tasks);
    if (signal?.aborted) throw new StoreError('aborted');
    if (end === 'network') throw new StoreError('network');
    this.saved.push([userId, patch]);
    this.profiles.set(userId, Object.fromEntries(Object.entries({ ...this.profile(userId), ...patch }).filter(([, value]) => value !== null)));
    if (end === 'lost') throw new StoreError('timeout');
    return structuredClone(this.profile(userId));
  }
}

async function inTasks(count: number): Promise<void> {
  for (let task = 0; task < count; task++) await nextTask();
}

async function waitForTask(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve));
}

/** What a step can do; `part` is one of the three, `user` one of two or nobody. */
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ type: fc.constant('wait' as const), tasks: fc.integer({ min: 0, max: 30 }) }) },
  { weight: 10, arbitrary: fc.record({ type: fc.constant('decide' as const) }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('calls' as const), tasks: fc.integer({ min: 0, max: 20 }), end: fc.constantFrom('right' as const, 'right' as const, 'right' as const, 'lost' as const, 'network' as const) }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('setUser' as const), part: fc.nat(2), user: fc.constantFrom(0, 0, 0, 0, 1, 2), isNewSignIn: fc.boolean() }) },
  { weight: 8, arbitrary: fc.record({ type: fc.constant('answer' as const), part: fc.nat(2), isBlank: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('ask' as const), part: fc.nat(2), names: fc.option(fc.subarray([...NAMES], { minLength: 1 }), { nil: undefined }), evenIfKnown: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constantFrom('snooze', 'decline', 'undo', 'undo', 'back', 'close', 'close', 'readProfile', 'optIn', 'move', 'move', 'detach', 'store'), part: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constantFrom('optOut', 'optIn', 'optIn', 'off', 'off', 'forget'), part: fc.nat(2) }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('track' as const), part: fc.nat(2), activity: fc.constantFrom('checkout', undefined) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('known' as const), part: fc.nat(2), known: fc.constantFrom(undefined, { company: 'page' }, { vat_id: 'page' }) }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('clock' as const), by: fc.constantFrom('PT2S', 'PT2M', 'PT31M', 'P8D') }) },
);

/** What the other page has. A frame shares storage and locks with this one, and nothing else. */
interface OtherPage extends Window {
  createProfiler: typeof createProfiler;
  StoreError: typeof StoreError;
}
let otherPage: OtherPage;

async function openOtherPage(): Promise<void> {
  const frame = document.createElement('iframe');
  document.body.append(frame);
  const script = frame.contentDocument!.createElement('script');
  script.type = 'module';
  script.textContent = `
    import { createProfiler } from '${new URL('../../src/headless.ts', import.meta.url).pathname}';
    import { StoreError } from '${new URL('../../src/person/store-error.ts', import.meta.url).pathname}';
    console.error = () => undefined;
    Object.assign(window, { createProfiler, StoreError });`;
  frame.contentDocument!.body.append(script);
  otherPage = frame.contentWindow as OtherPage;
  await waitUntil(() => otherPage.StoreError, 'expected the other page');
}

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

let lives = 0;
let counter = 0;

class Life {
  readonly store = new SlowStore();
  readonly clock = new FakeClock('2026-05-01T09:00:00Z');
  readonly users: ({ sub: string } | null)[];
  readonly profilers: Profiler[];
  readonly element: TellUsMoreElement;
  /** By person and field: the last answer that was taken; `undefined` once it may be gone. */
  readonly taken = new Map<string, string | undefined>();
  /** By person and field. */
  readonly declined = new Set<string>();
  readonly asks: { isSettled: boolean }[] = [];
  readonly log: string[] = [];
  /** Who is signed in, as far as each part was told. */
  readonly told: ({ sub: string } | null)[] = [null, null, null];

  constructor() {
    const life = ++lives;
    this.users = [{ sub: `auth0|a${life}` }, { sub: `auth0|b${life}` }, null];
    this.profilers = [0, 1].map((part) => {
      const page = part ? otherPage : { createProfiler, StoreError };
      const options = { plan, clientId: CLIENT_ID, store: this.#storeOf(page), now: this.clock.now };
      return page.createProfiler({ ...options, onEvent: (event) => this.#note(part, event) });
    });
    this.element = document.createElement('tell-us-more');
    Object.assign(this.element, { plan, clientId: CLIENT_ID, store: this.store, now: this.clock.now });
    for (const type of ['asked', 'declined'] as const) this.element.addEventListener(type, (event) => this.#note(2, event));
    document.body.append(this.element);
  }

  /** Its errors are those of the page that it belongs to. */
  #storeOf(page: Pick<OtherPage, 'StoreError'>): ProfileStore {
    const translate = (error: StoreError) => {
      throw new page.StoreError(error.code);
    };
    return { read: (userId) => this.store.read(userId).catch(translate), save: (...call) => this.store.save(...call).catch(translate) };
  }

  #note(part: number, event: Event): void {
    const { type, detail } = event as FieldsEvent;
    this.log.push(type);
    const sub = this.told[part]?.sub;
    for (const name of type === 'declined' ? detail.names : []) this.declined.add(`${sub} ${name}`);
    // The page may ask for what was declined, and an undo asks again.
    if (type === 'asked' && !this.asks.length) expect(detail.names.filter((name) => this.declined.has(`${sub} ${name}`)), 'asked in spite of a refusal').to.deep.equal([]);
  }

  get subs(): string[] {
    return this.users.flatMap((user) => (user ? [user.sub] : []));
  }

  async do(one: Step): Promise<void> {
    if (one.type === 'wait') return inTasks(one.tasks);
    if (one.type === 'decide') return this.#decide();
    if (one.type === 'calls') return void this.store.ways.push(one);
    if (one.type === 'clock') return this.clock.advance(one.by);
    const { part } = one;
    const profiler = this.profilers[part];
    const { element } = this;
    switch (one.type) {
      case 'setUser': {
        const user = this.users[one.user]!;
        this.told[part] = user ?? null;
        if (profiler) return profiler.setUser(user, { isNewSignIn: one.isNewSignIn });
        element.isNewSignIn = one.isNewSignIn;
        element.user = user;
        return;
      }
      case 'answer':
        return this.#answer(part, one.isBlank);
      case 'ask': {
        const ask = { isSettled: false };
        this.asks.push(ask);
        void (profiler ?? element).ask(one.names, { evenIfKnown: one.evenIfKnown }).catch(() => undefined).finally(() => (ask.isSettled = true));
        return;
      }
      case 'track':
        return (profiler ?? element).track(one.activity);
      case 'known':
        if (profiler) return profiler.setKnown(one.known);
        element.known = one.known;
        return;
      case 'move':
        if (!profiler) document.body.append(element);
        return;
      case 'detach':
        if (!profiler) element.remove();
        return;
      case 'store':
        // Another object for the same profiles.
        if (!profiler) element.store = { read: (userId) => this.store.read(userId), save: (...call) => this.store.save(...call) };
        return;
      case 'off':
        if (!profiler) element.off = !element.off;
        return;
      case 'forget': {
        const sub = this.told[part]?.sub;
        if (sub) this.#doubt(sub);
        await (profiler ?? element).forget({ timeoutMs: 5 });
        return;
      }
      case 'optIn':
      case 'optOut':
        return void (profiler ?? element).optOut(one.type === 'optOut').catch(() => undefined);
      case 'readProfile':
        return void (profiler ?? element).readProfile().catch(() => undefined);
      case 'undo': {
        const sub = this.told[part]?.sub;
        if (sub) this.#doubt(sub);
        return profiler ? void profiler.undo() : this.#click('undo');
      }
      default:
        if (profiler) return void profiler[one.type]();
        return this.#click({ snooze: 'later', decline: 'never', back: 'back', close: 'close' }[one.type]);
    }
  }

  /** Until everybody knows whether they ask. */
  async #decide(): Promise<void> {
    const { profilers, element } = this;
    await waitForTask(() => profilers.every(({ state }) => state.phase !== 'deciding') && !(element.isConnected && element.isUpdatePending));
    await element.run?.decided;
    if (element.isConnected) await element.updateComplete;
    if (this.asks.length) return;
    const askers = this.told.map((user, part) => this.#phaseOf(part) === 'asking' && user?.sub).filter(Boolean);
    expect(new Set(askers).size, 'one asks a person').to.equal(askers.length);
  }

  #phaseOf(part: number): string | undefined {
    return this.profilers[part]?.state.phase ?? this.element.run?.open?.current?.phase;
  }

  /** An answer may be gone: it was taken back, or its person signed out before it was sent. */
  #doubt(sub: string): void {
    for (const name of NAMES) this.taken.delete(`${sub} ${name}`);
  }

  /** Answers where something is asked, of the parts from `first` on. */
  async #answer(first: number, isBlank: boolean): Promise<void> {
    const part = [first, first + 1, first + 2].map((one) => one % 3).find((one) => this.#phaseOf(one) === 'asking') ?? first;
    const sub = this.told[part]?.sub;
    const profiler = this.profilers[part];
    const value = `${sub} ${++counter}`;
    if (profiler) {
      const names = profiler.state.phase === 'asking' ? profiler.state.fields.map(({ name }) => name) : [];
      if (!names.length) return;
      const values = Object.fromEntries(names.map((name) => [name, isBlank ? '' : value]));
      if ((await profiler.answer(values)) && !isBlank) for (const name of names) this.taken.set(`${sub} ${name}`, value);
      else for (const name of names) this.taken.delete(`${sub} ${name}`);
      return;
    }
    if (this.element.isConnected) await this.element.updateComplete;
    const inputs = [...this.element.renderRoot.querySelectorAll<HTMLInputElement>('form input')];
    const save = this.element.renderRoot.querySelector<HTMLButtonElement>('[part=save]');
    if (!inputs.length || !save) return;
    const names = inputs.map((_, index) => this.element.run?.open?.current?.fields[index]?.name);
    if (names.some((name) => !name)) return;
    for (const input of inputs) {
      input.value = isBlank ? '' : value;
      input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    }
    let answered: string[] | undefined;
    const click = new AbortController();
    this.element.addEventListener('answered', ({ detail }) => void (answered = detail.names), { signal: click.signal });
    save.click();
    click.abort();
    for (const name of answered ?? []) {
      if (isBlank || !names.includes(name)) this.taken.delete(`${sub} ${name}`);
      else this.taken.set(`${sub} ${name}`, value);
    }
  }

  #click(part: string): void {
    this.element.renderRoot.querySelector<HTMLButtonElement>(`[part=${part}]`)?.click();
  }

  check(): void {
    for (const [userId, patch] of this.store.saved) {
      for (const name of NAMES) {
        const value = patch[name];
        if (typeof value === 'string') expect(value.split(' ')[0], 'whose answer is saved').to.equal(userId);
      }
    }
    for (const { state } of this.profilers) {
      expect(state.fields.length > 0, state.phase).to.equal(state.phase === 'asking' || state.phase === 'thanking');
    }
  }

  async end(): Promise<void> {
    for (const one of this.profilers) one.destroy();
    for (const { state } of this.profilers) expect(state.phase).to.equal('nobody');
    this.element.remove();
    await waitUntil(() => this.asks.every(({ isSettled }) => isSettled), 'expected every ask() to settle');
    this.store.ways.length = 0;
    const count = this.log.length;
    // The people come back, and what was taken is saved.
    for (const sub of this.subs) {
      const visit = createProfiler({ plan, clientId: CLIENT_ID, store: this.store });
      visit.setUser({ sub });
      const storage = await PersonStorage.open(sub, CLIENT_ID);
      await waitUntil(() => visit.state.phase !== 'deciding' && !storage.hasPending, 'expected all to be sent');
      visit.destroy();
      for (const name of NAMES) {
        const value = this.taken.get(`${sub} ${name}`);
        if (value !== undefined) expect(this.store.profile(sub)[name], `${sub} ${name}`).to.equal(value);
      }
    }
    this.check();
    expect(this.log.length, 'no event after the end').to.equal(count);
  }
}

describe('whatever the page does', () => {
  const rejected: unknown[] = [];
  const handleRejection = (event: PromiseRejectionEvent) => rejected.push(event.reason);
  const { error } = console;
  before(async () => {
    await openOtherPage();
    addEventListener('unhandledrejection', handleRejection);
    console.error = () => undefined;
  });
  after(() => {
    removeEventListener('unhandledrejection', handleRejection);
    console.error = error;
  });

  it('no answer is lost or saved for someone else, every refusal holds, and every promise settles', async function () {
    this.timeout(80_000);
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 80, size: 'max' }), async (steps) => {
        const life = new Life();
        for (const one of steps) {
          await life.do(one);
          life.check();
        }
        await life.end();
        expect(rejected).to.deep.equal([]);
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  });
});
