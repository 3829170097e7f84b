import { ReactiveElement, type PropertyDeclarations, type PropertyValues } from '@lit/reactive-element';
import type { LoadLock, LockOptions } from '../auth0/lock.ts';
import { pageHash } from '../auth0/page-hash.ts';
import type { ProfileStore } from '../person/profile-store.ts';
import type { Claims } from '../person/claims.ts';
import { activityOf } from '../platform/clicked-activity.ts';
import type { Words } from '../locales/words.ts';
import type { ReasonDetail } from '../plan/reason-detail.ts';
import type { Profile, Reason, UserMetadata } from '../plan/plan.ts';
import type { AskOptions } from '../ask/ask-controller.ts';
import { fail } from '../ask/events.ts';
import { type ProgressiveLockEventMap } from './events.ts';
import type { TellUsMoreElement } from './tell-us-more-element.ts';
import type { LockFlow } from './lock-flow.ts';
import type { Answers } from '../ask/ask-state.ts';
import type { Placement } from './panel/panel-state.ts';
import { inspect } from './inspect.ts';
import { hasContentChanged } from '../ask/plain-data.ts';
import type { PlanSource } from '../ask/plan-source.ts';

/** What the element shows: nothing yet, Lock (or its place), nothing but questions, or why it cannot go on. */
export type LockState = 'loading' | 'signed-out' | 'signed-in' | 'failed';

/**
 * Signs people up and in with Auth0 Lock, asks at sign-up only what the plan wants then, and the rest in later
 * sessions.
 *
 * ```html
 * <progressive-lock domain="acme.auth0.com" client-id="…" plan="/profile-plan.json"></progressive-lock>
 * ```
 *
 * @customElement progressive-lock
 * @slot lock - holds Lock's container, which must be in the page's own DOM; filled by the element itself
 * @csspart lock - what stands around Lock
 * @csspart dialog - the same, with `manual`
 * @csspart close - the button that closes the dialog; in the panel the one that closes the thanks
 * @csspart notice - plain words while Lock is loading, or when something fails; in the panel: that something is kept, not sent or left blank
 * @csspart retry - the button that tries again
 * @csspart redirect - the button that leads to the tenant's own login page
 * @csspart reason - why the tenant refused the login, in its own words
 * @csspart panel - all of it: the card, dialog, section or bar
 * @csspart heading - the line above the questions
 * @csspart step - "Step 1 of 2", where the questions come in several steps
 * @csspart steps - the same as a row of bars
 * @csspart minimise - the button that makes the panel small
 * @csspart restore - the small panel: a button that brings it back
 * @csspart status - where notices and thanks appear, spoken by screen readers
 * @csspart question - a question with everything that belongs to it
 * @csspart label - what is asked
 * @csspart why - the reason for asking
 * @csspart input - an input, select or text area
 * @csspart list - the open list of an input that searches many choices
 * @csspart chip - a choice of a radio or multiselect, with its mark, or a number of a rating
 * @csspart star - a star of a rating
 * @csspart clear - the button that takes a choice back
 * @csspart link - the link beside the label of a checkbox
 * @csspart error - what is wrong with the answer
 * @csspart value - a value from elsewhere that is to be confirmed
 * @csspart yes - the button that confirms it
 * @csspart no - the button that opens an input instead
 * @csspart save - the button that saves, or goes on with the login
 * @csspart back - the button that leads to the step before
 * @csspart later - the button "Not now"
 * @csspart never - the button "Don't ask again"
 * @csspart privacy - the link to the privacy policy
 * @csspart thanks - the thanks after an answer
 * @csspart undo - the button that takes an answer back
 * @csspart refusal - what is said after "Not now" and "Don't ask again"
 * @cssprop --tell-us-more-accent - colour of buttons and selection; the text on it is black or white, whichever reads better
 * @cssprop --tell-us-more-background - background of the panel
 * @cssprop --tell-us-more-text - its text; lines and quieter text are mixed from text and background
 * @cssprop --tell-us-more-error - what is wrong with an answer
 * @cssprop --tell-us-more-font - font family
 * @cssprop --tell-us-more-radius - corners of the panel; inputs and buttons have at most 8 px of it
 * @cssprop --tell-us-more-layer - `z-index` of the panel in browsers without popovers
 * @cssprop --progressive-lock-accent - colour of Lock's buttons and of what is active
 * @cssprop --progressive-lock-background - background of Lock's form
 * @cssprop --progressive-lock-text - its text; lines and quieter text are mixed from text and background
 * @cssprop --progressive-lock-error - what is wrong with an input
 * @cssprop --progressive-lock-font - font family; default: that of the page
 * @cssprop --progressive-lock-radius - corners
 * @fires {SignedUpEvent} signed-up - somebody signed up through the form
 * @fires {SignedInEvent} signed-in - somebody is signed in, by a login or restored
 * @fires {SignedOutEvent} signed-out - nobody is signed in any more
 * @fires {BeforeAskEvent} before-ask - something is about to be asked; `preventDefault()` keeps it from being shown
 * @fires {FieldsEvent} asked - it is on the screen
 * @fires {FieldsEvent} answered - the answers are written down and on their way
 * @fires {FieldsEvent} saved - the answers are in the profile
 * @fires {FieldsEvent} snoozed - "not now"
 * @fires {FieldsEvent} declined - "don't ask again"
 * @fires {ProfileChangedEvent} profile-changed - more, or less, is known about the person than before
 * @fires {FailureEvent} error - a wrong plan, a tenant that does not answer, an answer that could not be saved
 */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- see the interface below
