import type { Claims } from './claims.ts';
import { PersonStorage, SIGN_OUT_ITEM } from './person-storage.ts';

/**
 * Notices that the person signs out elsewhere: in another tab, in another part of this page, or on a later page while this
 * one is kept for "Back". The next one to use this browser may be another person. Until `signal` ends it.
 */
export async function watchSignOut({ sub }: Claims, clientId: string, handleSignOut: () => void, signal: AbortSignal): Promise<void> {
  const storage = await PersonStorage.open(sub, clientId);
  const before = storage.read(SIGN_OUT_ITEM);
  const look = () => {
    if (storage.read(SIGN_OUT_ITEM) !== before) handleSignOut();
  };
  storage.watch(look, signal);
  addEventListener('pageshow', look, { signal });
}
