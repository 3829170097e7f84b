import { Outbox, type OutboxOptions } from '../../src/person/outbox.ts';
import { PendingAnswers, type OrderOf, type TakenBack } from '../../src/person/pending-answers.ts';
import type { StoreError } from '../../src/person/store-error.ts';
import type { UserMetadata } from '../../src/plan/plan.ts';

type Required = 'storage' | 'store' | 'userId';

export type WritingOutboxOptions = Pick<OutboxOptions, Required> & Partial<Omit<OutboxOptions, Required>> & { orderOf?: OrderOf };

const asTheyAre: OutboxOptions['merge'] = (answers) => Promise.resolve(Object.fromEntries(answers.map(({ name, value }) => [name, value])));

/** An outbox that stores answers before it sends them, as `Person` does. */
export class WritingOutbox extends Outbox {
  readonly #answers: PendingAnswers;
  readonly #orderOf: WritingOutboxOptions['orderOf'];
  #failure: StoreError | undefined;
  /** Names of what has come through, in that order. */
  readonly saved: string[] = [];

  /** Without `merge`, answers are sent as they are. */
  constructor({ orderOf, merge = asTheyAre, sensitive = new Set(), now = Date.now, ...options }: WritingOutboxOptions) {
    super({
      onSaved: (names) => void this.saved.push(...names),
      onStale: () => undefined,
      ...options,
      merge,
      sensitive,
      now,
      onFailure: (error) => {
        this.#failure = error;
        options.onFailure?.(error);
      },
    });
    this.#answers = new PendingAnswers(options.storage, sensitive, now);
    this.#orderOf = orderOf;
  }

  /** Answers that are not in the profile yet, by root key. */
  get pending(): UserMetadata {
    return this.#answers.patch;
  }

  /** Why something is pending: the last failure. */
  get problem(): StoreError | undefined {
    return Object.keys(this.pending).length ? this.#failure : undefined;
  }

  put(patch: UserMetadata, takesBack?: TakenBack): void {
    if (Object.keys(patch).length) this.send(this.#answers.put(patch, takesBack, this.#orderOf));
  }
}