export class ProgressiveLockElement extends ReactiveElement {
  static override properties: PropertyDeclarations = {
    domain: {},
    tenantDomain: { attribute: 'tenant-domain' },
    clientId: { attribute: 'client-id' },
    plan: { hasChanged: hasContentChanged },
    language: {},
    manual: { type: Boolean },
    fallback: {},
    lockStyle: { attribute: 'lock-style', reflect: true },
    passwordless: { type: Boolean },
    debug: { type: Boolean },
    redirectUrl: { attribute: 'redirect-url' },
    audience: {},
    scope: {},
    placement: { reflect: true },
    accent: {},
    lockOptions: { attribute: false },
    loadLock: { attribute: false },
    store: { attribute: false },
    known: { attribute: false, hasChanged: hasContentChanged },
    dictionary: { attribute: false, hasChanged: hasContentChanged },
    refresh: { attribute: false },
    state: { reflect: true },
  };

  /** The tenant: `acme.auth0.com`, a custom domain, or an address that begins with `http` for a local tenant. */
  declare domain: string;
  /** The tenant's own domain, where `domain` is a custom one. The Management API keeps this name. */
  declare tenantDomain: string | undefined;
  /** The application's client ID. */
  declare clientId: string;
  /** The plan: its address, an object, or (left out) a `<script type="application/json">` inside the element. */
  declare plan: PlanSource;
  /** A BCP 47 tag, or Lock's name for a language. Default: the page's language. */
  declare language: string | undefined;
  /** Lock opens in a dialog, when `login()` or `signUp()` is called. */
  declare manual: boolean;
  /** What people are offered when signing in on this page cannot work (cookies blocked): `redirect`, a button that leads to the tenant's own login page, or `none`. */
  declare fallback: 'redirect' | 'none';
  /** `page`: Lock has the page's font and colours, and `--progressive-lock-*`. `none`: Lock keeps its own look. */
  declare lockStyle: 'page' | 'none';
  /** Lock without passwords: a code or a link by mail, or a code by SMS. It has no sign-up form; the panel asks those fields. */
  declare passwordless: boolean;
  /** For development: an inspector; see `<tell-us-more>`. */
  declare debug: boolean;
  /** Where Auth0 sends people after a login by redirect; one of the application's callback URLs. Default: this page. */
  declare redirectUrl: string | undefined;
  /** The API that logins request a token for. Default: the Management API. */
  declare audience: string | undefined;
  /** Scopes in addition to `openid profile email` and those that saving needs. */
  declare scope: string | undefined;
  /** Where the panel stands. A `dialog` waits while somebody types in the page; `inline` moves what comes after it. */
  declare placement: Placement;
  /** A CSS colour for the buttons of Lock and of the panel, unless the page sets `--progressive-lock-accent` and `--tell-us-more-accent`. */
  declare accent: string | undefined;
  /** Lock's own options. The ones that the element depends on replace them. */
  declare lockOptions: LockOptions | undefined;
  /** Loads another Lock than the one in the package. */
  declare loadLock: LoadLock | undefined;
  /** Where answers are saved. Default: in the person's own profile, by auth0-js. */
  declare store: ProfileStore | undefined;
  /** What the page already knows about the person, by field name. */
  declare known: UserMetadata | undefined;
  /** Words of the panel that replace the built-in ones. */
  declare dictionary: Partial<Words> | undefined;
  /**
   * What the element shows now. Reflected, for styles: `progressive-lock[state="signed-in"]`.
   * @readonly
   */
  declare state: LockState;
  /** Called after answers were saved. */
  declare refresh: (() => Promise<void> | void) | undefined;

