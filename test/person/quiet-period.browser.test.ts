/// <reference types="mocha" />
import { expect } from '@open-wc/testing';
import { forgetPerson, monitorQuietPeriod, QUIET_PERIOD_KEY, quietPeriodDigest, type StoredQuietPeriod } from '../../src/person/quiet-period.ts';
import type { Person } from '../../src/person/person.ts';
import { PersonStorage } from '../../src/person/person-storage.ts';
import { MemoryStore } from '../elements/memory-store.ts';
import { untilLater } from '../platform/until-later.ts';
import { waitUntil } from '../wait-until.ts';
import { openPerson } from './open-person.ts';
import { noon, plan } from './quiet-plan.ts';

const MINUTE = 60_000;

let people = 0;
const somebody = () => ({ sub: `auth0|quiet-${++people}` });

describe('a quiet period that is kept', () => {
  const clientId = 'app';
  const subject = (user: { sub: string }) => ({ user, clientId, known: undefined, planDigest: 'plan' });

  async function open(user: { sub: string }, time: number): Promise<Person> {
    const nothing = () => undefined;
    const store = new MemoryStore();
    return openPerson({ user, clientId, store, plan, now: () => new Date(time), handleSaved: nothing, handleFailure: nothing });
  }

  /** Somebody whose first session began at noon, with a quiet period of two sessions that ends a day later. */
  async function resting(user = somebody(), quietPeriod: Partial<StoredQuietPeriod> = {}): Promise<Person> {
    const person = await open(user, noon);
    await person.observe();
    const key = (await quietPeriodDigest(subject(user)))!;
    person.storeQuietPeriod({ key, until: noon + 24 * 60 * MINUTE, sessions: 2, activities: [], known: [], profile: {}, reasons: [], ...quietPeriod });
    return person;
  }

  const find = async (one: ReturnType<typeof subject>, time: number) =>
    monitorQuietPeriod(await PersonStorage.open(one.user.sub, clientId), one, () => new Date(time));

  const foundAt = (user: { sub: string }, time: number, given = {}) => find({ ...subject(user), ...given }, time).then((monitor) => monitor?.found);

  it('holds for the same claims, whatever their times, and for nothing else', async () => {
    const user = somebody();
    await resting(user);
    expect(await foundAt({ ...user, iat: 7, exp: 8, nonce: 'n' } as typeof user, noon)).not.to.equal(undefined);
    expect(await foundAt({ ...user, locale: 'de' } as typeof user, noon)).to.equal(undefined);
    expect(await foundAt(user, noon, { known: { company: 'ACME' } })).to.equal(undefined);
    expect(await foundAt(user, noon, { planDigest: 'another' })).to.equal(undefined);
    expect(await foundAt(user, noon, { planDigest: undefined })).to.equal(undefined);
    expect(await foundAt(somebody(), noon)).to.equal(undefined);
  });

  it('ends at its time', async () => {
    const user = somebody();
    await resting(user, { until: noon + 10 * MINUTE });
    expect(await foundAt(user, noon + 9 * MINUTE)).not.to.equal(undefined);
    expect(await foundAt(user, noon + 10 * MINUTE)).to.equal(undefined);
  });

  it('counts the sessions that begin in it, for the ledger, and ends with the last of them', async () => {
    const user = somebody();
    const person = await resting(user);
    expect(person.ledger.n).to.equal(1);
    for (const session of [1, 2]) {
      expect(await foundAt(user, noon + session * 31 * MINUTE)).not.to.equal(undefined);
      expect(await foundAt(user, noon + session * 31 * MINUTE + 1000)).not.to.equal(undefined);
      expect(person.ledger.n).to.equal(1 + session);
    }
    const third = noon + 3 * 31 * MINUTE;
    expect(await foundAt(user, third)).to.equal(undefined);
    const later = await open(user, third);
    expect(await later.observe()).to.equal(true);
    expect(later.ledger.n).to.equal(4);
  });

  it('is one of several plans: each has its sessions, which are counted once', async () => {
    const user = somebody();
    const person = await resting(user);
    const other = (await quietPeriodDigest({ ...subject(user), planDigest: 'other' }))!;
    person.storeQuietPeriod({ key: other, until: null, sessions: 0, activities: [], known: [], profile: {}, reasons: [], planId: 'other' });
    const otherFoundAt = (time: number) => foundAt(user, time, { planDigest: 'other' });
    expect((await otherFoundAt(noon))?.planId).to.equal('other');
    const second = noon + 31 * MINUTE;
    expect((await foundAt(user, second))?.key).not.to.equal(undefined);
    // That session was the one which the other plan waits for.
    expect(await otherFoundAt(second)).to.equal(undefined);
    expect(person.ledger.n).to.equal(2);
    person.changeLedger((ledger) => ledger);
    expect(await foundAt(user, second)).to.equal(undefined);
    expect(person.ledger.n).to.equal(2);
  });

  it('counts its sessions from then on where that of another plan goes on', async () => {
    const user = somebody();
    const person = await resting(user);
    await foundAt(user, noon + 31 * MINUTE);
    const other = (await quietPeriodDigest({ ...subject(user), planDigest: 'other' }))!;
    person.storeQuietPeriod({ key: other, until: null, sessions: 1, activities: [], known: [], profile: {}, reasons: [], planId: 'other' });
    expect((await foundAt(user, noon + 2 * 31 * MINUTE, { planDigest: 'other' }))?.planId).to.equal('other');
    expect(await foundAt(user, noon + 3 * 31 * MINUTE, { planDigest: 'other' })).to.equal(undefined);
  });

  it('ends with whatever is written about the person', async () => {
    const ends: ((person: Person) => void)[] = [
      (person) => person.changeLedger((ledger) => ledger),
      (person) => person.copyProfile(),
      (person) => person.openAsks.keep(plan, { names: ['company'] }),
    ];
    for (const end of ends) {
      const user = somebody();
      end(await resting(user));
      expect(await foundAt(user, noon)).to.equal(undefined);
    }
  });

  it('leaves its sessions to the ledger when another is found', async () => {
    const user = somebody();
    const person = await resting(user);
    await foundAt(user, noon + 31 * MINUTE);
    person.storeQuietPeriod({ key: 'another', until: null, sessions: 1, activities: [], known: [], profile: {}, reasons: [] });
    expect(person.ledger.n).to.equal(2);
  });

  it('ends with a question that is open, or an answer on its way, whoever left it there', async () => {
    for (const item of ['open-ask', 'outbox/company/1']) {
      const user = somebody();
      await resting(user);
      const storage = await PersonStorage.open(user.sub, clientId);
      storage.write(item, { names: ['company'], name: 'company', value: 'ACME', at: noon });
      expect(await foundAt(user, noon), item).to.equal(undefined);
    }
    const user = somebody();
    await resting(user);
    const storage = await PersonStorage.open(user.sub, clientId);
    storage.writeToMemory('outbox/company/1', { name: 'company', value: 'ACME', at: noon });
    expect(await foundAt(user, noon)).to.equal(undefined);
  });

  it('tells a field apart that is named like what passes in a token', async () => {
    const user = somebody();
    const known = { exp: 'five years' };
    const key = await quietPeriodDigest({ ...subject(user), known });
    expect(await quietPeriodDigest({ ...subject(user), known: { exp: 'ten years' } })).not.to.equal(key);
    const claimed = (at: number, exp: string) => quietPeriodDigest({ ...subject(user), user: { ...user, 'https://acme.example/progressive_lock': { at, values: { exp } } } });
    expect(await claimed(2, 'five years')).to.equal(await claimed(1, 'five years'));
    expect(await claimed(2, 'ten years')).not.to.equal(await claimed(1, 'five years'));
  });

  it('hears of what another tab or another part of the page learns, and not of a sign-out', async () => {
    const user = somebody();
    await resting(user);
    const monitor = (await find(subject(user), noon))!;
    const end = new AbortController();
    let news = 0;
    monitor.begin(() => news++, end.signal);
    await untilLater();
    const storage = await PersonStorage.open(user.sub, clientId);
    const key = storage.key('profile');
    const told = async (write: () => void) => {
      write();
      await Promise.resolve();
      return news;
    };
    expect(await told(() => dispatchEvent(new StorageEvent('storage', { key, newValue: '{}' })))).to.equal(1);
    expect(await told(() => dispatchEvent(new StorageEvent('storage', { key, newValue: null })))).to.equal(1);
    expect(await told(() => dispatchEvent(new StorageEvent('storage', { key: null })))).to.equal(2);
    expect(await told(() => storage.write('drafts', {}))).to.equal(2);
    expect(await told(() => storage.write('profile', {}))).to.equal(3);
    expect(await told(() => storage.remove('profile'))).to.equal(3);
    end.abort();
    expect(await told(() => storage.write('profile', {}))).to.equal(3);
  });

  it('looks again when the person comes back: another tab may have found one that something else ends', async () => {
    const user = somebody();
    await resting(user);
    const storage = await PersonStorage.open(user.sub, clientId);
    let time = noon;
    const monitor = (await monitorQuietPeriod(storage, subject(user), () => new Date(time)))!;
    const end = new AbortController();
    let news = 0;
    monitor.begin(() => news++, end.signal);
    const comeBack = () => {
      time += 2 * MINUTE;
      dispatchEvent(new Event('pageshow'));
    };
    comeBack();
    await waitUntil(() => (storage.read('visit') as { activeAt: number }).activeAt === time, 'expected a look');
    expect(news).to.equal(0);
    storage.write(QUIET_PERIOD_KEY, { ...(storage.read(QUIET_PERIOD_KEY) as StoredQuietPeriod), activities: ['checkout'] });
    comeBack();
    await waitUntil(() => news === 1, 'expected news of the activity');
    storage.remove(QUIET_PERIOD_KEY);
    comeBack();
    await waitUntil(() => news === 2, 'expected news of the end');
    comeBack();
    end.abort();
    // One look after the other.
    await foundAt(user, time);
    expect(news).to.equal(2);
  });

  it('ends with an activity that it lists', async () => {
    const user = somebody();
    await resting(user, { activities: ['checkout'] });
    const monitor = (await find(subject(user), noon))!;
    expect(['checkout', 'browsing', undefined].map((activity) => monitor.isEndedBy(activity))).to.deep.equal([true, false, false]);
  });

  it('is not kept for what JSON cannot hold', async () => {
    expect(await quietPeriodDigest({ ...subject(somebody()), known: { big: 1n } })).to.equal(undefined);
  });

  it('leaves the sessions that the ledger does not have yet when the person is forgotten', async () => {
    const user = somebody();
    await resting(user);
    const storage = await PersonStorage.open(user.sub, clientId);
    await foundAt(user, noon + 31 * MINUTE);
    forgetPerson(storage);
    expect(storage.read(QUIET_PERIOD_KEY)).to.deep.equal({ began: [noon + 31 * MINUTE] });
    const other = somebody();
    await resting(other);
    const storageOfOther = await PersonStorage.open(other.sub, clientId);
    forgetPerson(storageOfOther);
    expect(storageOfOther.read(QUIET_PERIOD_KEY)).to.equal(undefined);
  });

  it('ends with a sign-up, whose session is another', async () => {
    const user = somebody();
    await resting(user);
    (await PersonStorage.open(user.sub, clientId)).write('signed-up', noon);
    expect(await foundAt(user, noon)).to.equal(undefined);
  });
});
