/** What a page may call at any time, in any order, and what it is told. */
import { expect } from '@open-wc/testing';
import type { Profiler, ProfilerEvent, ProfilerOptions } from '../../src/headless.ts';
import { createProfiler } from '../../src/headless.ts';
import { PersonStorage } from '../../src/person/person-storage.ts';
import { QUIET_PERIOD_KEY } from '../../src/person/quiet-period.ts';
import { StoreError } from '../../src/person/store-error.ts';
import { emptyLedger, type Ledger } from '../../src/plan/ledger.ts';
import type { ProfilePlan } from '../../src/plan/plan.ts';
import { claimName, writeProfileClaim } from '../../src/plan/profile-claim.ts';
import { PretendStore } from '../person/pretend-store.ts';
import { untilLater } from '../platform/until-later.ts';
import { waitUntil } from '../wait-until.ts';
import { asking, destroyAll, fieldOf, inPhase, namesOf, newUser, now, plan, profiler, refusal } from './open-profiler.ts';

const MINUTE = 60_000;

/** Asks again and again. */
const often: ProfilePlan = { ...plan, pacing: { ...plan.pacing, coolDown: 'PT0S', asksPerSession: 9 } };
const onRequest: ProfilePlan = { fields: ['one', 'two', 'three', 'four'].map((name) => ({ name, label: name, ask: { on: 'never' } })) };

const storageOf = ({ sub }: { sub: string }) => PersonStorage.open(sub, 'headless');

async function quiet(options?: Partial<ProfilerOptions>, user = newUser()): Promise<Profiler> {
  const one = profiler(options);
  one.setUser(user);
  await inPhase(one, 'quiet');
  return one;
}

/** Replaces a function of the page while `work` runs; resolves with what it was called with. */
async function noted(owner: object, name: string, work: () => Promise<unknown>): Promise<unknown[]> {
  const calls: unknown[] = [];
  const before = Reflect.get(owner, name) as unknown;
  Reflect.set(owner, name, (...args: unknown[]) => calls.push(args[0]));
  try {
    await work();
  } finally {
    Reflect.set(owner, name, before);
  }
  return calls;
}

/** As many turns of the event loop as nothing that has begun needs. */
async function turns(count = 5): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setTimeout(resolve));
}

