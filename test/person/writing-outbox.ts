import { Outbox, type OutboxOptions } from '../../src/person/outbox.ts';
import { PendingAnswers } from '../../src/person/pending-answers.ts';
import type { AnswerOrder } from '../../src/plan/merge-answers.ts';
import type { UserMetadata } from '../../src/plan/plan.ts';

export interface WritingOutboxOptions extends OutboxOptions {
  orderOf?: (name: string) => AnswerOrder | undefined;
}

/** An outbox that writes answers down before it sends them, as `Person` does. */
export class WritingOutbox extends Outbox {
  readonly #answers: PendingAnswers;
  readonly #orderOf: WritingOutboxOptions['orderOf'];

  constructor({ orderOf, ...options }: WritingOutboxOptions) {
    super(options);
    this.#answers = new PendingAnswers(options.storage, options.sensitive, options.now ?? Date.now);
    this.#orderOf = orderOf;
  }

  put(patch: UserMetadata, takesBack?: UserMetadata): void {
    if (Object.keys(patch).length) this.send(this.#answers.put(patch, takesBack, this.#orderOf));
  }
}
