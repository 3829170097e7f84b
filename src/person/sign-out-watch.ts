import type { Claims } from './claims.ts';
import { PersonStorage, SIGN_OUT_ITEM } from './person-storage.ts';

/**
 * Notices that the person signs out elsewhere: in another tab, or on a later page while this one is kept for "Back".
 * Whoever sits here then may be somebody else. Until `signal` ends it.
 */
export async function watchSignOut({ sub }: Claims, clientId: string, handleSignOut: () => void, signal: AbortSignal): Promise<void> {
  const storage = await PersonStorage.open(sub, clientId);
  const before = storage.read(SIGN_OUT_ITEM);
  const look = () => {
    if (storage.read(SIGN_OUT_ITEM) !== before) handleSignOut();
  };
  for (const type of ['storage', 'pageshow']) addEventListener(type, look, { signal });
}
