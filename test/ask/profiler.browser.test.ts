import { expect } from '@open-wc/testing';
import type { ProfilerEvent } from '../../src/headless.ts';
import { StoreError } from '../../src/person/store-error.ts';
import '../../src/define.ts';
import { PersonStorage } from '../../src/person/person-storage.ts';
import { QUIET_PERIOD_KEY } from '../../src/person/quiet-period.ts';
import type { Ledger } from '../../src/plan/ledger.ts';
import { hashText } from '../../src/plan/plan-index.ts';
import type { ProfilePlan } from '../../src/plan/plan.ts';
import { PretendStore } from '../person/pretend-store.ts';
import { untilLater } from '../platform/until-later.ts';
import { waitUntil } from '../wait-until.ts';
import { asking, destroyAll, fieldOf, inPhase, namesOf, newUser, now, plan, profiler, refusal } from './open-profiler.ts';

describe('createProfiler', () => {
  afterEach(destroyAll);

  it('asks, saves, thanks and takes back, and tells of each by a new state', async () => {
    const store = new PretendStore();
    const events: ProfilerEvent[] = [];
    const user = newUser();
    const one = profiler({ store, language: 'de', onEvent: (event) => events.push(event) });
    const phases: string[] = [];
    one.subscribe(() => phases.push(one.state.phase));
    const nobody = one.state;
    expect(nobody).to.deep.equal({ phase: 'nobody', fields: [], canUndo: false, known: [] });
    one.setUser(user);
    expect(one.state.phase).to.equal('deciding');
    await inPhase(one, 'asking');
    const asked = one.state;
    expect(asked).to.deep.equal({
      phase: 'asking',
      fields: [
        { name: 'company', type: 'text', label: 'Firma', why: 'Für die Rechnungen', placeholder: 'ACME', required: true, minLength: 2, maxLength: 499, autocomplete: 'organization' },
        { name: 'seats', type: 'number', label: 'Plätze', min: 1, max: 50 },
      ],
      step: { index: 1, count: 1 },
      canUndo: false,
      known: [],
      progress: { known: 0, total: 1, next: { name: 'company', why: 'Für die Rechnungen' } },
      language: 'de',
    });
    expect(JSON.parse(JSON.stringify(asked))).to.deep.equal(asked);

    expect(await one.answer({ company: 'ACME', seats: '12' })).to.equal(true);
    expect(one.state.phase).to.equal('thanking');
    expect(one.state.canUndo).to.equal(true);
    expect(one.state.known).to.deep.equal(['company', 'seats']);
    await waitUntil(() => store.profile(user.sub).company === 'ACME', 'expected it in the profile');
    expect(store.profile(user.sub).seats).to.equal(12);
    expect(one.profile.company).to.deep.equal({ value: 'ACME', source: 'user' });
    await waitUntil(() => events.some(({ type }) => type === 'saved'), 'expected "saved"');

    await one.undo();
    expect(one.state.phase).to.equal('asking');
    expect(fieldOf(one, 'company').value).to.equal('ACME');
    await waitUntil(() => store.profile(user.sub).company === undefined, 'expected it out of the profile');
    expect(one.state.known).to.deep.equal([]);
    expect(await one.answer({ seats: 13 })).to.equal(true);
    await waitUntil(() => store.profile(user.sub).seats === 13, 'expected the second answer');
    expect(store.profile(user.sub).company).to.equal('ACME');
    one.close();
    await inPhase(one, 'quiet');
    expect(one.state.fields).to.deep.equal([]);
    expect(asked).to.not.equal(one.state);
    expect([...new Set(phases)]).to.deep.equal(['deciding', 'asking', 'thanking', 'quiet']);
    expect(events.map(({ type }) => type)).to.include.members(['before-ask', 'asked', 'answered', 'saved', 'profile-changed']);
  });

  it('says in the person’s language what is wrong, saves nothing of it, and lets go of it once it is right', async () => {
    const store = new PretendStore();
    const one = await asking({ store, language: 'de' });
    expect(await one.answer({ company: 'A', seats: 'many' })).to.equal(false);
    expect(fieldOf(one, 'company').error).to.contain('2 Zeichen');
    expect(fieldOf(one, 'seats').error).to.contain('Bitte eine Zahl eingeben');
    // What was typed is drawn again.
    expect(one.state.fields.map(({ value }) => value)).to.deep.equal(['A', 'many']);
    one.draft('company', 'ACME');
    expect(fieldOf(one, 'company').error).to.equal(undefined);
    expect(fieldOf(one, 'company').value).to.equal('ACME');
    expect(await one.answer()).to.equal(false);
    expect(await one.answer({ seats: 51 })).to.equal(false);
    expect(fieldOf(one, 'seats').error).to.contain('50');
    expect(store.patches).to.deep.equal([]);
    expect(await one.answer({ seats: null })).to.equal(true);
    await waitUntil(() => store.patches.length, 'expected a save');
    expect(store.patches[0]).to.not.have.property('seats');
  });

  it('asks for what is required, and for one answer at least', async () => {
    const one = await asking({ language: 'en' });
    expect(await one.answer({})).to.equal(false);
    expect(fieldOf(one, 'company').error).to.be.a('string');
    const optional = await asking({ language: 'en', plan: { fields: [{ name: 'team', label: 'Team', ask: now }] } });
    expect(await optional.answer({ team: '  ' })).to.equal(false);
    expect(optional.state.notice).to.deep.equal({ code: 'blank', text: 'Give an answer, or choose “Not now”.' });
    optional.draft('team', 'Blue');
    expect(optional.state.notice).to.equal(undefined);
  });

  it('refuses answers to what is not asked, with what it expected and what it got', async () => {
    const one = await asking();
    expect(await refusal(one.answer({ compny: 'ACME' }))).to.equal('Expected an answer to what is asked now (company, seats), got "compny".');
    expect(await refusal(one.answer(JSON.parse('{"__proto__": 1}') as Record<string, number>))).to.contain('got "__proto__"');
    expect(() => one.draft('vat_id', 'DE1')).to.throw('got "vat_id"');
    expect(one.state.phase).to.equal('asking');
  });

  it('writes an answer down once, however often it is given', async () => {
    const events: string[] = [];
    const one = await asking({ onEvent: ({ type }) => events.push(type) });
    const taken = await Promise.all([one.answer({ company: 'ACME' }), one.answer({ company: 'ACME' })]);
    expect(taken).to.deep.equal([true, false]);
    expect(events.filter((type) => type === 'answered')).to.have.length(1);
    expect(await one.answer({ company: 'ACME' })).to.equal(false);
  });

  it('asks many questions in steps, and takes all of them back', async () => {
    const store = new PretendStore();
    const user = newUser();
    const fields = ['one', 'two', 'three', 'four'].map((name) => ({ name, label: name, ask: { on: 'never' } }));
    const one = profiler({ store, plan: { fields } });
    one.setUser(user);
    const answers = one.ask(['one', 'two', 'three', 'four']);
    await inPhase(one, 'asking');
    expect(one.state.step).to.deep.equal({ index: 1, count: 2 });
    expect(namesOf(one)).to.deep.equal(['one', 'two']);
    await one.answer({ one: '1', two: '2' });
    expect(one.state.step).to.deep.equal({ index: 2, count: 2 });
    expect(one.state.fields).to.deep.equal(['three', 'four'].map((name) => ({ name, type: 'text', label: name, maxLength: 499 })));
    one.back();
    await waitUntil(() => one.state.step?.index === 1, 'expected the first step');
    expect(one.state.fields.map(({ value }) => value)).to.deep.equal(['1', '2']);
    await one.answer();
    expect([one.state.step, namesOf(one)]).to.deep.equal([{ index: 2, count: 2 }, ['three', 'four']]);
    await one.answer({ three: '3' });
    expect(await answers).to.deep.equal({ one: '1', two: '2', three: '3' });
    await one.undo();
    expect(namesOf(one)).to.deep.equal(['one', 'two']);
    expect(one.state.fields.map(({ value }) => value)).to.deep.equal(['1', '2']);
    await waitUntil(() => store.patches.length && Object.keys(store.profile(user.sub)).join() === 'progressive_lock', 'expected nothing');
  });

  it('thanks in the plan\'s words for what was answered, and names the ends of a scale', async () => {
    const fields: ProfilePlan['fields'] = [
      { name: 'company', label: 'Company', ask: now, thanks: { en: 'Colleagues can now find you', de: 'Kollegen finden Sie jetzt' } },
      { name: 'mood', label: 'Mood', type: 'rating', ask: now, thanks: 'Noted', lowLabel: 'Bad', highLabel: { de: 'Gut' } },
    ];
    for (const [values, thanks] of [[{ company: 'ACME', mood: 3 }, 'Kollegen finden Sie jetzt'], [{ mood: '4' }, 'Noted']] as const) {
      const one = await asking({ language: 'de', plan: { fields } });
      expect(one.state.thanks).to.equal(undefined);
      expect(fieldOf(one, 'mood')).to.include({ lowLabel: 'Bad', highLabel: 'Gut' });
      await one.answer(values);
      expect([one.state.phase, one.state.thanks]).to.deep.equal(['thanking', thanks]);
    }
  });

  it('takes a number as the person writes it', async () => {
    const store = new PretendStore();
    const user = newUser();
    const one = await asking({ store, language: 'de', plan: { fields: [{ name: 'share', label: 'Share', type: 'number', ask: now }] } }, user);
    expect(await one.answer({ share: 'vier' })).to.equal(false);
    expect(fieldOf(one, 'share').error).to.contain('4,5');
    expect(await one.answer({ share: '4,5' })).to.equal(true);
    await waitUntil(() => store.profile(user.sub).share === 4.5, 'expected it in the profile');
  });

  it('shows a value from elsewhere to be confirmed, and takes no silence for a yes', async () => {
    const store = new PretendStore();
    const user = { ...newUser(), org: 'ACME' };
    const confirmed: ProfilePlan = { fields: [{ name: 'company', label: 'Company', ask: now, knownFrom: ['id_token.org'], confirm: true }] };
    const one = await asking({ store, plan: confirmed }, user);
    expect(fieldOf(one, 'company')).to.include({ value: 'ACME', source: 'idp', isConfirmation: true });
    expect(await one.answer()).to.equal(false);
    expect(one.state.notice?.code).to.equal('blank');
    expect(await one.answer({ company: fieldOf(one, 'company').value })).to.equal(true);
    await waitUntil(() => store.profile(user.sub).company === 'ACME', 'expected it in the profile');
  });

  it('gives the choices in the person’s language, also those that have to be fetched first', async () => {
    let give: undefined | ((options: { value: string; label: Record<string, string> }[]) => void);
    const options = () => new Promise<{ value: string; label: Record<string, string> }[]>((resolve) => (give = resolve));
    const fields: ProfilePlan['fields'] = [
      { name: 'role', label: 'Role', type: 'select', ask: now, options },
      { name: 'land', label: 'Country', type: 'country', ask: now },
      { name: 'mood', label: 'Mood', type: 'rating', ask: now },
    ];
    const one = profiler({ language: 'de', plan: { fields, pacing: { maxFields: 3 } } });
    one.setUser(newUser());
    await waitUntil(() => give, 'expected it to be fetched');
    expect(one.state.fields).to.deep.equal([]);
    give!([{ value: 'dev', label: { en: 'Development', de: 'Entwicklung' } }]);
    await inPhase(one, 'asking');
    expect(fieldOf(one, 'land').options).to.deep.include({ value: 'FR', label: 'Frankreich' });
    expect(fieldOf(one, 'mood')).to.include({ min: 1, max: 5, step: 1 });
    expect(fieldOf(one, 'role').options).to.deep.equal([{ value: 'dev', label: 'Entwicklung' }]);
    expect(await one.answer({ role: 'cook' })).to.equal(false);
    expect(fieldOf(one, 'role').error).to.be.a('string');
  });

  describe('a question that an answer brings along', () => {
    const country = { name: 'country', label: 'Country', ask: now, minLength: 2 };
    const vat = { name: 'vat_id', label: 'VAT number', ask: now, when: { country: 'DE' } };
    const seats = { name: 'seats', label: 'Seats', ask: now };
    const branching: ProfilePlan = { fields: [country, vat, seats], pacing: { maxFields: 2 } };

    it('appears below it as soon as it is answered, and is saved with it', async () => {
      const events: ProfilerEvent[] = [];
      const store = new PretendStore();
      const user = newUser();
      const one = await asking({ plan: branching, store, onEvent: (event) => events.push(event) }, user);
      expect(namesOf(one)).to.deep.equal(['country', 'seats']);
      one.draft('country', 'D');
      expect(namesOf(one)).to.deep.equal(['country', 'seats']);
      one.draft('country', 'DE');
      expect(namesOf(one)).to.deep.equal(['country', 'vat_id', 'seats']);
      expect(fieldOf(one, 'vat_id').isFollowUp).to.equal(true);
      expect(fieldOf(one, 'country').value).to.equal('DE');
      expect(one.explain().find(({ name }) => name === 'vat_id')).to.include({ asked: true, reason: 'asked' });
      one.draft('vat_id', 'DE123');
      expect(await one.answer()).to.equal(true);
      await waitUntil(() => store.profile(user.sub).vat_id === 'DE123', 'expected it in the profile');
      expect(store.profile(user.sub).country).to.equal('DE');
      const asked = events.flatMap((event) => (event.type === 'asked' ? [event.detail.names] : []));
      expect(asked).to.deep.equal([['country', 'seats'], ['vat_id']]);
      const { c, k } = (await PersonStorage.open(user.sub, 'headless')).read('ledger') as Ledger;
      expect([c, Object.keys(k).length]).to.deep.equal([1, 3]);
      await one.undo();
      expect(namesOf(one)).to.deep.equal(['country', 'vat_id', 'seats']);
      expect(fieldOf(one, 'vat_id').value).to.equal('DE123');
    });

    it('goes with another answer, and is saved no more', async () => {
      const store = new PretendStore();
      const user = newUser();
      const one = await asking({ plan: branching, store }, user);
      one.draft('country', 'DE');
      one.draft('vat_id', 'DE123');
      one.draft('country', 'FR');
      expect(namesOf(one)).to.deep.equal(['country', 'seats']);
      expect(await one.answer()).to.equal(true);
      await waitUntil(() => store.profile(user.sub).country === 'FR', 'expected it in the profile');
      expect(store.profile(user.sub)).not.to.have.property('vat_id');
    });

    it('is there again after a reload', async () => {
      const user = newUser();
      const one = await asking({ plan: branching }, user);
      one.draft('country', 'DE');
      one.draft('vat_id', 'DE1');
      one.destroy();
      const next = await asking({ plan: branching }, user);
      expect(namesOf(next)).to.deep.equal(['country', 'vat_id', 'seats']);
      expect(fieldOf(next, 'vat_id').value).to.equal('DE1');
    });

    it('waits for its choices, and stays away where they do not come', async () => {
      let give: undefined | ((options: { value: string; label: string }[]) => void);
      const options = () => new Promise<{ value: string; label: string }[]>((resolve) => (give = resolve));
      const one = await asking({ plan: { fields: [country, { ...vat, type: 'select', options }] } });
      one.draft('country', 'DE');
      expect(namesOf(one)).to.deep.equal(['country']);
      await waitUntil(() => give, 'expected it to be fetched');
      give!([{ value: 'a', label: 'A' }]);
      await waitUntil(() => one.state.fields.length > 1, 'expected the choices');
      expect(fieldOf(one, 'vat_id').options).to.deep.equal([{ value: 'a', label: 'A' }]);

      const errors: ProfilerEvent[] = [];
      const none = () => Promise.reject(new Error('none'));
      const other = await asking({ plan: { fields: [country, { ...vat, type: 'select', options: none }] }, onEvent: (event) => event.type === 'error' && errors.push(event) });
      other.draft('country', 'DE');
      await waitUntil(() => errors.length === 1, 'expected it to be told');
      expect(namesOf(other)).to.deep.equal(['country']);
    });

    it('comes before its time only where the page has asked for what is next', async () => {
      const one = await asking({ plan: { fields: [country, { ...vat, ask: { after: { sessions: 5 } } }] } });
      one.draft('country', 'DE');
      expect(namesOf(one)).to.deep.equal(['country']);
      const answers = one.ask();
      await waitUntil(() => namesOf(one).length > 1, 'expected the number');
      await one.answer({ vat_id: 'DE123' });
      expect(await answers).to.deep.equal({ country: 'DE', vat_id: 'DE123' });
    });

    it('does not come where the page has named the fields', async () => {
      const one = profiler({ plan: { fields: [{ ...country, ask: { on: 'never' } }, vat] } });
      one.setUser(newUser());
      const answers = one.ask(['country']);
      await inPhase(one, 'asking');
      one.draft('country', 'DE');
      expect(namesOf(one)).to.deep.equal(['country']);
      await one.answer();
      expect(await answers).to.deep.equal({ country: 'DE' });
    });
  });

  describe('a list that does not come', () => {
    const failing = () => Promise.reject(new Error('no list today'));
    const role = (more: Partial<ProfilePlan['fields'][number]> = {}) => ({ name: 'role', label: 'Role', type: 'select' as const, ask: now, options: failing, ...more });
    const seats = { name: 'seats', label: 'Seats', ask: now };

    it('drops its field from the ask, which does not count as shown', async () => {
      const events: ProfilerEvent[] = [];
      const user = newUser();
      const one = await asking({ plan: { fields: [role(), seats] }, onEvent: (event) => events.push(event) }, user);
      expect(namesOf(one)).to.deep.equal(['seats']);
      await waitUntil(() => events.some(({ type }) => type === 'asked'), 'expected it to be told');
      const asked = events.find((event) => event.type === 'asked')!;
      expect(asked.detail.names).to.deep.equal(['seats']);
      const failure = events.find((event) => event.type === 'error')!;
      expect(failure.error.message).to.equal('Expected the choices of "role", but no list today.');
      const storage = await PersonStorage.open(user.sub, 'headless');
      expect(Object.keys((storage.read('ledger') as Ledger).k)).to.deep.equal([hashText('seats')]);
    });

    it('lets the next field take its place, without waiting for the list again', async () => {
      let calls = 0;
      const options = () => {
        calls++;
        return failing();
      };
      const one = await asking({ plan: { fields: [role({ options, priority: 1 }), seats], pacing: { maxFields: 1 } } });
      expect(namesOf(one)).to.deep.equal(['seats']);
      expect(calls).to.equal(1);
    });

    it('is asked for on the next page: no quiet period is written down for it', async () => {
      const user = newUser();
      const one = profiler({ plan: { fields: [role()] } });
      one.setUser(user);
      await inPhase(one, 'quiet');
      await one.readProfile();
      expect(one.explain().map(({ name, asked }) => [name, asked])).to.deep.equal([['role', true]]);
      const storage = await PersonStorage.open(user.sub, 'headless');
      expect(storage.read(QUIET_PERIOD_KEY)).to.equal(undefined);
      expect((storage.read('ledger') as Ledger).k).to.deep.equal({});
      one.destroy();
      const next = await asking({ plan: { fields: [role({ options: () => [{ value: 'dev', label: 'Development' }] })] } }, user);
      expect(namesOf(next)).to.deep.equal(['role']);
    });

    it('gives a page that asks for it by name what is known, and does not wait', async () => {
      const one = profiler({ plan: { fields: [role({ ask: { on: 'never' } }), { ...seats, ask: { on: 'never' } }] }, known: { seats: 'Three' } });
      one.setUser(newUser());
      expect(await one.ask(['role', 'seats'])).to.deep.equal({ seats: 'Three' });
      expect(await one.ask(['role'])).to.equal(null);
    });
  });

  it('asks by name, puts off, declines, and gives the known ones without asking', async () => {
    const one = await asking();
    await one.snooze();
    expect(one.state.phase).to.equal('quiet');
    expect(one.explain().find(({ name }) => name === 'company')?.reason).to.equal('snoozed');
    const asked = one.ask(['vat_id']);
    await inPhase(one, 'asking');
    expect(namesOf(one)).to.deep.equal(['vat_id']);
    await one.decline();
    expect(await asked).to.equal(null);
    expect(one.explain().find(({ name }) => name === 'vat_id')?.reason).to.equal('declined');
    one.setKnown({ company: 'ACME', seats: 2 });
    expect(await one.ask(['company', 'seats'])).to.deep.equal({ company: 'ACME', seats: 2 });
    expect(one.state.known).to.deep.equal(['company', 'seats']);
  });

  it('asks for what an activity makes relevant, and for nothing once it is silenced', async () => {
    const one = profiler({ known: { company: 'ACME', seats: 1 } });
    one.setUser(newUser());
    await inPhase(one, 'quiet');
    one.track('checkout');
    await inPhase(one, 'asking');
    expect(namesOf(one)).to.deep.equal(['vat_id']);
    await one.silence();
    expect(one.state.phase).to.equal('quiet');
    expect(one.explain().some(({ asked }) => asked)).to.equal(false);
  });

  it('keeps what was typed for the next page, unless it is sensitive', async () => {
    const user = newUser();
    const secret: ProfilePlan = { ...plan, fields: plan.fields.map((field) => ({ ...field, sensitive: field.name === 'seats' })) };
    const one = await asking({ plan: secret }, user);
    one.draft('company', ' AC');
    one.draft('seats', '7');
    expect(one.state.fields.map(({ value }) => value)).to.deep.equal([' AC', '7']);
    one.destroy();
    const next = await asking({ plan: secret }, user);
    expect(next.state.fields.map(({ value }) => value)).to.deep.equal(['AC', undefined]);
    expect(await next.answer()).to.equal(true);
  });

  it('keeps an answer that cannot be sent, and says so', async () => {
    const store = new PretendStore();
    store.refuse = () => new StoreError('server');
    const one = await asking({ store, language: 'en' });
    await one.answer({ company: 'ACME' });
    await waitUntil(() => one.state.notice, 'expected a notice');
    expect(one.state.phase).to.equal('thanking');
    expect(one.state.notice).to.deep.equal({ code: 'kept', text: 'Saved on this device. We’ll send it shortly.' });
  });

  it('leaves the page the last word on whether something is asked', async () => {
    const events: string[] = [];
    const one = profiler({
      onEvent: (event) => {
        events.push(event.type);
        if (event.type === 'before-ask') event.preventDefault();
      },
    });
    one.setUser(newUser());
    await waitUntil(() => one.state.phase === 'quiet' && events.includes('before-ask'), 'expected a decision');
    expect(one.state.fields).to.deep.equal([]);
    expect(events).to.not.include('asked');
  });

  it('shows the next person nothing of the one before, whose answers that are late change nothing', async () => {
    const store = new PretendStore();
    const [ada, bob] = [newUser(), newUser()];
    store.profiles.set(bob.sub, { company: 'Bob & Sons' });
    const saved: string[] = [];
    const one = await asking({ store, onEvent: (event) => event.type === 'saved' && saved.push(...event.detail.names) }, ada);
    one.draft('seats', 7);
    const open = store.close();
    const pending = one.ask(['company']);
    await waitUntil(() => namesOf(one).join() === 'company', 'expected the company');
    expect(await one.answer({ company: 'Ada' })).to.equal(true);
    expect(await pending).to.deep.equal({ company: 'Ada' });
    const waiting = one.ask(['vat_id']);
    await waitUntil(() => namesOf(one).join() === 'vat_id', 'expected the number');
    one.setUser(bob);
    expect(one.state).to.deep.equal({ phase: 'deciding', fields: [], canUndo: false, known: [] });
    expect(await waiting).to.equal(null);
    await inPhase(one, 'asking');
    expect(one.state.known).to.deep.equal(['company']);
    expect(one.state.fields).to.deep.equal([{ name: 'seats', type: 'number', label: 'Seats', min: 1, max: 50 }]);
    open();
    await one.answer({ seats: 3 });
    await waitUntil(() => saved.length, 'expected a save');
    expect(saved).to.deep.equal(['seats']);
    expect(store.profile(bob.sub).company).to.equal('Bob & Sons');
  });

  it('does not make the next person wait for what was read for the one before', async () => {
    class SlowStore extends PretendStore {
      slow = '';
      override read(userId: string) {
        return userId === this.slow ? new Promise<never>(() => undefined) : super.read(userId);
      }
    }
    const store = new SlowStore();
    const [ada, bob] = [newUser(), newUser()];
    store.slow = ada.sub;
    const one = profiler({ store });
    one.setUser(ada);
    const waiting = one.ask();
    one.setUser(bob);
    expect(await waiting).to.equal(null);
    await inPhase(one, 'asking');
  });

  it('ends with a sign-out here and in another tab', async () => {
    const store = new PretendStore();
    const user = newUser();
    const one = await asking({ store }, user);
    one.draft('company', 'ACME');
    await one.forget();
    expect(one.state.phase).to.equal('nobody');
    expect(await refusal(one.ask())).to.contain('Expected a signed-in person before ask(), but nobody is.');
    const storage = await PersonStorage.open(user.sub, 'headless');
    expect(storage.read('drafts')).to.equal(undefined);

    one.setUser(user);
    await waitUntil(() => one.state.phase !== 'deciding', 'expected a decision');
    const waiting = one.ask(['vat_id']);
    await inPhase(one, 'asking');
    await untilLater();
    storage.forget();
    dispatchEvent(new StorageEvent('storage', { key: storage.key('signed-out') }));
    expect(one.state.phase).to.equal('nobody');
    expect(await waiting).to.equal(null);
  });

  it('goes on with a renewed token of the same person', async () => {
    const user = newUser();
    const one = await asking({}, user);
    const before = one.state;
    one.setUser({ ...user });
    one.setUser({ ...user, iat: 5 });
    expect(one.state).to.equal(before);
  });

  describe('what happens around a question', () => {
    const onTeamPage: ProfilePlan = { fields: [{ name: 'team', label: 'Team', ask: { page: '/team' } }] };
    const events: ProfilerEvent[] = [];
    const onEvent = (event: ProfilerEvent) => events.push(event);
    const errors = () => events.flatMap((event) => (event.type === 'error' ? [event.error.message] : []));

    beforeEach(() => events.splice(0));
    afterEach(() => {
      location.hash = '';
    });

    it('a question of one page of the app comes and goes with that page', async () => {
      const one = profiler({ plan: onTeamPage });
      one.setUser(newUser());
      await inPhase(one, 'quiet');
      location.hash = '#/team';
      await inPhase(one, 'asking');
      location.hash = '#/other';
      await inPhase(one, 'quiet');
      location.hash = '#/team';
      await inPhase(one, 'asking');
    });

    it('a question stays on another page while the person is using it, and where the page has asked', async () => {
      location.hash = '#/team';
      const used = await asking({ plan: onTeamPage, isBeingUsed: () => true });
      const wanted = profiler({ plan: { fields: [{ name: 'seats', label: 'Seats', ask: { on: 'never' } }] } });
      wanted.setUser(newUser());
      void wanted.ask(['seats']);
      await inPhase(wanted, 'asking');
      const left = await asking({ plan: onTeamPage });
      location.hash = '#/other';
      await inPhase(left, 'quiet');
      expect([used.state.phase, wanted.state.phase]).to.deep.equal(['asking', 'asking']);
    });

    it('what the page learns meanwhile is not asked any more, unless the person is using it', async () => {
      let isBeingUsed = true;
      const one = await asking({ plan: { fields: [{ name: 'company', label: 'Company', ask: now }] }, isBeingUsed: () => isBeingUsed });
      one.setKnown({ company: 'ACME' });
      await one.readProfile();
      expect(one.state.phase).to.equal('asking');
      isBeingUsed = false;
      one.setKnown({ company: 'ACME Ltd' });
      await inPhase(one, 'quiet');
      expect(one.profile.company).to.deep.equal({ value: 'ACME Ltd', source: 'app' });
    });

    it('a person who wants no questions is asked again once they take that back, also from another device', async () => {
      const [store, user] = [new PretendStore(), newUser()];
      const often: ProfilePlan = { ...plan, pacing: { ...plan.pacing, coolDown: 'PT0S', asksPerSession: 5 } };
      const one = await asking({ store, plan: often }, user);
      await one.optOut();
      expect(one.state.phase).to.equal('quiet');
      await waitUntil(() => store.patches.length, 'expected it in the profile');
      const next = profiler({ store, plan: often, clientId: 'other-app' });
      next.setUser(user);
      await inPhase(next, 'quiet');
      await next.optOut(false);
      await inPhase(next, 'asking');
      expect(namesOf(next)).to.deep.equal(['company', 'seats']);
    });

    it('the page renews its token after a save, and hears if that fails', async () => {
      let calls = 0;
      const refresh = () => {
        calls++;
        return Promise.reject(new Error('no token today'));
      };
      const one = await asking({ refresh, onEvent });
      await one.answer({ company: 'ACME' });
      await waitUntil(() => errors().length, 'expected it to be told');
      expect([calls, errors(), one.state.notice]).to.deep.equal([1, ['no token today'], undefined]);
    });

    it('a profile that cannot be read is told, and nothing is asked in ignorance of it', async () => {
      const store = new PretendStore();
      store.read = () => Promise.reject(new StoreError('server'));
      const one = profiler({ store, onEvent });
      one.setUser(newUser());
      await inPhase(one, 'quiet');
      expect(events.map(({ type }) => type)).to.include('error').and.not.include('asked');
      expect(await refusal(one.readProfile())).to.equal(errors()[0]);
    });

    it('an answer that waits is sent before the person is forgotten, or dropped when the time is over', async () => {
      for (const isOpen of [true, false]) {
        const [store, user] = [new PretendStore(), newUser()];
        const one = await asking({ store }, user);
        store.refuse = () => new StoreError('server');
        await one.answer({ company: 'ACME' });
        await waitUntil(() => one.state.notice, 'expected it to wait');
        store.refuse = () => undefined;
        if (!isOpen) store.close();
        await one.forget({ timeoutMs: isOpen ? 1000 : 1 });
        expect(store.profile(user.sub).company).to.equal(isOpen ? 'ACME' : undefined);
        expect([one.state.phase, one.profile]).to.deep.equal(['nobody', {}]);
        const storage = await PersonStorage.open(user.sub, 'headless');
        expect(storage.read('open-ask')).to.equal(undefined);
      }
    });

    it('a question that was answered in another tab goes; one that the page has asked stays', async () => {
      const user = newUser();
      const one = await asking({}, user);
      await untilLater();
      const storage = await PersonStorage.open(user.sub, 'headless');
      // What this tab does itself is no news of another one.
      one.draft('seats', '7');
      const phaseAfter = async (item: string) => {
        dispatchEvent(new StorageEvent('storage', { key: storage.key(item) }));
        await one.readProfile();
        return one.state.phase;
      };
      expect(await phaseAfter('open-ask')).to.equal('asking');
      localStorage.removeItem(storage.key('open-ask'));
      expect(await phaseAfter('drafts')).to.equal('asking');
      expect(await phaseAfter('open-ask')).to.equal('quiet');
      expect(await phaseAfter('open-ask')).to.equal('quiet');
      void one.ask(['vat_id']);
      await inPhase(one, 'asking');
      localStorage.removeItem(storage.key('open-ask'));
      expect(await phaseAfter('open-ask')).to.equal('asking');
    });

    it('what the page asks for comes with values to change and what was declined, if it says so', async () => {
      const one = await asking();
      await one.decline();
      expect(await one.ask(['company'])).to.equal(null);
      const declined = one.ask(['company'], { evenIfDeclined: true });
      await inPhase(one, 'asking');
      await one.answer({ company: 'ACME' });
      expect(await declined).to.deep.equal({ company: 'ACME' });
      one.close();
      expect(await one.ask(['company'])).to.deep.equal({ company: 'ACME' });
      void one.ask(['company'], { evenIfDeclined: true, evenIfKnown: true });
      await inPhase(one, 'asking');
      expect(fieldOf(one, 'company').value).to.equal('ACME');
    });

    it('the fields that have changed are told, and no others', async () => {
      const one = await asking({ onEvent });
      const changed = () => events.flatMap((event) => (event.type === 'profile-changed' ? [event.detail] : []));
      one.setKnown({ vat_id: 'DE1' });
      one.setKnown({ vat_id: 'DE1', seats: 2 });
      one.setKnown({ vat_id: 'DE1', seats: 2 });
      await one.readProfile();
      expect(changed()).to.deep.equal([
        { names: [], changed: [] },
        { names: ['vat_id'], changed: ['vat_id'] },
        { names: ['seats', 'vat_id'], changed: ['seats'] },
      ]);
    });
  });

  it('asks in one place only, and the other knows the answer at once', async () => {
    const [store, user] = [new PretendStore(), newUser()];
    const one = await asking({ store }, user);
    const other = profiler({ store });
    other.setUser(user);
    const element = document.createElement('tell-us-more');
    Object.assign(element, { plan, store, user, clientId: 'headless' });
    document.body.append(element);
    await inPhase(other, 'quiet');
    await waitUntil(() => element.explain().length, 'expected the element to have decided');
    expect(element.shadowRoot!.querySelector('.panel')).to.equal(null);
    await one.answer({ company: 'ACME', seats: 3 });
    await waitUntil(() => other.profile.company?.value === 'ACME' && element.profile.company?.value === 'ACME', 'expected the answer everywhere');
    one.destroy();
    await element.updateComplete;
    expect([other.state.phase, element.shadowRoot!.querySelector('.panel')]).to.deep.equal(['quiet', null]);
    element.remove();
  });

  it('reads nothing in a quiet period, tells what it knows, and ends it with an activity', async () => {
    const [store, user] = [new PretendStore(), newUser()];
    store.profiles.set(user.sub, { company: 'ACME', seats: 3 });
    const before = profiler({ store });
    before.setUser(user);
    const storage = await PersonStorage.open(user.sub, 'headless');
    await waitUntil(() => storage.read(QUIET_PERIOD_KEY), 'expected a quiet period');
    before.destroy();
    const reads = store.reads;
    const one = profiler({ store });
    one.setUser(user);
    await inPhase(one, 'quiet');
    expect(one.state.known).to.deep.equal(['company', 'seats']);
    expect(one.profile.company).to.deep.equal({ value: 'ACME', source: 'user' });
    expect(one.explain().map(({ reason }) => reason)).to.deep.equal(['known', 'known', 'not-due']);
    expect([storage.read(QUIET_PERIOD_KEY) !== undefined, store.reads]).to.deep.equal([true, reads]);
    one.track('checkout');
    await inPhase(one, 'asking');
    expect(namesOf(one)).to.deep.equal(['vat_id']);
  });

  it('tells of a plan that is wrong, and of a user without a subject', async () => {
    const errors: Error[] = [];
    const bad = { fields: [{ name: 'company', label: 'Company', ask: now }, { name: 'x y', label: 'X' }] };
    const one = await asking({ plan: bad as ProfilePlan, onEvent: (event) => event.type === 'error' && errors.push(event.error) });
    expect(errors.map(({ name }) => name)).to.deep.equal(['PlanError']);
    expect(namesOf(one)).to.deep.equal(['company']);
    expect(() => one.setUser({ sub: '' })).to.throw('Expected a user with a `sub`');
  });

  it('leaves nothing behind after destroy(): no listener, no state, no promise', async () => {
    const watched: [string, unknown][] = [];
    const { addEventListener: add, removeEventListener: remove } = window;
    window.addEventListener = ((type: string, listener: EventListener, options?: AddEventListenerOptions) => {
      if (options?.signal?.aborted) return;
      const entry: [string, unknown] = [type, listener];
      watched.push(entry);
      options?.signal?.addEventListener('abort', () => watched.splice(watched.indexOf(entry), 1));
      add.call(window, type, listener, options);
    }) as typeof window.addEventListener;
    window.removeEventListener = ((type: string, listener: EventListener, options?: EventListenerOptions) => {
      const index = watched.findIndex(([name, one]) => name === type && one === listener);
      if (index >= 0) watched.splice(index, 1);
      remove.call(window, type, listener, options);
    }) as typeof window.removeEventListener;
    try {
      const store = new PretendStore();
      const one = await asking({ store });
      const told: string[] = [];
      one.subscribe(() => told.push(one.state.phase));
      const waiting = one.ask(['vat_id']);
      await waitUntil(() => namesOf(one).join() === 'vat_id', 'expected the number');
      expect(watched.length).to.be.greaterThan(0);
      one.destroy();
      expect(await waiting).to.equal(null);
      expect(one.state.phase).to.equal('nobody');
      expect(told.at(-1)).to.equal('nobody');
      one.setUser(newUser());
      expect(one.state.phase).to.equal('nobody');
      // Before anything has come.
      const other = profiler({ store });
      other.setUser(newUser());
      const early = other.ask(['vat_id']);
      other.destroy();
      expect(await early).to.equal(null);
      expect(watched).to.deep.equal([]);
    } finally {
      window.addEventListener = add;
      window.removeEventListener = remove;
    }
  });

  it('calls no listener that has ended, and stays destroyed whatever a listener does', async () => {
    const one = profiler();
    let calls = 0;
    let end = () => {};
    one.subscribe(() => end());
    end = one.subscribe(() => void calls++);
    one.setUser(newUser());
    expect(calls).to.equal(0);
    const other = await asking();
    other.subscribe(() => other.destroy());
    other.subscribe(() => {
      if (other.state.phase === 'nobody') other.setUser(newUser());
      else calls++;
    });
    other.setKnown({ company: 'ACME', seats: 2 });
    await inPhase(other, 'nobody');
    const last = await asking();
    last.subscribe(() => last.setUser(newUser()));
    last.destroy();
    expect([calls, last.state.phase]).to.deep.equal([0, 'nobody']);
  });

  it('notices what was changed in the object that it was created with', async () => {
    const known: Record<string, string> = {};
    const one = await asking({ known });
    known.company = 'ACME';
    one.setKnown(known);
    await waitUntil(() => one.state.known.includes('company'), 'expected what the page knows');
  });

  it('says what the next answer is good for in the language of the questions', async () => {
    const { lang } = document.documentElement;
    const languages = Object.getOwnPropertyDescriptor(Navigator.prototype, 'languages')!;
    Object.defineProperty(navigator, 'languages', { value: ['de-AT'], configurable: true });
    document.documentElement.lang = '';
    try {
      const one = await asking();
      expect([one.state.language, fieldOf(one, 'company').why, one.state.progress?.next?.why]).to.deep.equal(['de-AT', 'Für die Rechnungen', 'Für die Rechnungen']);
    } finally {
      document.documentElement.lang = lang;
      Reflect.deleteProperty(navigator, 'languages');
      expect(Object.getOwnPropertyDescriptor(Navigator.prototype, 'languages')).to.deep.equal(languages);
    }
  });
});
