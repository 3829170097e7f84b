import { SIGN_OUT_ITEM, type PersonStorage, type StorageChange } from './person-storage.ts';

/**
 * Calls back when the person signs out elsewhere: in another tab, in another part of this page, or on a later page while this
 * one is in the back/forward cache. Someone else may use the browser next. `signal` ends it.
 */
export function watchSignOut(storage: PersonStorage, handleSignOut: () => void, signal: AbortSignal): void {
  const before = storage.signedOutAt;
  // Read at once, because the page may clear its storage right after the sign-out.
  const look = ({ item, isRemoved }: StorageChange) => {
    if ((item === SIGN_OUT_ITEM && !isRemoved) || storage.hasSignedOutSince(before)) handleSignOut();
  };
  storage.watch(look, signal);
}