  #loading: Promise<LockFlow> | undefined;
  #flow: LockFlow | undefined;
  /** What signs in did not load, and that stands where Lock would be. */
  #hasFailed = false;

  constructor() {
    super();
    this.domain = '';
    this.clientId = '';
    this.manual = false;
    this.fallback = 'redirect';
    this.lockStyle = 'page';
    this.passwordless = this.debug = false;
    this.placement = 'corner';
    this.state = 'loading';
  }

  /** The claims of the ID token of who is signed in. */
  get user(): Claims | null {
    return this.#flow?.user ?? null;
  }

  /** What is known about the person now, each value with its source. Includes answers that are still on their way. */
  get profile(): Profile {
    return this.#flow?.asker?.profile ?? {};
  }

  /** Where the answers of who is signed in are saved: `store`, or what comes with the login. */
  get profileStore(): ProfileStore | undefined {
    return this.#flow?.asker?.store;
  }

  /** Shows Lock's login. Resolves when its form is there. */
  async login(): Promise<void> {
    await (await this.#prepared()).openLock('login');
  }

  /** Shows Lock's sign-up. Resolves when its form is there. */
  async signUp(): Promise<void> {
    await (await this.#prepared()).openLock('signUp');
  }

  /**
   * Signs in with the result of a login by redirect that a router took out of the address before the element could:
   * the hash, with or without its `#`.
   */
  async resumeAuth(hash: string): Promise<void> {
    const flow = await this.#prepared();
    flow.resumeAuth(hash);
    await flow.ready();
  }

  /**
   * Signs out: tries to send what is pending, forgets the person in this browser, ends the session at the tenant,
   * which takes the page to `returnTo` (one of the application's logout URLs; default: `redirectUrl`).
   */
  async logout(options: { returnTo?: string } = {}): Promise<void> {
    await (await this.#ready()).logout(options.returnTo);
  }

  /**
   * An access token of who is signed in, for the page's own calls: for `audience` (by default that of the login) and
   * with all of `scope`. `fresh`: a new one, because the last was refused. Rejects while nobody is signed in.
   */
  async getToken(request: { audience?: string; scope?: string; fresh?: boolean } = {}): Promise<string> {
    return (await this.#ready()).getToken(request);
  }

  /** The profile, read now; see `<tell-us-more>`. */
  async readProfile(): Promise<Profile> {
    return (await this.#requireAsker('readProfile')).readProfile();
  }

  /** Asks for fields now; see `<tell-us-more>`. */
  async ask(names?: string[], options?: AskOptions): Promise<Partial<Answers> | null> {
    return (await this.#requireAsker('ask')).ask(names, options);
  }

  /** Tells what the person does now; fields with `ask.on` become relevant. `undefined`: it is over. */
  track(activity: string | undefined): void {
    // Before anybody is there it is kept for them.
    this.#load().then(
      (flow) => flow.track(activity),
      () => undefined,
    );
  }

  /** "Don't ask me anything"; see `<tell-us-more>`. */
  async optOut(isOut = true): Promise<void> {
    await (await this.#requireAsker('optOut')).optOut(isOut);
  }

  /** The former name of `optOut()`. */
  silence(isSilent?: boolean): Promise<void> {
    return this.optOut(isSilent);
  }

  /** For every field of the plan, whether it would be asked now, and why or why not; with `debug`, `detail` has the numbers. */
  explain(): { name: string; asked: boolean; reason: Reason; variants?: Record<string, string>; detail?: ReasonDetail[] }[] {
    return this.#flow?.asker?.explain() ?? [];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('click', this.#handleClick, true);
    if (this.hasUpdated && !this.#flow?.isRunning) this.#restart();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('click', this.#handleClick, true);
    // Frameworks move elements by taking them out and putting them in again: only a real end closes Lock.
    queueMicrotask(() => {
      if (!this.isConnected) this.#flow?.stop();
    });
  }

  protected override willUpdate(changed: PropertyValues): void {
    void inspect(this);
    const isNew = ['domain', 'tenantDomain', 'clientId', 'plan', 'audience', 'scope'].some((name) => changed.has(name));
    // Which token a login asks for depends on the store; who is signed in stays so, and only saves elsewhere.
    if (isNew || (changed.has('store') && !this.user)) this.#restart();
    else this.#flow?.configureAsker();
  }

  /** The element itself is small, so that a page without it (beside `<tell-us-more>`) pays little for its being there. */
  #load(): Promise<LockFlow> {
    this.#loading ??= import('./lock-flow.ts').then(
      ({ LockFlow }) => (this.#flow = new LockFlow(this, pageHash)),
      (error: unknown) => {
        this.#loading = undefined;
        throw error;
      },
    );
    return this.#loading;
  }

  /** Before there is somebody to ask, a click is remembered for them. */
  readonly #handleClick = (event: MouseEvent): void => {
    const activity = activityOf(event);
    if (activity !== undefined) this.track(activity);
  };

  #restart(): void {
    this.state = 'loading';
    this.#load().then(
      (flow) => {
        // Taken out of the page meanwhile: it begins when it is back.
        if (!this.isConnected) return;
        if (this.#hasFailed) this.renderRoot.textContent = '';
        this.#hasFailed = false;
        flow.restart();
      },
      (error: Error) => {
        this.state = 'failed';
        this.#hasFailed = true;
        // The languages are in the part that did not come.
        this.renderRoot.textContent = 'Signing in is not possible at the moment. Please try again later.';
        fail(this, error);
      },
    );
  }

  async #ready(): Promise<LockFlow> {
    const flow = await this.#begun();
    await flow.ready();
    return flow;
  }

  /** What asks who is signed in. */
  async #requireAsker(call: string): Promise<TellUsMoreElement> {
    return (await this.#ready()).requireAsker(call);
  }

  /** Without waiting for the tenant to say who is signed in. */
  async #prepared(): Promise<LockFlow> {
    const flow = await this.#begun();
    await flow.prepared();
    return flow;
  }

  async #begun(): Promise<LockFlow> {
    await this.updateComplete;
    // What did not come then may come now.
    if (this.#hasFailed) this.#restart();
    return this.#load();
  }
}

// Types the listeners by event name; there is no other way to overload an inherited method without writing it anew.
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging
export interface ProgressiveLockElement {
  addEventListener<K extends keyof ProgressiveLockEventMap>(
    type: K,
    listener: (this: ProgressiveLockElement, event: ProgressiveLockEventMap[K]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}
