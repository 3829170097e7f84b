import type { Words } from '../locales/words.ts';
import type { ProfileStore } from '../person/profile-store.ts';
import type { ProfilePlan, UserMetadata } from '../plan/plan.ts';
import type { TellUsMoreEventMap } from './events.ts';

/** An event as `<tell-us-more>` dispatches it. Its `type` is the event's name. */
export type ProfilerEvent = { [Type in keyof TellUsMoreEventMap]: TellUsMoreEventMap[Type] & { readonly type: Type } }[keyof TellUsMoreEventMap];

export interface ProfilerOptions<Plan extends ProfilePlan = ProfilePlan> {
  /** The plan, or its URL. */
  plan: Plan | string;
  /** Separates the data of several applications on one origin. */
  clientId: string;
  /** Where the profile is read and answers are saved. */
  store: ProfileStore;
  /** What the page already knows about the person, by field name. */
  known?: UserMetadata;
  /** A BCP 47 tag. Default: the page's language. */
  language?: string;
  /** Texts that replace the built-in hints and notices. */
  dictionary?: Partial<Words>;
  /** Returns the time. Default: the browser's clock. */
  now?: () => Date;
  /** Called after answers are saved. Renew the ID token here, because it does not contain them yet. */
  refresh?: () => Promise<void> | void;
  /** Whether the person is using the questions, with pointer or focus. If so, the questions are not removed. Default: never. */
  isBeingUsed?: () => boolean;
  /** Called with each event. `preventDefault()` on `before-ask` prevents the question. */
  onEvent?: (event: ProfilerEvent) => void;
}
