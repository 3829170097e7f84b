import { expect } from '@open-wc/testing';
import '../../src/define.ts';
import { createProfiler, type Profiler } from '../../src/headless.ts';
import { recordDeclined } from '../../src/plan/ledger.ts';
import { nextAsk } from '../../src/plan/next-ask.ts';
import type { ProfilePlan } from '../../src/plan/plan.ts';
import { asIfSession, FakeClock, FakeStore, type SessionOptions } from '../../src/testing/index.ts';
import type { TellUsMoreElement } from '../../src/index.ts';
import { waitUntil } from '../wait-until.ts';

const plan: ProfilePlan = {
  fields: [
    { name: 'first_name', label: 'First name', ask: 'signup', knownFrom: ['given_name'] },
    { name: 'company', label: 'Company' },
    { name: 'role', label: 'Role', ask: { after: { sessions: 4 } } },
    { name: 'size', label: 'Size', type: 'number', ask: { after: { days: 30 } } },
    { name: 'team', label: 'Team', ask: { after: { sessions: 5 } }, when: { company: 'Acme' } },
  ],
  pacing: { maxFields: 5 },
};

const profilers: Profiler[] = [];
afterEach(() => profilers.splice(0).forEach((one) => one.destroy()));

/** What a page asks somebody in this session. */
async function namesAsked(session: number, options: SessionOptions = {}): Promise<string[]> {
  const { user, store } = asIfSession(plan, session, options);
  const profiler = createProfiler({ plan, clientId: 'testing', store, now: () => options.now ?? new Date() });
  profilers.push(profiler);
  profiler.setUser(user);
  await waitUntil(() => ['asking', 'quiet'].includes(profiler.state.phase), 'it decides');
  return profiler.state.fields.map(({ name }) => name);
}

describe('asIfSession', () => {
  it('makes somebody whom a page asks as in that session', async () => {
    const told = { userMetadata: { first_name: 'Ada' } };
    expect(await namesAsked(1, told)).to.deep.equal([]);
    expect(await namesAsked(2, told)).to.deep.equal(['company']);
    expect(await namesAsked(3, told)).to.deep.equal(['company']);
    expect(await namesAsked(4, told)).to.deep.equal(['company', 'role']);
    expect(await namesAsked(4, { ...told, daysApart: 10 })).to.deep.equal(['company', 'role', 'size']);
    expect(await namesAsked(5, { userMetadata: { first_name: 'Ada', company: 'Acme' } })).to.deep.equal(['role', 'team']);
    expect(await namesAsked(5, { userMetadata: { first_name: 'Ada', company: 'Initech' } })).to.deep.equal(['role']);
  });

  it('knows what a provider told, who was never shown the sign-up fields, and what was put off or declined', async () => {
    expect(await namesAsked(1, { signUp: false })).to.deep.equal(['first_name']);
    expect(await namesAsked(1, { signUp: false, claims: { given_name: 'Ada' } })).to.deep.equal([]);
    expect(await namesAsked(4, { userMetadata: { first_name: 'Ada' }, snoozed: ['company'], daysApart: 2 })).to.deep.equal(['role']);
    expect(await namesAsked(4, { userMetadata: { first_name: 'Ada' }, snoozed: ['company'], daysApart: 8 })).to.deep.equal(['company', 'role']);
    expect(await namesAsked(9, { userMetadata: { first_name: 'Ada' }, declined: ['role'], daysApart: 2 })).to.deep.equal(['company']);
  });

  it('gives claims and a profile that say the same', () => {
    const now = new Date('2026-05-01T09:00:00Z');
    const { user, store } = asIfSession(plan, 6, { now, userMetadata: { company: 'Acme' }, declined: ['role'] });
    const ledger = store.userMetadata['progressive_lock'] as never;
    const profile = { company: { value: 'Acme', source: 'user' as const } };
    expect(nextAsk(plan, { profile, ledger, now })?.fields.map(({ name }) => name)).to.deep.equal(['first_name', 'team']);
    expect(recordDeclined(plan, ledger, [], now).n).to.equal(6);
    expect(user.auth_time).to.equal(now.getTime() / 1000);
  });

  it('makes another person each time, and the same one where it is told who', () => {
    expect(asIfSession(plan, 2).user.sub).not.to.equal(asIfSession(plan, 2).user.sub);
    expect(asIfSession(plan, 2, { claims: { sub: 'auth0|ada' } }).user.sub).to.equal('auth0|ada');
  });

  it('takes only the number of a session, and fields of the plan', () => {
    for (const session of [0, 1.5, -1, 5000, NaN]) expect(() => asIfSession(plan, session)).to.throw(RangeError, `got ${session}`);
    for (const option of ['snoozed', 'declined']) expect(() => asIfSession(plan, 3, { [option]: ['rol'] })).to.throw(RangeError, 'got "rol"');
  });

  it('is enough for the element', async () => {
    const { user, store } = asIfSession(plan, 2, { userMetadata: { first_name: 'Ada' } });
    const element = Object.assign(document.createElement('tell-us-more'), { plan, clientId: 'testing', user, store }) as TellUsMoreElement;
    document.body.append(element);
    try {
      await waitUntil(() => element.shadowRoot?.querySelector('input'), 'it asks');
      const input = element.shadowRoot!.querySelector('input')!;
      input.value = 'Acme';
      input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
      element.shadowRoot!.querySelector<HTMLButtonElement>('button[type="submit"], [part~="save"]')!.click();
      await waitUntil(() => store.answers['company'] === 'Acme', 'it is saved');
      expect(store.answers).to.deep.equal({ first_name: 'Ada', company: 'Acme' });
    } finally {
      element.remove();
    }
  });
});

