/**
 * Merges a person's pending answers with the profile and sends them. Its code is loaded once something is typed, or if answers
 * of an earlier visit are pending. Storing an answer does not need it.
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
  /** Returns the client that receives events. */
  listener: () => PersonClient;
  /** Reports saved root keys to the clients that gave the answers. */
  handleSaved: (names: string[]) => void;
  storage: PersonStorage;
  ledger: PersonLedger;
  /** Names of fields whose values must not be stored in the browser. */
  sensitive: ReadonlySet<string>;
  /** Returns the profile, which is read unless that was done a short time ago. */
  readNow: (signal: AbortSignal) => Promise<UserMetadata>;
  /** Takes over the profile that the server has returned. */
  takeMetadata: (metadata: UserMetadata) => void;
  /** Called when the content of the profile becomes unknown. */
  handleStale: () => void;
}

export class AnswerSender {
  readonly outbox: Outbox;
  readonly #context: SenderContext;
  /** The ledger of the last attempt. */
  #sentLedger: Ledger | undefined;

  constructor(context: SenderContext) {
    this.#context = context;
    const { person, storage, store, listener, sensitive, handleStale } = context;
    this.outbox = new Outbox({
      storage,
      store,
      userId: person.user.sub,
      sensitive,
      onSaved: (names, metadata) => this.#handleSaved(names, metadata),
      onFailure: (error) => listener().handleFailure(error),
      merge: (answers, signal) => this.#merge(answers, signal),
      onStale: handleStale,
      now: () => listener().now().getTime(),
    });
  }

  #handleSaved(names: string[], metadata: UserMetadata | undefined): void {
    const { ledger, takeMetadata, handleSaved } = this.#context;
    if (this.#sentLedger) {
      ledger.noteSeen(this.#sentLedger);
      // Not every store returns the ledger.
      ledger.join(this.#sentLedger);
    }
    if (metadata) takeMetadata(metadata);
    handleSaved(names);
  }

  /** Returns the part of `answers` to save, given the current profile. */
  async #merge(answers: readonly OutgoingAnswer[], signal: AbortSignal): Promise<UserMetadata> {
    const { ledger, readNow, store } = this.#context;
    const sent = answers.find(({ name }) => name === LEDGER_KEY);
    const given = answers.filter((answer) => answer !== sent).map((answer) => ({ ...answer, order: answer.order ?? orderByClock(answer) }));
    const ours = () => mergeLedgers(ledger.current, readLedger(sent?.value));
    // A server that merges ledgers cannot tell a new refusal from one that was taken back, so those need a read.
    const isSimple = store.mergesLedger && !lacksRefusal(ledger.seen, ours()) && !answers.some(({ isLate, takesBack }) => isLate || takesBack);
    const current = isSimple ? {} : await readNow(signal);
    const { patch, stamps, undecided, others } = mergeAnswers(given, current);
    if (undecided.length) this.#keepOthers(undecided, others as OtherAnswers);
    // An answer and its stamp are saved together: the stamp says that the answer is later than others.
    this.#sentLedger = addStamps(rebaseLedger(ledger.seen, ours(), readLedger(current[LEDGER_KEY])), stamps);
    return isSameJson(this.#sentLedger, current[LEDGER_KEY]) ? patch : { ...patch, [LEDGER_KEY]: this.#sentLedger };
  }

  /** Keeps answers of unknown order for the person to choose: one is in the profile, the other in this browser. */
  #keepOthers(names: readonly string[], others: OtherAnswers): void {
    const { storage, sensitive, listener } = this.#context;
    const news = keepOtherAnswers(storage, sensitive, names, others);
    if (news.length) listener().handleFailure(storeError('answered-elsewhere', { detail: `Fields: ${news.join(', ')}.` }));
  }
}

/** The order of an answer that an earlier version of this package stored. */
function orderByClock({ at }: Entry): AnswerOrder {
  return { seen: [0], stamp: stampAt(new Date(at)) };
}
