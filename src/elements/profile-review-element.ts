import { ReactiveElement, css, type PropertyDeclarations, type PropertyValues } from '@lit/reactive-element';
import type { ProfileStore } from '../person/profile-store.ts';
import type { Claims } from '../person/claims.ts';
import type { Words } from '../locales/words.ts';
import type { UserMetadata } from '../plan/plan.ts';
import { fail } from '../ask/events.ts';
import { type ProfileReviewEventMap } from './events.ts';
import { hasContentChanged } from '../ask/plain-data.ts';
import type { PlanSource } from '../ask/plan-source.ts';
import type { ReviewFlow } from './review-flow.ts';

/**
 * Shows a person what is known about them: each answer can be changed and erased, and all of it downloaded as JSON.
 * Beside `<progressive-lock>` it needs only that element's id:
 *
 * ```html
 * <progressive-lock id="lock" domain="acme.auth0.com" client-id="…" plan="/profile-plan.json"></progressive-lock>
 * <profile-review for="lock"></profile-review>
 * ```
 *
 * Elsewhere it takes `plan`, `user` and `store`, as `<tell-us-more>` does.
 *
 * @customElement profile-review
 * @fires {FieldsEvent} answered - an answer was changed, and is on its way
 * @fires {FieldsEvent} erased - an answer was erased, and that is on its way
 * @fires {FieldsEvent} saved - the change is in the profile
 * @fires {FailureEvent} error - a wrong plan, or a profile that could not be read or saved
 * @csspart panel - all of it
 * @csspart heading - the line above the answers
 * @csspart status - where notices appear, spoken by screen readers
 * @csspart notice - that a change is saved, kept or not saved
 * @csspart entry - an answer with everything that belongs to it
 * @csspart question - an answer while it is changed
 * @csspart label - what was asked
 * @csspart why - the reason for asking, or that there is nothing yet
 * @csspart value - the answer
 * @csspart input - an input, select or text area
 * @csspart list - the open list of an input that searches many choices
 * @csspart chip - a choice of a radio or multiselect, with its mark, or a number of a rating
 * @csspart star - a star of a rating
 * @csspart clear - the button that takes a choice back
 * @csspart link - the link beside the label of a checkbox
 * @csspart error - what is wrong with the answer
 * @csspart other - another answer, where nothing tells which of two came later
 * @csspart use-other - the button that saves it
 * @csspart drop-other - the button that discards it
 * @csspart edit - the button that opens an input
 * @csspart erase - the button that erases, and the one that confirms it
 * @csspart save - the button that saves
 * @csspart cancel - the button that leaves it as it was
 * @csspart export - the button that downloads everything
 * @cssprop --tell-us-more-accent - colour of buttons and selection; the text on it is black or white, whichever reads better
 * @cssprop --tell-us-more-background - background of the panel
 * @cssprop --tell-us-more-text - its text; lines and quieter text are mixed from text and background
 * @cssprop --tell-us-more-error - what is wrong with an answer
 * @cssprop --tell-us-more-font - font family
 * @cssprop --tell-us-more-radius - corners of the panel; inputs and buttons have at most 8 px of it
 * @cssprop --tell-us-more-layer - `z-index` of the panel in browsers without popovers
 */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- see the interface below
export class ProfileReviewElement extends ReactiveElement {
  static override properties: PropertyDeclarations = {
    for: {},
    plan: { hasChanged: hasContentChanged },
    user: { attribute: false, hasChanged: hasContentChanged },
    store: { attribute: false },
    known: { attribute: false, hasChanged: hasContentChanged },
    clientId: { attribute: 'client-id' },
    language: {},
    dictionary: { attribute: false, hasChanged: hasContentChanged },
  };

  static override styles = css`
    :host {
      display: block;
    }
    :host([hidden]) {
      display: none;
    }
  `;

  /** The id of a `<progressive-lock>` whose person, plan and store are taken. */
  declare for: string | undefined;
  /** The plan: its address, an object, or (left out) a `<script type="application/json">` inside the element. */
  declare plan: PlanSource;
  /**
   * The claims of the ID token of who is signed in; at least `sub`. `null` while nobody is, also once they have signed
   * out in another tab.
   */
  declare user: Claims | null | undefined;
  /** Where the profile is read and answers are saved. */
  declare store: ProfileStore | undefined;
  /** What the page knows about the person, by field name. */
  declare known: UserMetadata | undefined;
  /** Keeps people of several applications on one origin apart. */
  declare clientId: string;
  /** A BCP 47 tag. Default: the page's language. */
  declare language: string | undefined;
  /** Words that replace the built-in ones. */
  declare dictionary: Partial<Words> | undefined;

  #loading: Promise<ReviewFlow> | undefined;
  #flow: ReviewFlow | undefined;
  /** Reading the profile costs a call to the Management API: it waits until somebody looks. */
  #isSeen = false;
  readonly #observer = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    this.#observer.disconnect();
    this.#isSeen = true;
    this.#restart();
  });

  constructor() {
    super();
    this.clientId = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.#isSeen) this.#restart();
    else this.#observer.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
    this.#flow?.stop();
  }

  protected override updated(changed: PropertyValues): void {
    const isNew = ['for', 'plan', 'user', 'store', 'clientId'].some((name) => changed.has(name));
    if (!this.#isSeen) return;
    // What did not load is tried again with the next change, whatever it is.
    if (isNew || !this.#flow) this.#restart();
    else this.#flow.show().catch((error: Error) => fail(this, error));
  }

  #restart(): void {
    if (this.isConnected) this.#start().catch((error: Error) => fail(this, error));
  }

  async #start(): Promise<void> {
    this.#loading ??= import('./review-flow.ts').then(({ ReviewFlow }) => new ReviewFlow(this));
    try {
      this.#flow = await this.#loading;
    } catch (error) {
      this.#loading = undefined;
      throw error;
    }
    if (this.isConnected) await this.#flow.restart();
  }
}

// Types the listeners by event name; there is no other way to overload an inherited method without writing it anew.
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging
export interface ProfileReviewElement {
  addEventListener<K extends keyof ProfileReviewEventMap>(
    type: K,
    listener: (this: ProfileReviewElement, event: ProfileReviewEventMap[K]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}
