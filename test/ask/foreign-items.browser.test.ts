/** What another script of the page, or another version of this one, has written in place of a person's items. */
import { expect } from '@open-wc/testing';
import type { ProfilerEvent } from '../../src/headless.ts';
import { PersonStorage } from '../../src/person/person-storage.ts';
import { PretendStore } from '../person/pretend-store.ts';
import { destroyAll, inPhase, newUser, profiler } from './open-profiler.ts';

const ITEMS = ['quiet-period', 'profile', 'visit', 'ledger', 'seen-ledger', 'open-ask', 'drafts', 'other-answers', 'signed-up', 'signed-out', 'outbox/company/1'];
const FOREIGN = [
  5, 'text', true, null, [], [null], [5], {},
  { key: 'k', began: 5, others: 5 }, { key: 'k', others: [null] }, { key: 5, began: [null, 'x'] },
  { values: 5, concealed: 5, fields: 5 }, { values: [null], concealed: [null], fields: [null] }, { values: { company: null } },
  { names: 5 }, { '': 5 }, { '': { names: [5] } }, { activeAt: 'x', signIn: {} },
  { company: {} }, { company: [], seats: 'many' }, { v: 9 }, { v: 2, n: 'x', k: 5 }, { k: { a: null } },
];

describe('a person whose items hold something else', () => {
  afterEach(destroyAll);

  for (const item of ITEMS) {
    it(`is asked, and can answer (${item})`, async () => {
      for (const value of FOREIGN) {
        const user = newUser();
        const storage = await PersonStorage.open(user.sub, 'headless');
        localStorage.setItem(storage.key(item), JSON.stringify(value));
        if (item.startsWith('outbox')) localStorage.setItem(`progressive-lock:pending:${storage.key('').split(':')[1]}`, '1');
        const troubles: string[] = [];
        const store = new PretendStore();
        const one = profiler({ store, onEvent: (event: ProfilerEvent) => void (event.type === 'error' && troubles.push(String(event.error))) });
        one.setUser(user);
        await inPhase(one, 'asking');
        expect(await one.answer({ company: 'ACME', seats: 3 }), JSON.stringify(value)).to.equal(true);
        await inPhase(one, 'thanking');
        expect(troubles, JSON.stringify(value)).to.deep.equal([]);
        destroyAll();
      }
    });
  }
});
