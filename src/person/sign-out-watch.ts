import { SIGN_OUT_ITEM, type PersonStorage, type StorageChange } from './person-storage.ts';

/**
 * Notices that the person signs out elsewhere: in another tab, in another part of this page, or on a later page while this
 * one is kept for "Back". The next person to use this browser may be another one. `signal` ends it.
 */
export function watchSignOut(storage: PersonStorage, handleSignOut: () => void, signal: AbortSignal): void {
  const before = storage.signedOutAt;
  // The page may clear its storage right after the sign-out.
  const look = (change?: StorageChange) => {
    if ((change?.item === SIGN_OUT_ITEM && !change.isRemoved) || storage.hasSignedOutSince(before)) handleSignOut();
  };
  storage.watch(look, signal);
  addEventListener('pageshow', () => look(), { signal });
}