describe('FakeStore', () => {
  it('merges root keys, takes null as a removal, and answers with copies', async () => {
    const given = { a: 1, list: ['x'] };
    const store = new FakeStore(given);
    const answer = await store.save('ada', { b: 2, a: null });
    expect(answer).to.deep.equal({ list: ['x'], b: 2 });
    (answer['list'] as string[]).push('y');
    given.list.push('z');
    expect(await store.read('ada')).to.deep.equal({ list: ['x'], b: 2 });
    expect(store.calls).to.deep.equal([{ kind: 'save', userId: 'ada', patch: { b: 2, a: null } }, { kind: 'read', userId: 'ada' }]);
  });

  it('fails as often as it is told, and changes nothing then', async () => {
    const store = new FakeStore({ a: 1 });
    store.fail('network', 2);
    const codes = await Promise.all([store.save('ada', { a: 2 }), store.read('ada')].map((call) => call.catch((error: { code: string }) => error.code)));
    expect(codes).to.deep.equal(['network', 'network']);
    expect(await store.read('ada')).to.deep.equal({ a: 1 });
  });

  it('lets calls wait, and drops those that are ended meanwhile', async () => {
    const store = new FakeStore();
    const release = store.hold();
    const end = new AbortController();
    const [kept, ended] = [store.save('ada', { a: 1 }), store.save('ada', { b: 1 }, { signal: end.signal }).catch((error: { code: string }) => error.code)];
    expect(store.userMetadata).to.deep.equal({});
    end.abort();
    release();
    expect(await Promise.all([kept, ended])).to.deep.equal([{ a: 1 }, 'aborted']);
    expect(await store.read('ada')).to.deep.equal({ a: 1 });
  });
});

describe('FakeClock', () => {
  it('stands still, and goes on when it is told', () => {
    const clock = new FakeClock('2026-05-01T09:00:00Z');
    const { now } = clock;
    clock.advance('P1DT30M');
    expect(now().toISOString()).to.equal('2026-05-02T09:30:00.000Z');
    clock.set(new Date(0));
    expect(now().getTime()).to.equal(0);
    expect(() => clock.advance('a day')).to.throw(TypeError, 'got "a day"');
    expect(() => clock.set('soon')).to.throw(TypeError, 'got "soon"');
    expect(() => new FakeClock('soon')).to.throw(TypeError);
  });
});
