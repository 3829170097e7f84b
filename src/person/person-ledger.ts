/** What was asked of a person and what came of it: as this browser knows it, and as the profile last had it. */
import { emptyLedger, mergeLedgers, readLedger, rebaseLedger, recordSession, type Ledger } from '../plan/ledger.ts';
import { isSameJson } from '../plan/same-json.ts';
import { LEDGER_ITEM, SEEN_LEDGER_ITEM, type PersonStorage } from './person-storage.ts';
import { QUIET_PERIOD_KEY, readQuietPeriods } from './quiet-period.ts';

export class PersonLedger {
  readonly #storage: PersonStorage;
  /** The part in the token's claim. */
  #claimed: Ledger | undefined;

  constructor(storage: PersonStorage) {
    this.#storage = storage;
  }

  /** With what other tabs, the token and the profile know of it. */
  get current(): Ledger {
    return this.#claimed ? rebaseLedger(this.seen, this.own, this.#claimed) : this.own;
  }

  /** What this browser itself knows of, with the sessions of a quiet period. */
  get own(): Ledger {
    // Where the storage is full, this page's memory is ahead of what other tabs may have written down.
    const ledger = this.#storage.readAll(LEDGER_ITEM).map(readLedger).reduce(mergeLedgers, emptyLedger());
    return readQuietPeriods(this.#storage).began.reduce((before, at) => recordSession(before, { now: new Date(at) }), ledger);
  }

  /** The profile's ledger when it was last seen, in any tab, by a call or in the token. */
  get seen(): Ledger {
    return readLedger(this.#storage.read(SEEN_LEDGER_ITEM));
  }

  change(change: (ledger: Ledger) => Ledger): void {
    this.write(LEDGER_ITEM, change(this.current));
  }

  /** Other devices have seen more sessions: this one comes after them, and its own asks are the ones that count in it. */
  join(theirs: Ledger): void {
    const ours = this.own;
    const joined = rebaseLedger(this.seen, ours, theirs);
    if (theirs.n > ours.n) Object.assign(joined, { n: theirs.n + 1, c: ours.c });
    if (!isSameJson(joined, ours)) this.write(LEDGER_ITEM, joined);
  }

  /** Takes the token's part over. Sessions are counted elsewhere: the Action may have counted this one. */
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
    // No news of the person, so it does not end a quiet period.
    if (!isSameJson(merged, seen)) this.#storage.write(SEEN_LEDGER_ITEM, merged);
  }

  /** Writes something about the person, which ends a quiet period. */
  write(item: string, value: unknown): void {
    this.endQuietPeriod();
    this.#storage.write(item, value);
  }

  /** The sessions that began in it are counted. */
  endQuietPeriod(): void {
    if (!this.#storage.read(QUIET_PERIOD_KEY)) return;
    this.#storage.write(LEDGER_ITEM, this.own);
    this.#storage.remove(QUIET_PERIOD_KEY);
  }
}
