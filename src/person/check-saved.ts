import { includesLedger, LEDGER_KEY, readLedger } from '../plan/ledger.ts';
import type { UserMetadata } from '../plan/plan.ts';
import { isSameJson } from '../plan/same-json.ts';
import { storeError } from './store-failure.ts';

/**
 * Throws a `StoreError` of code `unverified` unless `saved`, the response of a server or a page's own store, contains all of
 * `patch`.
 */
export function checkSaved(patch: UserMetadata, saved: UserMetadata): UserMetadata {
  const missing = Object.keys(patch).filter((name) => !isSaved(name, patch[name], ownValue(saved, name)));
  if (missing.length) throw storeError('unverified', { detail: `Not as sent: ${missing.join(', ')}.` });
  return saved;
}

/** A server may merge the ledger that was sent with the one it had. */
function isSaved(name: string, sent: unknown, saved: unknown): boolean {
  if (sent === undefined || isSameJson(sent, saved)) return true;
  return name === LEDGER_KEY && includesLedger(readLedger(saved), readLedger(sent));
}

/** An erased answer equals one that was never given. */
function ownValue(metadata: UserMetadata, name: string): unknown {
  return Object.hasOwn(metadata, name) ? metadata[name] : null;
}
