import { ReactiveElement, type PropertyDeclarations, type PropertyValues } from '@lit/reactive-element';
import type { ProfileStore } from '../auth0/profile-store.ts';
import type { Claims } from '../auth0/session.ts';
import type { Words } from '../locales/words.ts';
import type { UserMetadata } from '../plan/plan.ts';
import { fail } from './events.ts';
import type { PlanSource } from './plan-source.ts';
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
 */
export class ProfileReviewElement extends ReactiveElement {
  static override properties: PropertyDeclarations = {
    for: {},
    plan: {},
    user: { attribute: false },
    store: { attribute: false },
    known: { attribute: false },
    clientId: { attribute: 'client-id' },
    language: {},
    dictionary: { attribute: false },
  };

  /** The id of a `<progressive-lock>` whose person, plan and store are taken. */
  declare for: string | undefined;
  /** The plan: its address, an object, or (left out) a `<script type="application/json">` inside the element. */
  declare plan: PlanSource;
  /** The claims of the ID token of who is signed in; at least `sub`. `null` while nobody is. */
  declare user: Claims | null | undefined;
  /** Where the profile is read and answers are saved. */
  declare store: ProfileStore | undefined;
  /** What the page knows about the person, by field name. */
  declare known: UserMetadata | undefined;
  /** Keeps people of several applications on one origin apart. */
  declare clientId: string;
  /** A BCP 47 tag; the page's language unless given. */
  declare language: string | undefined;
  /** Words that replace the built-in ones. */
  declare dictionary: Partial<Words> | undefined;

  #loading: Promise<ReviewFlow> | undefined;

  constructor() {
    super();
    this.clientId = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#restart();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    void this.#loading?.then((flow) => flow.stop());
  }

  protected override createRenderRoot(): ShadowRoot {
    return this.shadowRoot ?? this.attachShadow({ mode: 'open' });
  }

  protected override updated(changed: PropertyValues): void {
    const isNew = ['for', 'plan', 'user', 'store', 'clientId'].some((name) => changed.has(name));
    if (isNew) this.#restart();
    else void this.#loading?.then((flow) => flow.show());
  }

  #restart(): void {
    this.#loading ??= import('./review-flow.ts').then(({ ReviewFlow }) => new ReviewFlow(this));
    this.#loading.then((flow) => flow.restart()).catch((error: Error) => fail(this, error));
  }
}
