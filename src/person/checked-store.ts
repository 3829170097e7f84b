import { isData } from '../plan/json.ts';
import { LEDGER_KEY } from '../plan/ledger.ts';
import type { UserMetadata } from '../plan/plan.ts';
import { checkSaved } from './check-saved.ts';
import { omit } from './omit.ts';
import type { ProfileStore } from './profile-store.ts';
import { storeError } from './store-failure.ts';

/**
 * Checks what a page's own store resolves with: `user_metadata` that contains what was sent. Anything else is an error that says
 * so.
 */
export function checkedStore(store: ProfileStore): ProfileStore {
  for (const call of ['read', 'save'] as const) {
    if (typeof store[call] === 'function') continue;
    throw new Error(`Expected \`store\` to have ${call}(), got ${typeof store[call]}. Use managementStore() or endpointStore(), or add it.`);
  }
  return {
    mergesLedger: store.mergesLedger,
    read: async (...given) => checkMetadata('read', await store.read(...given)),
    async save(userId, patch, options) {
      const saved = checkMetadata('save', await store.save(userId, patch, options));
      // A store may keep no ledger.
      return checkSaved(omit(patch, [LEDGER_KEY]), saved);
    },
  };
}

function checkMetadata(call: string, answer: unknown): UserMetadata {
  if (isData(answer)) return answer;
  const got = answer === null ? 'null' : Array.isArray(answer) ? 'a list' : typeof answer;
  throw storeError('unverified', { detail: `Expected ${call}() of the store to resolve with the whole user_metadata, got ${got}. Return it.` });
}
