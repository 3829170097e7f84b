import { watchActivity } from '../platform/activity.ts';
import { QuietPeriodWatch, type StoredQuietPeriod } from '../person/quiet-period.ts';
import type { UserMetadata } from '../plan/plan.ts';
import type { AskSubject } from './ask-controller.ts';

const now = () => new Date();

/** Somebody of whom nothing is going to be asked for now: all that is left to do is to watch for what ends that. */
export class QuietPeriodMonitor {
  readonly subject: AskSubject;
  readonly #quietPeriod: StoredQuietPeriod;
  readonly #watch: QuietPeriodWatch;
  readonly #handleNews: () => void;
  #stopWatching: (() => void) | undefined;

  private constructor(subject: AskSubject, quietPeriod: StoredQuietPeriod, watch: QuietPeriodWatch, handleNews: () => void) {
    this.subject = subject;
    this.#quietPeriod = quietPeriod;
    this.#watch = watch;
    this.#handleNews = handleNews;
  }

  /**
   * @param known what the page knows of the person
   * @param handleNews something has to be decided after all
   * @returns `undefined`: it has to be decided now
   */
  static async find(subject: AskSubject, known: UserMetadata | undefined, handleNews: () => void): Promise<QuietPeriodMonitor | undefined> {
    const { user, clientId, planDigest } = subject;
    const watch = await QuietPeriodWatch.open({ user, clientId, known, planDigest }, now);
    const quietPeriod = await watch?.observe();
    return watch && quietPeriod && new QuietPeriodMonitor(subject, quietPeriod, watch, handleNews);
  }

  /** What this browser knew of the person and of the plan's fields when the quiet period began, and knows still. */
  get found(): Pick<StoredQuietPeriod, 'known' | 'profile' | 'reasons'> {
    return this.#quietPeriod;
  }

  /** Whether doing this makes something relevant. */
  isEndedBy(activity: string | undefined): boolean {
    return activity !== undefined && this.#quietPeriod.activities.includes(activity);
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
    const quietPeriod = await this.#watch.observe();
    if (String(quietPeriod?.activities) !== String(this.#quietPeriod.activities)) this.#handleNews();
  }

  readonly #handleStorage = (event: StorageEvent): void => {
    if (this.#watch.isNews(event)) this.#handleNews();
  };
}