describe('a page that calls a profiler', () => {
  afterEach(destroyAll);

  it('may call it while nobody is signed in, and while nothing is asked', async () => {
    const nobody = profiler();
    for (const one of [nobody, await quiet({ known: { company: 'ACME', seats: 1 } })]) {
      const { state } = one;
      one.draft('company', 'ACME');
      one.back();
      one.close();
      one.track(undefined);
      await Promise.all([one.snooze(), one.decline(), one.undo()]);
      expect(await one.answer({ company: 'ACME' })).to.equal(false);
      expect(one.state).to.equal(state);
    }
    expect(nobody.explain()).to.deep.equal([]);
    expect(nobody.profile).to.deep.equal({});
    await nobody.forget();
    for (const call of ['ask', 'optOut', 'readProfile'] as const) expect(await refusal(nobody[call]())).to.contain(`before ${call}(), but nobody is`);
  });

  it('is told at once what it gives wrongly', () => {
    expect(() => createProfiler({ plan: undefined as unknown as ProfilePlan, clientId: 'headless', store: new PretendStore() })).to.throw('Expected a plan or its address, got undefined.');
    expect(() => profiler().setUser({ sub: 5 as unknown as string })).to.throw('Expected a user with a `sub`');
  });

  it('hears no more once it has unsubscribed; of two that listen with one function, the other does', () => {
    const one = profiler();
    let calls = 0;
    const listener = () => calls++;
    const [end] = [one.subscribe(listener), one.subscribe(listener)];
    one.setUser(newUser());
    expect(calls).to.equal(2);
    end();
    one.setUser(null);
    expect(calls).to.equal(3);
  });

  it('gets the questions though its listeners fail, and the failures as any page does', async () => {
    const failing = (words: string) => () => {
      throw new Error(words);
    };
    const told = await noted(globalThis, 'reportError', async () => {
      const one = profiler({ onEvent: failing('for an event') });
      const phases: string[] = [];
      one.subscribe(failing('for a state'));
      one.subscribe(() => phases.push(one.state.phase));
      one.setUser(newUser());
      await inPhase(one, 'asking');
      expect([...new Set(phases)]).to.deep.equal(['deciding', 'asking']);
      one.destroy();
    });
    expect(new Set(told.map((error) => (error as Error).message))).to.deep.equal(new Set(['for an event', 'for a state']));
  });

  it('is told of a question when it is in the state', async () => {
    const phases: string[] = [];
    const one = profiler({ onEvent: ({ type }) => type === 'asked' && phases.push(one.state.phase) });
    one.setUser(newUser());
    await waitUntil(() => phases.length, 'expected "asked"');
    expect(phases).to.deep.equal(['asking']);
  });

  it('is told the circumstances of a question, of an answer and of a save', async () => {
    const store = new PretendStore();
    const details = new Map<string, object>();
    const tested: ProfilePlan = { ...plan, id: 'plan', experiments: [{ name: 'label', variants: [{ name: 'short', changes: { fields: { vat_id: { label: 'VAT' } } } }] }] };
    const one = await quiet({ store, plan: tested, known: { company: 'ACME', seats: 1 }, onEvent: ({ type, detail }) => details.set(type, detail) });
    one.track('checkout');
    await inPhase(one, 'asking');
    await one.answer({ vat_id: 'DE1' });
    await waitUntil(() => details.has('saved'), 'expected a save');
    const shared = { names: ['vat_id'], planId: 'plan', activity: 'checkout', variants: { label: 'short' } };
    expect(details.get('before-ask')).to.deep.equal(shared);
    for (const type of ['asked', 'answered']) expect(details.get(type), type).to.deep.equal({ ...shared, step: { index: 1, count: 1 } });
    expect(details.get('saved')).to.deep.equal({ names: ['vat_id'], planId: 'plan' });
  });

  for (const [call, type] of [['snooze', 'snoozed'], ['decline', 'declined']] as const) {
    it(`is told the variants of what is ${type}, and of no other question`, async () => {
      const details: object[] = [];
      const variants = (name: string) => [{ name, changes: { fields: { [name]: { label: 'VAT' } } } }];
      const tested: ProfilePlan = { ...plan, experiments: ['vat_id', 'seats'].map((name) => ({ name: `of_${name}`, variants: variants(name) })) };
      const one = await quiet({ plan: tested, known: { company: 'ACME', seats: 1 }, onEvent: (event) => event.type === type && details.push(event.detail) });
      one.track('checkout');
      await inPhase(one, 'asking');
      await one[call]();
      expect(details).to.deep.equal([{ names: ['vat_id'], activity: 'checkout', variants: { of_vat_id: 'vat_id' }, step: { index: 1, count: 1 } }]);
    });
  }

  it('is told which step an answer belongs to, and is offered undo and thanks after the last', async () => {
    const steps: unknown[] = [];
    const thankful: ProfilePlan = { fields: onRequest.fields.map((field) => ({ ...field, thanks: 'Noted' })) };
    const one = await quiet({ plan: thankful, onEvent: (event) => event.type === 'answered' && steps.push(event.detail.step) });
    const answers = one.ask(['one', 'two', 'three', 'four']);
    await inPhase(one, 'asking');
    expect(await one.answer({ one: '1' })).to.equal(true);
    expect([one.state.step, one.state.canUndo, one.state.thanks]).to.deep.equal([{ index: 2, count: 2 }, false, undefined]);
    expect(await one.answer({ three: '3' })).to.equal(true);
    expect([one.state.canUndo, one.state.thanks]).to.deep.equal([true, 'Noted']);
    expect(await answers).to.deep.equal({ one: '1', three: '3' });
    expect(steps).to.deep.equal([{ index: 1, count: 2 }, { index: 2, count: 2 }]);
  });

  it('may say what it knows before anybody is there, at once after it, and by an object that it changes', async () => {
    const one = profiler();
    const known: Record<string, unknown> = { seats: 2 };
    one.setKnown(known);
    one.setUser(newUser());
    known.seats = 3;
    one.setKnown(known);
    await inPhase(one, 'asking');
    expect([one.state.known, one.profile.seats]).to.deep.equal([['seats'], { value: 3, source: 'app' }]);
    known.vat_id = 'DE1';
    one.setKnown(known);
    await waitUntil(() => one.state.known.length === 2, 'expected the number');
    one.setUser(newUser());
    await inPhase(one, 'asking');
    expect(one.state.known).to.deep.equal(['seats', 'vat_id']);
    one.setKnown(undefined);
    await waitUntil(() => one.state.known.length === 0, 'expected nothing to be known');
  });

  it('loads a plan that did not come once more for the next person', async () => {
    const fetched = globalThis.fetch;
    let answers = 0;
    globalThis.fetch = () => Promise.resolve(Response.json(answers++ ? plan : {}));
    try {
      const errors: Error[] = [];
      const one = await quiet({ plan: '/plan.json', onEvent: (event) => event.type === 'error' && errors.push(event.error) });
      expect([answers, errors.map(({ name }) => name)]).to.deep.equal([1, ['PlanError']]);
      one.setUser(newUser());
      await inPhase(one, 'asking');
      one.setUser(newUser());
      await inPhase(one, 'asking');
      expect([answers, errors.length]).to.deep.equal([2, 1]);
    } finally {
      globalThis.fetch = fetched;
    }
  });

  it('gets what the profile has for what it asks for, without a question', async () => {
    const [store, user] = [new PretendStore(), newUser()];
    store.profiles.set(user.sub, { one: 'Known' });
    const one = await quiet({ store, plan: onRequest }, user);
    expect(await one.ask(['one'])).to.deep.equal({ one: 'Known' });
    expect(await one.readProfile()).to.deep.equal({ one: { value: 'Known', source: 'user' } });
  });

  it('shows what it has asked for on no other page', async () => {
    const user = newUser();
    const one = await quiet({ plan: onRequest }, user);
    void one.ask(['one']);
    await inPhase(one, 'asking');
    expect((await storageOf(user)).read('open-ask')).to.equal(undefined);
    expect(one.explain().filter(({ asked }) => asked)).to.deep.equal([{ name: 'one', asked: true, reason: 'asked' }]);
  });

  it('gets no question of the plan right after its own', async () => {
    const one = await asking({ plan: often });
    void one.ask(['vat_id']);
    await waitUntil(() => namesOf(one).join() === 'vat_id', 'expected the number');
    await one.snooze();
    await inPhase(one, 'quiet');
    await one.readProfile();
    await turns();
    expect(one.state.phase).to.equal('quiet');
  });

  it('gets a question for what the person begins to do meanwhile after the one on the screen', async () => {
    const one = await asking({ plan: often });
    one.track('checkout');
    await one.readProfile();
    expect(namesOf(one)).to.deep.equal(['company', 'seats']);
    await one.snooze();
    await waitUntil(() => namesOf(one).join() === 'vat_id', 'expected the number');
  });

  it('takes no thanks away by saying what was just answered', async () => {
    const one = await asking();
    await one.answer({ company: 'ACME', seats: 3 });
    one.setKnown({ company: 'ACME', seats: 3 });
    await one.readProfile();
    await turns();
    expect(one.state.phase).to.equal('thanking');
  });

  it('withdraws a question by saying the answer, also where another script has removed what was stored', async () => {
    const user = newUser();
    const one = await asking({}, user);
    localStorage.removeItem((await storageOf(user)).key('open-ask'));
    one.setKnown({ company: 'ACME', seats: 3 });
    await inPhase(one, 'quiet');
  });

  it('has no profile read where the token tells what matters', async () => {
    const name = claimName('https://acme.example');
    const store = new PretendStore();
    const claim = writeProfileClaim(plan, name, { profile: {}, ledger: emptyLedger(), now: new Date() });
    const one = await asking({ store }, { ...newUser(), [name]: claim });
    expect([namesOf(one), store.reads]).to.deep.equal([['company', 'seats'], 0]);
  });

  it('hears of an answer at once, and of no save where only the ledger was saved', async () => {
    const store = new PretendStore();
    const events: string[] = [];
    const one = await asking({ store, plan: often, onEvent: ({ type }) => events.push(type) });
    await waitUntil(() => events.includes('asked'), 'expected "asked"');
    events.splice(0);
    const open = store.close();
    await one.answer({ company: 'ACME' });
    expect(events).to.deep.equal(['profile-changed', 'answered']);
    open();
    await waitUntil(() => events.includes('saved'), 'expected a save');
    void one.ask(['vat_id']);
    await waitUntil(() => namesOf(one).join() === 'vat_id', 'expected the number');
    events.splice(0);
    const { length } = store.patches;
    await one.snooze();
    await waitUntil(() => store.patches.length > length, 'expected the ledger to be saved');
    await turns();
    expect(events).to.deep.equal(['snoozed']);
  });

  it('gets a question for what it learns meanwhile after the one on the screen', async () => {
    const one = await asking({ plan: { ...often, fields: [...often.fields, { name: 'size', label: 'Size', ask: now, when: { country: 'DE' } }, { name: 'country', label: 'Country', ask: { on: 'never' } }] } });
    one.setKnown({ country: 'DE' });
    await one.readProfile();
    expect(namesOf(one)).to.deep.equal(['company', 'seats']);
    await one.decline();
    await waitUntil(() => namesOf(one).join() === 'size', 'expected the size');
  });

  it('asks also where its store throws while it is prepared, or gives no promise', async () => {
    const fail = () => {
      throw new Error('no client');
    };
    for (const prepare of [fail, () => true]) await asking({ store: Object.assign(new PretendStore(), { prepare: prepare as () => never }) });
  });

  it('has its store prepared while the profile is read', async () => {
    let calls = 0;
    const store = Object.assign(new PretendStore(), { prepare: () => Promise.resolve(calls++) });
    await asking({ store });
    expect(calls).to.be.greaterThan(0);
  });

  it('hears that an answer is saved after its thanks, and of no failure', async () => {
    const store = new PretendStore();
    const events: string[] = [];
    const one = await asking({ store, onEvent: ({ type }) => events.push(type) });
    const open = store.close();
    await one.answer({ company: 'ACME' });
    one.close();
    await inPhase(one, 'quiet');
    open();
    await waitUntil(() => events.includes('saved'), 'expected a save');
    await one.readProfile();
    expect(events).to.not.include('error');
  });

  it('gets an answer with what was typed before it was taken back', async () => {
    const [store, user] = [new PretendStore(), newUser()];
    const one = await asking({ store }, user);
    one.draft('company', ' ACME ');
    one.draft('seats', '7');
    expect(await one.answer()).to.equal(true);
    await one.undo();
    expect(one.state.fields.map(({ value }) => value)).to.deep.equal(['ACME', 7]);
    const storage = await storageOf(user);
    expect([storage.read('drafts'), storage.read('open-ask')]).to.deep.equal([{ company: 'ACME', seats: 7 }, { '': { names: ['company', 'seats'] } }]);
    expect(await one.answer()).to.equal(true);
    expect([storage.read('drafts'), storage.read('open-ask')]).to.deep.equal([undefined, undefined]);
  });

  it('finds no fault with what is still being typed, and keeps that where it gives no answer of its own', async () => {
    const one = await asking();
    one.draft('company', 'A');
    expect(fieldOf(one, 'company').error).to.equal(undefined);
    one.draft('company', 'ACME');
    expect(await one.answer({ company: undefined, seats: 3 })).to.equal(true);
    expect(one.profile.company).to.deep.equal({ value: 'ACME', source: 'user' });
  });

  it('erases what was known once the person has emptied it, and nothing that was only to be confirmed', async () => {
    const [store, user] = [new PretendStore(), { ...newUser(), org: 'ACME' }];
    store.profiles.set(user.sub, { one: 'Known' });
    const confirmed = { name: 'org', label: 'Organization', knownFrom: ['id_token.org'], confirm: true, ask: { on: 'never' } };
    const one = await quiet({ store, plan: { fields: [...onRequest.fields, confirmed] } }, user);
    void one.ask(['one', 'two', 'org'], { evenIfKnown: true });
    await inPhase(one, 'asking');
    expect(await one.answer({ one: ' ', org: '' })).to.equal(true);
    await waitUntil(() => store.patches.length, 'expected a save');
    expect(store.patches[0]).to.have.property('one', null);
    expect(store.patches[0]).to.not.have.any.keys('two', 'org');
  });

  it('hears that an answer for which the profile has no room is not taken', async () => {
    const [store, user] = [new PretendStore(), newUser()];
    store.profiles.set(user.sub, { app: 'x'.repeat(7900) });
    const errors: ProfilerEvent[] = [];
    const long: ProfilePlan = { fields: [{ name: 'story', label: 'Story', type: 'text', ask: now, maxLength: 499 }] };
    const one = await asking({ store, plan: long, onEvent: (event) => event.type === 'error' && errors.push(event) }, user);
    expect(await one.answer({ story: 'y'.repeat(400) })).to.equal(false);
    expect(one.state.phase).to.equal('asking');
    await waitUntil(() => one.state.notice, 'expected a notice');
    expect([one.state.notice?.code, errors.length]).to.deep.equal(['refused', 1]);
    expect(await one.answer({ story: 'y' })).to.equal(true);
  });

  it('hears that a profile cannot be read for taking back "no questions"', async () => {
    const store = new PretendStore();
    const errors: string[] = [];
    const one = await quiet({ store, plan: onRequest, onEvent: (event) => event.type === 'error' && errors.push(event.error.message) });
    store.read = () => Promise.reject(new StoreError('server', { detail: 'not today' }));
    await one.optOut(false);
    expect(errors[0]).to.equal('not today');
  });

  it('takes back "no questions" that another device has said meanwhile', async () => {
    const [store, user] = [new PretendStore(), newUser()];
    const here = await quiet({ store, plan: often, known: { company: 'ACME', seats: 1 } }, user);
    await here.readProfile();
    const there = await asking({ store, plan: often, clientId: 'there' }, user);
    await there.optOut();
    await waitUntil(() => store.profile(user.sub).progressive_lock, 'expected it in the profile');
    const patches = store.patches.length;
    await here.optOut(false);
    await waitUntil(() => store.patches.length > patches, 'expected it to be taken back');
    await asking({ store, plan: often, clientId: 'elsewhere' }, user);
  });

  it('reads no profile for "no questions"', async () => {
    const store = new PretendStore();
    const one = await quiet({ store, plan: onRequest });
    await one.optOut();
    expect(store.reads).to.equal(0);
  });

  it('gets the answers though it signs the person out as soon as they are given', async () => {
    const one = await quiet({ plan: onRequest, onEvent: ({ type }) => void (type === 'answered' && one.setUser(null)) });
    const answers = one.ask(['one']);
    await inPhase(one, 'asking');
    expect(await one.answer({ one: 'yes' })).to.equal(true);
    expect(await answers).to.deep.equal({ one: 'yes' });
  });

  it('signs nobody out who has come while the one before was being forgotten', async () => {
    const [ada, bob] = [newUser(), newUser()];
    const one = await asking({}, ada);
    const forgetting = one.forget();
    one.setUser(bob);
    await forgetting;
    await inPhase(one, 'asking');
    expect((await storageOf(ada)).read('signed-out')).to.be.a('number');
  });

  it('forgets a person in time whose profile does not come', async () => {
    const store = new PretendStore();
    store.read = () => new Promise<never>(() => undefined);
    const one = profiler({ store });
    one.setUser(newUser());
    await one.forget({ timeoutMs: 1 });
    expect(one.state.phase).to.equal('nobody');
  });

  it('may end it at any moment, without a word on the console', async () => {
    const told = await noted(console, 'error', async () => {
      const tested: ProfilePlan = { ...plan, experiments: [{ name: 'label', variants: [{ name: 'short' }] }] };
      for (let moment = 0; moment < 12; moment++) {
        const events: string[] = [];
        const one = profiler({ plan: tested, onEvent: ({ type }) => events.push(type) });
        one.setUser(newUser());
        const calls = [one.ask(['vat_id']), one.readProfile(), one.optOut(), one.forget()];
        for (let turn = 0; turn < moment; turn++) await (moment % 2 ? Promise.resolve() : turns(1));
        one.destroy();
        events.splice(0);
        await Promise.all(calls);
        await turns(3);
        expect([one.state.phase, events]).to.deep.equal(['nobody', []]);
      }
    });
    expect(told).to.deep.equal([]);
  });
});

