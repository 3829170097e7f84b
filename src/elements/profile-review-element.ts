import { ReactiveElement, unsafeCSS, type PropertyDeclarations, type PropertyValues } from '@lit/reactive-element';
import { once } from '../platform/once.ts';
import type { ProfileStore } from '../person/profile-store.ts';
import type { Claims } from '../person/claims.ts';
import type { Words } from '../locales/words.ts';
import type { UserMetadata } from '../plan/plan.ts';
import { fail } from '../ask/events.ts';
import { type ProfileReviewEventMap } from './events.ts';
import { hasContentChanged } from '../ask/plain-data.ts';
import type { PlanSource } from '../ask/plan-source.ts';
import type { ReviewFlow } from './review-flow.ts';
import type { ReviewHost } from './review-host.ts';

/**
 * Shows people what is known about them. They can change and erase each answer, and download them all as JSON, including
 * `hidden` fields, which are not shown. An erased field counts as declined: only `ask()` with `evenIfDeclined` asks it again.
 * With `<progressive-lock>`, it only needs that element's ID:
 *
 * ```html
 * <progressive-lock id="lock" domain="acme.auth0.com" client-id="…" plan="/profile-plan.json"></progressive-lock>
 * <profile-review for="lock"></profile-review>
 * ```
 *
 * Without `<progressive-lock>`, set `plan`, `user` and `store`, as for `<tell-us-more>`.
 *
 * @customElement profile-review
 * @fires {FieldsEvent} answered - an answer was changed and is being sent
 * @fires {FieldsEvent} erased - an answer was erased, the field counts as declined, and the change is being sent
 * @fires {FieldsEvent} saved - the change is in the profile
 * @fires {FailureEvent} error - an invalid plan, or a profile that could not be read or saved
 * @csspart panel - all of it
 * @csspart heading - the line above the answers
 * @csspart status - where notices appear, spoken by screen readers
 * @csspart notice - that a change is saved, kept or not saved
 * @csspart entry - an answer with all its parts
 * @csspart question - an answer while the person changes it
 * @csspart label - what was asked
 * @csspart why - the reason for asking, or a note that there is no answer yet
 * @csspart value - the answer
 * @csspart input - an input, select or text area
 * @csspart list - the open list of an input that searches many choices
 * @csspart chip - a choice of a radio or multiselect, with its mark, or a number of a rating
 * @csspart star - a star of a rating
 * @csspart clear - the button that takes a choice back
 * @csspart link - the link next to the label of a checkbox
 * @csspart error - what is wrong with the answer
 * @csspart other - another answer, if nothing says which of the two is later
 * @csspart use-other - the button that saves it
 * @csspart drop-other - the button that discards it
 * @csspart edit - the button that opens an input
 * @csspart erase - the button that erases, and the one that confirms it
 * @csspart save - the button that saves
 * @csspart cancel - the button that cancels the change
 * @csspart export - the button that downloads everything
 * @cssprop --tell-us-more-accent - colour of buttons and selection; the text on it is black or white, whichever has more contrast
 * @cssprop --tell-us-more-background - background of the panel
 * @cssprop --tell-us-more-text - its text; lines and muted text are mixed from text and background
 * @cssprop --tell-us-more-error - what is wrong with an answer
 * @cssprop --tell-us-more-font - font family
 * @cssprop --tell-us-more-radius - corner radius of the panel; inputs and buttons use at most 8 px
 */
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging -- see the interface below
export class ProfileReviewElement extends ReactiveElement implements ReviewHost {
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

  static override styles = unsafeCSS(':host { display: block; } :host([hidden]) { display: none; }');

  /** The ID of the `<progressive-lock>` whose person, plan and store to use. */
  declare for: string | undefined;
  /** The plan: its URL, an object, or, by default, a `<script type="application/json">` inside the element. */
  declare plan: PlanSource;
  /**
   * The claims of the signed-in person's ID token, at least `sub`. `null` while no one is signed in, also after the person
   * signed out in another tab.
   */
  declare user: Claims | null | undefined;
  /** Where the profile is read and answers are saved. */
  declare store: ProfileStore | undefined;
  /** What the page already knows about the person, by field name. */
  declare known: UserMetadata | undefined;
  /** Separates the data of several applications on one origin. */
  declare clientId: string;
  /** A BCP 47 tag. Default: the page's language. */
  declare language: string | undefined;
  /** Texts that replace the built-in ones. */
  declare dictionary: Partial<Words> | undefined;

  readonly #load = once(async () => new (await import('./review-flow.ts')).ReviewFlow(this));
  #flow: ReviewFlow | undefined;
  /** Reading the profile costs a call to the Management API, so it waits until the element is visible. */
  #isSeen = false;
  /** Removed from the page. */
  #isStopped = false;
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
    if (!this.#isSeen) this.#observer.observe(this);
    else if (this.#isStopped) this.#restart();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // Frameworks move elements by removing and inserting them. Only a removal that lasts ends what is open.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#observer.disconnect();
      this.#isStopped = true;
      this.#flow?.stop();
    });
  }

  protected override updated(changed: PropertyValues): void {
    const isNew = ['for', 'plan', 'user', 'store', 'clientId'].some((name) => changed.has(name));
    if (!this.#isSeen) return;
    // The next change, whatever it is, tries again.
    if (isNew || !this.#flow) this.#restart();
    else this.#flow.show().catch((error: Error) => fail(this, error));
  }

  #restart(): void {
    if (this.isConnected) this.#start().catch((error: Error) => fail(this, error));
  }

  async #start(): Promise<void> {
    this.#flow = await this.#load();
    if (!this.isConnected) return;
    this.#isStopped = false;
    await this.#flow.restart();
  }
}

// Types the listeners by event name; there is no other way to overload an inherited method without implementing it again.
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging
export interface ProfileReviewElement {
  addEventListener<K extends keyof ProfileReviewEventMap>(
    type: K,
    listener: (this: ProfileReviewElement, event: ProfileReviewEventMap[K]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}
