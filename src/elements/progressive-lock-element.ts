import { ReactiveElement, type PropertyDeclarations, type PropertyValues } from '@lit/reactive-element';
import type { LoadLock, LockOptions } from '../auth0/lock.ts';
import { pageHash } from '../auth0/page-hash.ts';
import type { ProfileStore } from '../person/profile-store.ts';
import type { Claims } from '../person/claims.ts';
import { activityOf } from '../platform/clicked-activity.ts';
import { once } from '../platform/once.ts';
import type { Words } from '../locales/words.ts';
import type { ReasonDetail } from '../plan/decide.ts';
import type { Profile, Reason, UserMetadata } from '../plan/plan.ts';
import type { AskOptions } from '../ask/ask-options.ts';
import { fail } from '../ask/events.ts';
import { type ProgressiveLockEventMap } from './events.ts';
import type { TellUsMoreElement } from './tell-us-more-element.ts';
import type { LockFlow } from './lock-flow.ts';
import type { LockHost, LockState } from './lock-host.ts';
import type { Answers } from '../ask/ask-state.ts';
import type { Placement } from './panel/panel-state.ts';
import { inspect } from './inspect.ts';
import { hasContentChanged } from '../ask/plain-data.ts';
import type { PlanSource } from '../ask/plan-source.ts';

/**
 * Signs people up and in with Auth0 Lock. Asks a few questions at sign-up and the rest in later sessions, as the plan
 * says.
 *
 * ```html
 * <progressive-lock domain="acme.auth0.com" client-id="…" plan="/profile-plan.json"></progressive-lock>
 * ```
 *
 * @customElement progressive-lock
 * @slot lock - contains Lock, which must be in the page's own DOM; the element fills it
 * @csspart lock - the area around Lock
 * @csspart dialog - the same, with `manual`
 * @csspart close - the button that closes the dialog; in the panel the one that closes the thanks
 * @csspart notice - messages while Lock is loading or when something fails; in the panel, messages about answers that are kept, not sent or left blank
 * @csspart retry - the button that tries again
 * @csspart redirect - the button that opens the tenant's own login page
 * @csspart reason - why the tenant refused the login, in the tenant's words
 * @cssprop --tell-us-more-layer - `z-index` of the panel in browsers without popovers
 * @cssprop --progressive-lock-accent - colour of Lock's buttons and of active parts
 * @cssprop --progressive-lock-background - background of Lock's form
 * @cssprop --progressive-lock-text - its text; lines and muted text are mixed from text and background
 * @cssprop --progressive-lock-error - what is wrong with an input
 * @cssprop --progressive-lock-font - font family; default: that of the page
 * @cssprop --progressive-lock-radius - corners
 * @fires {SignedUpEvent} signed-up - a person signed up with the form
 * @fires {SignedInEvent} signed-in - a person is signed in, by a login or a restored session
 * @fires {SignedOutEvent} signed-out - the person is signed out
 * @fires {FieldsEvent} saved - the answers are in the profile
 * @fires {FailureEvent} error - an invalid plan, a tenant that does not respond, an answer that could not be saved
 */
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging -- see the interface below
export class ProgressiveLockElement extends ReactiveElement implements LockHost {
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

  /** The tenant: `acme.auth0.com`, a custom domain, or a URL that starts with `http` for a local tenant. */
  declare domain: string;
  /** The tenant's own domain, if `domain` is a custom one. The Management API uses this name. */
  declare tenantDomain: string | undefined;
  /** The application's client ID. */
  declare clientId: string;
  /** The plan: its URL, an object, or, by default, a `<script type="application/json">` inside the element. */
  declare plan: PlanSource;
  /** A BCP 47 tag, or Lock's name for a language. Default: the page's language. */
  declare language: string | undefined;
  /** Lock opens in a dialog when `login()` or `signUp()` is called. */
  declare manual: boolean;
  /** What to offer when signing in on this page cannot work (cookies blocked): `redirect` shows a button that opens the tenant's own login page; `none` shows nothing. */
  declare fallback: 'redirect' | 'none';
  /** `page`: Lock uses the page's font and colours, and `--progressive-lock-*`. `none`: Lock keeps its own look. */
  declare lockStyle: 'page' | 'none';
  /** Lock without passwords: a code or a link by email, or a code by SMS. There is no sign-up form; the panel asks those fields. */
  declare passwordless: boolean;
  /** For development: an inspector; see `<tell-us-more>`. */
  declare debug: boolean;
  /** Where Auth0 sends people after a login by redirect: one of the application's callback URLs. Default: this page. */
  declare redirectUrl: string | undefined;
  /** The API that logins request a token for. Default: the Management API. */
  declare audience: string | undefined;
  /** Scopes in addition to `openid profile email` and the ones that saving needs. */
  declare scope: string | undefined;
  /** Where the panel appears. A `dialog` waits while the person types in the page; `inline` moves the content after it. */
  declare placement: Placement;
  /** A CSS colour for the buttons of Lock and of the panel, unless the page sets `--progressive-lock-accent` and `--tell-us-more-accent`. */
  declare accent: string | undefined;
  /** Lock's own options, read when Lock opens. The element overrides the ones it depends on. */
  declare lockOptions: LockOptions | undefined;
  /** Loads a different Lock than the one in the package. */
  declare loadLock: LoadLock | undefined;
  /** Where answers are saved. Default: in the person's own profile, by auth0-js. */
  declare store: ProfileStore | undefined;
  /** What the page already knows about the person, by field name. */
  declare known: UserMetadata | undefined;
  /** Texts of the panel that replace the built-in ones. */
  declare dictionary: Partial<Words> | undefined;
  /**
   * What the element shows now. Reflected, for styles: `progressive-lock[state="signed-in"]`.
   * @readonly
   */
  declare state: LockState;
  /** Called after answers are saved. */
  declare refresh: (() => Promise<void> | void) | undefined;