describe('a sign-in that a page tells of', () => {
  afterEach(destroyAll);

  const sessionsOf = async (user: { sub: string }) => ((await storageOf(user)).read('ledger') as Ledger | undefined)?.n;
  const decided = (one: Profiler) => waitUntil(() => one.state.phase !== 'deciding', 'expected a decision');

  it('begins one session, however often it is told, and another sign-in another one', async () => {
    const user = newUser();
    (await quiet({ plan: onRequest }, user)).destroy();
    expect(await sessionsOf(user)).to.equal(1);
    const one = profiler({ plan: onRequest });
    // The second before the first was counted.
    one.setUser(user, { isNewSignIn: true });
    one.setUser(user, { isNewSignIn: true });
    await decided(one);
    expect(await sessionsOf(user)).to.equal(2);
    one.setUser({ ...user, locale: 'de' }, { isNewSignIn: true });
    await decided(one);
    expect(await sessionsOf(user)).to.equal(2);
    one.setUser({ ...user, auth_time: 5 }, { isNewSignIn: true });
    await decided(one);
    expect(await sessionsOf(user)).to.equal(3);
  });

  it('brings a token that is read, unless something is on the screen', async () => {
    const user = newUser();
    const named: ProfilePlan = { fields: [{ name: 'company', label: 'Company', knownFrom: ['id_token.org'] }] };
    const one = await quiet({ plan: named }, user);
    one.setUser({ ...user, org: 'ACME' });
    await waitUntil(() => one.profile.company, 'expected the company');
    expect(one.profile.company).to.deep.equal({ value: 'ACME', source: 'idp' });
  });
});

