import { watchActivity } from '../browser/activity.ts';
import { LullWatch, type KeptLull } from '../browser/kept-lull.ts';
import type { UserMetadata } from '../plan/plan.ts';
import type { AskSubject } from './ask-controller.ts';

const now = () => new Date();

/** Somebody of whom nothing is going to be asked for now: all that is left to do is to watch for what ends that. */
export class Rest {
  readonly subject: AskSubject;
  readonly #lull: KeptLull;
  readonly #watch: LullWatch;
  readonly #handleNews: () => void;
  #stopWatching: (() => void) | undefined;

  private constructor(subject: AskSubject, lull: KeptLull, watch: LullWatch, handleNews: () => void) {
    this.subject = subject;
    this.#lull = lull;
    this.#watch = watch;
    this.#handleNews = handleNews;
  }

  /**
   * @param known what the page knows of the person
   * @param handleNews something has to be decided after all
   * @returns `undefined`: it has to be decided now
   */
  static async find(subject: AskSubject, known: UserMetadata | undefined, handleNews: () => void): Promise<Rest | undefined> {
    const { user, clientId, planDigest } = subject;
    const watch = await LullWatch.open({ user, clientId, known, planDigest }, now);
    const lull = await watch?.observe();
    return watch && lull && new Rest(subject, lull, watch, handleNews);
  }

  /** What this browser knew of the person and of the plan's fields when the quiet period began, and knows still. */
  get found(): Pick<KeptLull, 'known' | 'profile' | 'reasons'> {
    return this.#lull;
  }

  /** Whether doing this makes something relevant. */
  isEndedBy(activity: string | undefined): boolean {
    return activity !== undefined && this.#lull.activities.includes(activity);
  }

  begin(): void {
    this.#stopWatching = watchActivity(() => void this.#lookAgain(), now);
    addEventListener('storage', this.#handleStorage);
  }

  end(): void {
    this.#stopWatching?.();
    removeEventListener('storage', this.#handleStorage);
  }

  async #lookAgain(): Promise<void> {
    // It is over, or another tab has found one that something else ends.
    const lull = await this.#watch.observe();
    if (String(lull?.activities) !== String(this.#lull.activities)) this.#handleNews();
  }

  readonly #handleStorage = (event: StorageEvent): void => {
    if (this.#watch.isNews(event)) this.#handleNews();
  };
}
