/// <reference types="mocha" />
import { expect } from '@open-wc/testing';
import { PersonStorage, SIGN_OUT_ITEM } from '../../src/person/person-storage.ts';
import { watchSignOut } from '../../src/person/sign-out-watch.ts';

let people = 0;

/** A person who signed out here once; counts the sign-outs that are noticed since. */
async function watched() {
  const storage = await PersonStorage.open(`auth0|watched-${++people}`, 'app');
  storage.write(SIGN_OUT_ITEM, 1);
  const end = new AbortController();
  let count = 0;
  // The watch begins a little later than it is called.
  const begun = new Promise<void>((resolve) => {
    const { addEventListener } = window;
    window.addEventListener = (...given: Parameters<typeof addEventListener>) => {
      addEventListener(...given);
      if (given[0] !== 'storage') return;
      window.addEventListener = addEventListener;
      resolve();
    };
  });
  watchSignOut(storage, () => count++, end.signal);
  await begun;
  const key = storage.key(SIGN_OUT_ITEM);
  return { key, tellTab: (change: StorageEventInit) => dispatchEvent(new StorageEvent('storage', change)), end, noticed: () => count };
}

describe('a sign-out in another tab', () => {
  it('is noticed, also if the page clears its storage right after it', async () => {
    for (const isCleared of [false, true]) {
      const { key, tellTab, end, noticed } = await watched();
      if (isCleared) localStorage.clear();
      else localStorage.setItem(key, '2');
      tellTab({ key, newValue: '2' });
      expect(noticed(), String(isCleared)).to.equal(1);
      end.abort();
    }
  });

  it('is none where the page only clears its storage', async () => {
    const { key, tellTab, end, noticed } = await watched();
    localStorage.clear();
    tellTab({ key: null, newValue: null });
    tellTab({ key, newValue: null });
    dispatchEvent(new Event('pageshow'));
    expect(noticed()).to.equal(0);
    end.abort();
  });
});