describe('a person who stays', () => {
  afterEach(destroyAll);

  const secondTime: ProfilePlan = { fields: [{ name: 'team', label: 'Team', ask: { after: { sessions: 2 } } }] };
  const german: ProfilePlan = {
    fields: [
      { name: 'vat_id', label: 'VAT number', ask: now, when: { country: 'DE' } },
      { name: 'country', label: 'Country', ask: { on: 'never' } },
    ],
  };
  const use = () => dispatchEvent(new Event('keydown'));

  /** A page before this one has found that nothing will be asked for a time. */
  async function rest(resting: ProfilePlan, user: { sub: string }): Promise<void> {
    const before = await quiet({ plan: resting }, user);
    const storage = await storageOf(user);
    await waitUntil(() => storage.read(QUIET_PERIOD_KEY), 'expected a quiet period');
    before.destroy();
  }

  it('is asked when the next session begins, on a page that decides and on one in a quiet period', async () => {
    let time = Date.parse('2026-05-01T12:00:00Z');
    const clock = { plan: secondTime, now: () => new Date(time) };
    for (const isResting of [false, true]) {
      const user = newUser();
      const first = await quiet(clock, user);
      const storage = await storageOf(user);
      await waitUntil(() => storage.read(QUIET_PERIOD_KEY), 'expected a quiet period');
      const one = isResting ? await quiet(clock, user) : first;
      if (isResting) first.destroy();
      time += 2 * MINUTE;
      use();
      await turns();
      expect(one.state.phase).to.equal('quiet');
      time += 31 * MINUTE;
      use();
      await inPhase(one, 'asking');
      one.destroy();
    }
  });

  it('is asked in a quiet period once the page knows something that makes a question relevant, and not for any activity', async () => {
    const user = newUser();
    await rest(german, user);
    const events: string[] = [];
    const one = await quiet({ plan: german, onEvent: ({ type }) => events.push(type) }, user);
    one.track('reading');
    await turns();
    expect(events).to.deep.equal(['profile-changed']);
    one.setKnown({ country: 'DE' });
    await inPhase(one, 'asking');
    expect(namesOf(one)).to.deep.equal(['vat_id']);
  });

  it('is asked for what the page learns while a quiet period is looked up', async () => {
    for (let moment = 0; moment < 30; moment += 3) {
      const user = newUser();
      await rest(german, user);
      const one = profiler({ plan: german });
      one.setUser(user);
      for (let turn = 0; turn < moment; turn++) await Promise.resolve();
      one.setKnown({ country: 'DE' });
      await inPhase(one, 'asking');
    }
  });

  it('has no quiet period written down while an answer waits', async () => {
    const [store, user] = [new PretendStore(), newUser()];
    const one = await asking({ store }, user);
    store.refuse = () => new StoreError('server');
    await one.answer({ company: 'ACME', seats: 3 });
    await waitUntil(() => one.state.notice, 'expected it to wait');
    one.close();
    one.setKnown({ theme: 'dark' });
    await one.ask(['company']);
    await turns();
    expect((await storageOf(user)).read(QUIET_PERIOD_KEY)).to.equal(undefined);
  });
});

