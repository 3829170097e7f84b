/** What was asked, answered and declined, as known in this browser and as last seen in the profile. */
import { emptyLedger, mergeLedgers, readLedger, rebaseLedger, recordSession, type Ledger } from '../plan/ledger.ts';
import { isSameJson } from '../plan/same-json.ts';
import { LEDGER_ITEM, SEEN_LEDGER_ITEM, type PersonStorage } from './person-storage.ts';
import { QUIET_PERIOD_KEY, readQuietPeriods } from './quiet-period.ts';

export class PersonLedger {
  readonly #storage: PersonStorage;
  /** The part of the ledger in the token's claim. */
  #claimed: Ledger | undefined;

  constructor(storage: PersonStorage) {
    this.#storage = storage;
  }

  /** The ledger of this browser, merged with those of the token and the profile. */
  get current(): Ledger {
    return this.#claimed ? rebaseLedger(this.seen, this.own, this.#claimed) : this.own;
  }

  /** The ledger of this browser, with the sessions of a quiet period. */
  get own(): Ledger {
    // If the storage is full, this page's memory is newer than what other tabs may have stored.
    const ledger = this.#storage.readAll(LEDGER_ITEM).map(readLedger).reduce(mergeLedgers, emptyLedger());
    return readQuietPeriods(this.#storage).began.reduce((before, at) => recordSession(before, { now: new Date(at) }), ledger);
  }

  /** The profile's ledger as any tab last saw it, in a response or in the token. */
  get seen(): Ledger {
    return readLedger(this.#storage.read(SEEN_LEDGER_ITEM));
  }

  change(change: (ledger: Ledger) => Ledger): void {
    this.write(LEDGER_ITEM, change(this.current));
  }

  /**
   * Merges the profile's ledger. If other devices have counted more sessions, this session comes after them and keeps its own
   * count of questions.
   */
  join(theirs: Ledger): void {
    const ours = this.own;
    const joined = rebaseLedger(this.seen, ours, theirs);
    if (theirs.n > ours.n) Object.assign(joined, { n: theirs.n + 1, c: ours.c });
    if (!isSameJson(joined, ours)) this.write(LEDGER_ITEM, joined);
  }

  /**
   * Merges the token's part of the ledger, except its sessions: `countSession` counts those, because the Action may have counted
   * this one.
   */
  joinClaimed(claimed: Ledger): void {
    this.#claimed = claimed;
    const ours = this.own;
    const { q, k } = rebaseLedger(this.seen, ours, claimed);
    if (q !== ours.q || !isSameJson(k, ours.k)) this.#storage.write(LEDGER_ITEM, { ...readLedger(this.#storage.read(LEDGER_ITEM)), q, k });
    this.noteSeen(claimed);
  }

  noteSeen(ledger: Ledger): void {
    const seen = this.seen;
    const merged = mergeLedgers(seen, ledger);
    // It says nothing new about the person, so it does not end a quiet period.
    if (!isSameJson(merged, seen)) this.#storage.write(SEEN_LEDGER_ITEM, merged);
  }

  /** Stores something about the person. This ends a quiet period. */
  write(item: string, value: unknown): void {
    this.endQuietPeriod();
    this.#storage.write(item, value);
  }

  /** Ends a quiet period and counts the sessions that began in it. */
  endQuietPeriod(): void {
    if (!this.#storage.read(QUIET_PERIOD_KEY)) return;
    this.#storage.write(LEDGER_ITEM, this.own);
    this.#storage.remove(QUIET_PERIOD_KEY);
  }
}
