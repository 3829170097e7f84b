import { watchActivity } from '../platform/activity.ts';
import type { PersonStorage } from '../person/person-storage.ts';
import { QuietPeriodWatch, type StoredQuietPeriod } from '../person/quiet-period.ts';
import type { UserMetadata } from '../plan/plan.ts';
import type { AskSubject } from './ask-controller.ts';

/** A quiet period while it lasts: watches for what ends it. */
export class QuietPeriodMonitor {
  readonly #quietPeriod: StoredQuietPeriod;
  readonly #watch: QuietPeriodWatch;
  readonly #handleNews: () => void;
  readonly #now: () => Date;

  private constructor(quietPeriod: StoredQuietPeriod, watch: QuietPeriodWatch, handleNews: () => void, now: () => Date) {
    this.#now = now;
    this.#quietPeriod = quietPeriod;
    this.#watch = watch;
    this.#handleNews = handleNews;
  }

  /**
   * @param known what the page knows of the person
   * @param handleNews something has to be decided after all
   * @returns `undefined`: it has to be decided now
   */
  static async find(
    storage: PersonStorage,
    subject: Pick<AskSubject, 'user' | 'clientId' | 'planDigest'>,
    known: UserMetadata | undefined,
    handleNews: () => void,
    now: () => Date = () => new Date(),
  ): Promise<QuietPeriodMonitor | undefined> {
    const { user, clientId, planDigest } = subject;
    const watch = await QuietPeriodWatch.open(storage, { user, clientId, known, planDigest }, now);
    const quietPeriod = await watch?.observe();
    return watch && quietPeriod && new QuietPeriodMonitor(quietPeriod, watch, handleNews, now);
  }

  /** What this browser knew of the person and of the plan's fields when the quiet period began, and knows still. */
  get found(): Pick<StoredQuietPeriod, 'known' | 'profile' | 'reasons'> {
    return this.#quietPeriod;
  }

  /** Whether doing this makes something relevant. */
  isEndedBy(activity: string | undefined): boolean {
    return activity !== undefined && this.#quietPeriod.activities.includes(activity);
  }

  /** Watches until `signal` is aborted. */
  begin(signal: AbortSignal): void {
    signal.addEventListener('abort', watchActivity(() => void this.#lookAgain(signal), this.#now), { once: true });
    this.#watch.watchNews(this.#handleNews, signal);
  }

  async #lookAgain(signal: AbortSignal): Promise<void> {
    // It is over, or another tab has found one that another activity ends.
    const quietPeriod = await this.#watch.observe();
    if (!signal.aborted && String(quietPeriod?.activities) !== String(this.#quietPeriod.activities)) this.#handleNews();
  }
}