describe('what was on the screen before', () => {
  afterEach(destroyAll);

  const withTeam: ProfilePlan = { ...plan, fields: [...plan.fields, { name: 'team', label: 'Team', ask: { page: '/team' } }] };

  it('comes back with what was typed, and is told with all that it shows', async () => {
    const user = newUser();
    const branching: ProfilePlan = {
      fields: [
        { name: 'country', label: 'Country', ask: now },
        { name: 'vat_id', label: 'VAT number', ask: now, when: { country: 'DE' } },
      ],
      pacing: { maxFields: 1 },
    };
    const one = await asking({ plan: branching }, user);
    one.draft('country', 'DE');
    one.destroy();
    const told: string[][] = [];
    await asking({ plan: branching, onEvent: (event) => event.type === 'asked' && told.push(event.detail.names) }, user);
    await waitUntil(() => told.length, 'expected it to be told');
    expect(told).to.deep.equal([['country', 'vat_id']]);
  });

  it('is forgotten once its answer is known, unless it returns with another page; other questions come', async () => {
    const user = newUser();
    const storage = await storageOf(user);
    // A session begins with nothing on the screen.
    (await quiet({ plan: withTeam, known: { company: 'ACME', seats: 3 } }, user)).destroy();
    for (const [names, kept] of [[['company'], undefined], [['team'], { '': { names: ['team'] } }]] as const) {
      storage.write('open-ask', { '': { names } });
      const one = profiler({ plan: withTeam, known: { company: 'ACME', seats: 3 } });
      one.setUser(user);
      await inPhase(one, 'quiet');
      expect(storage.read('open-ask')).to.deep.equal(kept);
      one.destroy();
    }
    storage.write('open-ask', { '': { names: ['company'] } });
    const one = await asking({ plan: withTeam, known: { company: 'ACME' } }, user);
    expect(namesOf(one)).to.deep.equal(['seats']);
  });

  it('moves to another part of the page when the one that showed it ends, and replaces nothing that was asked for there', async () => {
    const [store, user] = [new PretendStore(), newUser()];
    const one = await asking({ store }, user);
    one.draft('company', 'AC');
    const other = await quiet({ store }, user);
    one.destroy();
    await inPhase(other, 'asking');
    expect(fieldOf(other, 'company').value).to.equal('AC');
    const third = await quiet({ store }, user);
    void third.ask(['vat_id']);
    await inPhase(third, 'asking');
    other.destroy();
    await third.readProfile();
    await turns();
    expect(namesOf(third)).to.deep.equal(['vat_id']);
  });

  it('makes way for the next question, which another part of the page asks, and for none in place of its thanks', async () => {
    const [store, user] = [new PretendStore(), newUser()];
    const single: ProfilePlan = { ...often, pacing: { ...often.pacing, maxFields: 1 } };
    const one = await asking({ store, plan: single }, user);
    const other = await quiet({ store, plan: single }, user);
    const thanking = await quiet({ store, plan: single }, user);
    void thanking.ask(['vat_id']);
    await inPhase(thanking, 'asking');
    await thanking.answer({ vat_id: 'DE1' });
    await one.answer({ company: 'ACME' });
    one.close();
    await inPhase(other, 'asking');
    expect(namesOf(other)).to.deep.equal(['seats']);
    other.destroy();
    await turns();
    expect(thanking.state.phase).to.equal('thanking');
  });

  it('are thanks, which stay when another tab has nothing on the screen', async () => {
    const one = await asking();
    await untilLater();
    await one.answer({ company: 'ACME' });
    dispatchEvent(new StorageEvent('storage', { key: null }));
    await one.readProfile();
    expect(one.state.phase).to.equal('thanking');
  });

  it('goes when another tab has emptied the storage', async () => {
    const user = newUser();
    const one = await asking({}, user);
    const storage = await storageOf(user);
    await waitUntil(async () => {
      localStorage.removeItem(storage.key('open-ask'));
      dispatchEvent(new StorageEvent('storage', { key: null }));
      await turns(1);
      return one.state.phase === 'quiet';
    }, 'expected it to go');
  });
});