  /** The element itself is small, so that it costs little in pages that only use `<tell-us-more>`. */
  readonly #load = once(async () => (this.#flow = new (await import('./lock-flow.ts')).LockFlow(this, pageHash)));
  #flow: LockFlow | undefined;
  /** The code that signs in did not load, and a message says so in Lock's place. */
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

  /** The claims of the signed-in person's ID token. */
  get user(): Claims | null {
    return this.#flow?.user ?? null;
  }

  /** What is known about the person now, each value with its source. Includes answers that are being saved. */
  get profile(): Profile {
    return this.#flow?.asker?.profile ?? {};
  }

  /** Where the person's answers are saved: `store`, or the store that comes with the login. */
  get profileStore(): ProfileStore | undefined {
    return this.#flow?.asker?.store;
  }

  /** Shows Lock's login. Resolves when the form is shown. */
  async login(): Promise<void> {
    await (await this.#prepared()).openLock('login');
  }

  /** Shows Lock's sign-up. Resolves when the form is shown. */
  async signUp(): Promise<void> {
    await (await this.#prepared()).openLock('signUp');
  }

  /**
   * Signs in with the result of a login by redirect that a router removed from the URL before the element could read
   * it: the hash, with or without `#`.
   */
  async resumeAuth(hash: string): Promise<void> {
    const flow = await this.#prepared();
    flow.resumeAuth(hash);
    await flow.ready();
  }

  /**
   * Signs out: tries to send pending answers, removes answers, drafts and the copy of the profile from this browser, and
   * ends the session at the tenant, which redirects to `returnTo` (one of the application's logout URLs; default: `redirectUrl`).
   */
  async logout(options: { returnTo?: string } = {}): Promise<void> {
    await (await this.#ready()).logout(options.returnTo);
  }

  /**
   * Returns an access token of the signed-in person, for the page's own calls: for `audience` (default: the login's) and with
   * all of `scope`. `fresh` requests a new one, because the last one was rejected. Rejects while no one is signed in.
   */
  async getToken(request: { audience?: string; scope?: string; fresh?: boolean } = {}): Promise<string> {
    return (await this.#ready()).getToken(request);
  }

  /** Reads the profile; see `<tell-us-more>`. */
  async readProfile(): Promise<Profile> {
    return (await this.#requireAsker('readProfile')).readProfile();
  }

  /** Asks for fields now; see `<tell-us-more>`. */
  async ask(names?: string[], options?: AskOptions): Promise<Partial<Answers> | null> {
    return (await this.#requireAsker('ask')).ask(names, options);
  }

  /** Reports what the person is doing, for fields with `ask.on`. `undefined` ends the activity. */
  track(activity: string | undefined): void {
    // Before a person is there, it is kept for them.
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
    // Frameworks move elements by removing and inserting them. Only a removal that lasts closes Lock.
    queueMicrotask(() => {
      if (!this.isConnected) this.#flow?.stop();
    });
  }

  protected override willUpdate(changed: PropertyValues): void {
    void inspect(this);
    const isNew = ['domain', 'tenantDomain', 'clientId', 'plan', 'audience', 'scope'].some((name) => changed.has(name));
    // The store decides which token a login requests. The person stays signed in; only the place to save changes.
    if (isNew || (changed.has('store') && !this.user)) this.#restart();
    else this.#flow?.willUpdate(changed);
  }

  /** Before a person can be asked, a click is remembered for them. */
  readonly #handleClick = (event: MouseEvent): void => {
    const activity = activityOf(event);
    if (activity !== undefined) this.track(activity);
  };

  #restart(): void {
    this.state = 'loading';
    this.#load().then(
      (flow) => {
        // Removed from the page meanwhile. It starts when it is inserted again.
        if (!this.isConnected) return;
        if (this.#hasFailed) this.renderRoot.textContent = '';
        this.#hasFailed = false;
        flow.restart();
      },
      (error: Error) => {
        this.state = 'failed';
        this.#hasFailed = true;
        // The languages are in the part that did not load.
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

  /** The part that knows who is signed in. */
  async #requireAsker(call: string): Promise<TellUsMoreElement> {
    return (await this.#ready()).requireAsker(call);
  }

  /** Does not wait for the tenant to say who is signed in. */
  async #prepared(): Promise<LockFlow> {
    const flow = await this.#begun();
    await flow.prepared();
    return flow;
  }

  async #begun(): Promise<LockFlow> {
    await this.updateComplete;
    // What did not load then may load now.
    if (this.#hasFailed) this.#restart();
    return this.#load();
  }
}

// Types the listeners by event name; there is no other way to overload an inherited method without implementing it again.
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging
export interface ProgressiveLockElement {
  addEventListener<K extends keyof ProgressiveLockEventMap>(
    type: K,
    listener: (this: ProgressiveLockElement, event: ProgressiveLockEventMap[K]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}
