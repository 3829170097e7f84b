/**
 * Sends a person's answers: decides what is saved by what the profile holds now, and takes over what came of it. Its code is
 * loaded when something is typed, or waits from an earlier visit; what is written down does not depend on it.
 */
import { LEDGER_KEY, addStamps, lacksRefusal, mergeLedgers, readLedger, rebaseLedger, stampAt, type Ledger } from '../plan/ledger.ts';
import { mergeAnswers, type AnswerOrder } from '../plan/merge-answers.ts';
import type { UserMetadata } from '../plan/plan.ts';
import { isSameJson } from '../plan/same-json.ts';
import type { Claims } from './claims.ts';
import { keepOtherAnswers, type OtherAnswers } from './other-answers.ts';
import { Outbox, type OutgoingAnswer } from './outbox.ts';
import type { Entry } from './pending-answers.ts';
import type { PersonLedger } from './person-ledger.ts';
import type { PersonClient } from './person-clients.ts';
import type { PersonStorage } from './person-storage.ts';
import type { ProfileStore } from './profile-store.ts';
import { storeError } from './store-failure.ts';

/** What sending needs of a person. */
export interface SenderContext {
  person: { readonly user: Claims };
  store: ProfileStore;
  /** Receives the progress. */
  listener: () => PersonClient;
  /** Reports to the part that gave the answers. */
  handleSaved: (names: string[]) => void;
  storage: PersonStorage;
  ledger: PersonLedger;
  /** Names that must not touch browser storage. */
  sensitive: ReadonlySet<string>;
  /** What the profile holds now: as it was seen not long ago, or read. */
  readNow: (signal: AbortSignal) => Promise<UserMetadata>;
  /** Takes over what the server says the profile holds now. */
  takeMetadata: (metadata: UserMetadata) => void;
  /** What the profile holds is not known any more. */
  handleDoubt: () => void;
}

export class AnswerSender {
  readonly outbox: Outbox;
  readonly #context: SenderContext;
  /** The last that was, or was going to be, sent. */
  #sentLedger: Ledger | undefined;

  constructor(context: SenderContext) {
    this.#context = context;
    const { person, storage, store, listener, sensitive, handleDoubt } = context;
    this.outbox = new Outbox({
      storage,
      store,
      userId: person.user.sub,
      sensitive,
      onSaved: (names, metadata) => this.#handleSaved(names, metadata),
      onFailure: (error) => listener().handleFailure(error),
      merge: (answers, signal) => this.#merge(answers, signal),
      onDoubt: handleDoubt,
      now: () => listener().now().getTime(),
    });
  }

  #handleSaved(names: string[], metadata: UserMetadata | undefined): void {
    const { ledger, takeMetadata, handleSaved } = this.#context;
    if (this.#sentLedger) {
      ledger.noteSeen(this.#sentLedger);
      // Not every store answers with it.
      ledger.join(this.#sentLedger);
    }
    if (metadata) takeMetadata(metadata);
    handleSaved(names);
  }

  /** The part of `answers` to save, given the current profile. */
  async #merge(answers: readonly OutgoingAnswer[], signal: AbortSignal): Promise<UserMetadata> {
    const { ledger, readNow, store } = this.#context;
    const sent = answers.find(({ name }) => name === LEDGER_KEY);
    const given = answers.filter((answer) => answer !== sent).map((answer) => ({ ...answer, order: answer.order ?? orderByClock(answer) }));
    const ours = () => mergeLedgers(ledger.current, readLedger(sent?.value));
    // The server cannot tell a refusal that is new from one that was taken back.
    const isSimple = store.mergesLedger && !lacksRefusal(ledger.seen, ours()) && !answers.some(({ isLate, takesBack }) => isLate || takesBack);
    const current = isSimple ? {} : await readNow(signal);
    const { patch, stamps, undecided, others } = mergeAnswers(given, current);
    if (undecided.length) this.#keepOthers(undecided, others as OtherAnswers);
    // An answer without its stamp would not be known to be later than others; a stamp without its answer would claim one.
    this.#sentLedger = addStamps(rebaseLedger(ledger.seen, ours(), readLedger(current[LEDGER_KEY])), stamps);
    return isSameJson(this.#sentLedger, current[LEDGER_KEY]) ? patch : { ...patch, [LEDGER_KEY]: this.#sentLedger };
  }

  /** Answers of unknown order: one is in the profile, the other is kept here for the person to choose. */
  #keepOthers(names: readonly string[], others: OtherAnswers): void {
    const { storage, sensitive, listener } = this.#context;
    const news = keepOtherAnswers(storage, sensitive, names, others);
    if (news.length) listener().handleFailure(storeError('answered-elsewhere', { detail: `Fields: ${news.join(', ')}.` }));
  }
}

/** An answer that an earlier version of this package wrote down. */
function orderByClock({ at }: Entry): AnswerOrder {
  return { seen: [0], stamp: stampAt(new Date(at)) };
}
