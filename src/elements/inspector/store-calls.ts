/** Records the calls to an element's store, and their results. */
import type { ProfileStore } from '../../person/profile-store.ts';

export interface StoreCall {
  /** `read`, or `save` with the names of the saved fields. Never a value. */
  call: string;
  at: Date;
  /** The duration in milliseconds. Left out while the call is running. */
  took?: number;
  result?: string;
}

/** Older calls are removed. */
const MAX_CALLS = 8;

const calls = new WeakMap<ProfileStore, StoreCall[]>();

/** Returns the calls, the newest first. */
export function callsOf(store: ProfileStore): readonly StoreCall[] {
  return calls.get(store) ?? [];
}

/** Records the calls to `store` from now on. It stays the page's own object, because the page may compare it. */
export function watchStore(store: ProfileStore): void {
  if (calls.has(store)) return;
  const list: StoreCall[] = [];
  calls.set(store, list);
  for (const name of ['read', 'save'] as const) {
    const original = (store as unknown as Record<string, unknown>)[name] as ((...given: unknown[]) => Promise<unknown>) | undefined;
    if (typeof original !== 'function') continue;
    const watched = async (...given: unknown[]): Promise<unknown> => {
      const begin = performance.now();
      const patch: unknown = given[1];
      const names = name === 'save' && typeof patch === 'object' && patch ? ` ${Object.keys(patch).join(', ')}` : '';
      const call: StoreCall = { call: name + names, at: new Date() };
      list.unshift(call);
      list.length = Math.min(list.length, MAX_CALLS);
      const end = (result: string) => Object.assign(call, { took: Math.round(performance.now() - begin), result });
      try {
        const answer = await original.apply(store, given);
        end(typeof answer === 'object' && answer ? `values: ${Object.keys(answer).length}` : `${String(answer)}, not user_metadata`);
        return answer;
      } catch (error) {
        const { name: type, code } = Object(error) as { name?: unknown; code?: unknown };
        end(`failed: ${[type, code].filter((part) => typeof part === 'string').join(' ') || 'no error object'}`);
        throw error;
      }
    };
    try {
      Object.defineProperty(store, name, { value: watched, configurable: true, writable: true });
    } catch {
      // The calls to a frozen object are not listed.
    }
  }
}
