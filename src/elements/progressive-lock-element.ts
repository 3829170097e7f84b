import { ReactiveElement, type PropertyDeclarations, type PropertyValues } from '@lit/reactive-element';
import type { LoadLock, LockOptions, LockScreen } from '../auth0/lock.ts';
import type { ProfileStore } from '../auth0/profile-store.ts';
import type { Claims } from '../auth0/session.ts';
import { pickLanguage } from '../locales/pick-language.ts';
import type { Words } from '../locales/words.ts';
import type { Profile, ProfilePlan, Reason, UserMetadata } from '../plan/plan.ts';
import type { Answers, AskOptions } from './ask-controller.ts';
import { FailureEvent, SignedInEvent, SignedOutEvent, SignedUpEvent, type ProgressiveLockEventMap } from './events.ts';
import type { LockSession, SignedIn } from './lock-session.ts';
import type { LockNotice, LockView } from './lock-view.ts';
import type { Placement } from './panel/panel-state.ts';
import { loadPlan, type PlanSource } from './plan-source.ts';
import { TellUsMoreElement } from './tell-us-more-element.ts';

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
    clientId: { attribute: 'client-id' },
    plan: {},
    language: {},
    manual: { type: Boolean },
    redirectUrl: { attribute: 'redirect-url' },
    audience: {},
    scope: {},
    placement: { reflect: true },
    lockOptions: { attribute: false },
    loadLock: { attribute: false },
    store: { attribute: false },
    known: { attribute: false },
    dictionary: { attribute: false },
    state: { reflect: true },
  };

  /** The tenant: `acme.auth0.com` or a custom domain; an address that begins with `http` for a local tenant. */
  declare domain: string;
  /** The application's client ID. */
  declare clientId: string;
  /** The plan: its address, an object, or (left out) a `<script type="application/json">` inside the element. */
  declare plan: PlanSource;
  /** A BCP 47 tag, or Lock's name for a language; the page's language unless given. */
  declare language: string | undefined;
  /** Lock waits for `login()` or `signUp()`, and then comes in a dialog. */
  declare manual: boolean;
  /** Where Auth0 sends people after a login by redirect; one of the application's callback URLs. This page unless given. */
  declare redirectUrl: string | undefined;
  /** The API that logins ask a token for; the Management API unless given. */
  declare audience: string | undefined;
  /** What logins ask for beside `openid profile email` and what saving needs. */
  declare scope: string | undefined;
  /** Where the panel stands. */
  declare placement: Placement;
  /** Lock's own options. The ones the product depends on are laid over them. */
  declare lockOptions: LockOptions | undefined;
  /** Brings another Lock than the one in the package. */
  declare loadLock: LoadLock | undefined;
  /** Where answers are saved; by auth0-js to the person's own profile unless given. */
  declare store: ProfileStore | undefined;
  /** What the page knows about the person already, by field name. */
  declare known: UserMetadata | undefined;
  /** Words of the panel that replace the built-in ones. */
  declare dictionary: Partial<Words> | undefined;
  /** What the element shows now. Reflected, for styles: `progressive-lock[state="signed-in"]`. */
  declare state: LockState;
  /** Called after answers were saved. */
  refresh?: () => Promise<void> | void;

  #session: LockSession | undefined;
  #view: LockView | undefined;
  #loadedPlan: ProfilePlan | undefined;
  #planError: Error | undefined;
  #container: HTMLElement | undefined;
  #asker: TellUsMoreElement | undefined;
  #starting: Promise<void> | undefined;
  /** Grows with every start, so that what an earlier one still brings is dropped. */
  #run = 0;

  constructor() {
    super();
    this.domain = '';
    this.clientId = '';
    this.manual = false;
    this.placement = 'corner';
    this.state = 'loading';
  }

  /** The claims of the ID token of who is signed in. */
  get user(): Claims | null {
    return this.#session?.user ?? null;
  }

  /** What is known about the person now, each value with its source. Includes answers that are still on their way. */
  get profile(): Profile {
    return this.#asker?.profile ?? {};
  }

  /** Shows Lock's login. Resolves when its form is there. */
  async login(): Promise<void> {
    await this.#ready();
    await this.#openLock('login');
  }

  /** Shows Lock's sign-up. Resolves when its form is there. */
  async signUp(): Promise<void> {
    await this.#ready();
    await this.#openLock('signUp');
  }

  /**
   * Signs out: tries to send what is pending, forgets the person in this browser, ends the session at the tenant,
   * which takes the page to `returnTo` (one of the application's logout URLs; `redirectUrl` unless given).
   */
  async logout({ returnTo = this.#redirectUrl }: { returnTo?: string } = {}): Promise<void> {
    const session = await this.#ready();
    await this.#asker?.forget();
    this.#removeAsker();
    this.state = 'signed-out';
    this.dispatchEvent(new SignedOutEvent());
    await session.end(returnTo);
  }

  /** An access token of who is signed in, for the page's own calls. */
  async getToken(request: { audience?: string; scope?: string } = {}): Promise<string> {
    const session = await this.#ready();
    return session.getToken(request);
  }

  /** Asks for fields now; see `<tell-us-more>`. */
  async ask(names?: string[], options?: AskOptions): Promise<Answers | null> {
    await this.#ready();
    if (!this.#asker) throw new Error('Expected somebody to be signed in before ask(), but nobody is.');
    return this.#asker.ask(names, options);
  }

  /** Tells what the person does now; fields with `ask.on` become relevant. `undefined`: it is over. */
  track(activity: string | undefined): void {
    this.#asker?.track(activity);
  }

  /** For every field of the plan, whether it would be asked now, and why or why not. */
  explain(): { name: string; asked: boolean; reason: Reason }[] {
    return this.#asker?.explain() ?? [];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated && !this.#session) this.#restart();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // Frameworks move elements by taking them out and putting them in again: only a real end closes Lock.
    queueMicrotask(() => {
      if (!this.isConnected) this.#stop();
    });
  }

  protected override createRenderRoot(): ShadowRoot {
    return this.shadowRoot ?? this.attachShadow({ mode: 'open' });
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (['domain', 'clientId', 'plan', 'audience', 'scope', 'store'].some((name) => changed.has(name))) this.#restart();
    else this.#configureAsker();
  }

  #restart(): void {
    this.#stop();
    const run = ++this.#run;
    this.#starting = this.#start(run).catch((error: Error) => {
      if (run === this.#run) return this.#showFailure(error);
    });
  }

  async #start(run: number): Promise<void> {
    this.state = 'loading';
    const [{ LockSession }, { plan, error }] = await Promise.all([import('./lock-session.ts'), loadPlan(this.plan, this)]);
    if (run !== this.#run) return;
    this.#loadedPlan = plan;
    this.#planError = error;
    if (error) this.#fail(error);
    const session = new LockSession({
      domain: this.domain,
      clientId: this.clientId,
      audience: this.audience,
      scope: this.scope,
      redirectUrl: this.#redirectUrl,
      hasOwnStore: this.store !== undefined,
    });
    this.#session = session;
    let notice: LockNotice | undefined;
    const signedIn = await session.restore().catch((cause: Error) => {
      // The tenant sent the person back with an error; they can try once more.
      this.#fail(cause);
      notice = 'login-failed';
      return null;
    });
    if (run !== this.#run) return;
    if (signedIn) this.#showSignedIn(signedIn);
    else await this.#showSignedOut(notice);
  }

  #stop(): void {
    this.#run++;
    this.#closeLock();
    this.#session = undefined;
    this.#removeAsker();
  }

  async #ready(): Promise<LockSession> {
    await this.updateComplete;
    await this.#starting;
    if (!this.#session) throw new Error('Expected <progressive-lock> to be set up, but it is not: see its `error` event.');
    return this.#session;
  }

  // ── signed out

  async #showSignedOut(notice?: LockNotice): Promise<void> {
    this.state = 'signed-out';
    if (this.manual) await this.#show(notice ? { notice, isOpen: true } : { isOpen: false });
    else await this.#openLock('login', notice);
  }

  async #openLock(screen: LockScreen, notice: LockNotice | undefined = this.#planError && 'plan'): Promise<void> {
    const session = this.#session;
    if (!session || session.user) return;
    if (this.getRootNode() !== document) {
      return this.#showFailure(new Error('Expected <progressive-lock> in the document, but it is inside a shadow root, where Lock finds no container.'));
    }
    this.#closeLock();
    await this.#show({ notice: 'loading', isOpen: true });
    const container = this.#createContainer();
    await new Promise<void>((resolve) => {
      const form = {
        container: container.id,
        screen,
        language: this.#language,
        plan: this.#loadedPlan ?? { fields: [] },
        lockOptions: this.lockOptions,
        loadLock: this.loadLock,
      };
      const handleFailure = (error: Error) => {
        void this.#showFailure(error);
        resolve();
      };
      session
        .openLock(form, {
          handleReady: () => {
            void this.#show({ notice, isOpen: true });
            resolve();
          },
          handleSignedUp: (names) => this.dispatchEvent(new SignedUpEvent(names)),
          // Lock is in the middle of its own work when it tells this.
          handleSignedIn: (signedIn) => queueMicrotask(() => this.#showSignedIn(signedIn)),
          handleFailure,
          handleProblem: (error) => this.#fail(error),
        })
        .catch(handleFailure);
    });
  }

  #closeLock(): void {
    this.#session?.closeLock();
    this.#container?.remove();
    this.#container = undefined;
  }

  /** Lock finds its container by id in the document, so it is a child of the element and shown through a slot. */
  #createContainer(): HTMLElement {
    const container = document.createElement('div');
    // A fresh id each time: Lock remembers what it rendered into the last one.
    container.id = `progressive-lock-${++containers}`;
    container.slot = 'lock';
    this.append(container);
    this.#container = container;
    return container;
  }

  /** Something keeps Lock from working: plain words for the person, the facts for the page. */
  async #showFailure(error: Error): Promise<void> {
    this.#closeLock();
    this.state = 'failed';
    this.#fail(error);
    await this.#show({ notice: 'failed', isOpen: true });
  }

  async #show(state: { notice?: LockNotice; isOpen: boolean }): Promise<void> {
    const { LockView } = await import('./lock-view.ts');
    this.#view ??= new LockView(this.renderRoot as ShadowRoot, {
      handleRetry: () => this.#restart(),
      handleClose: () => this.#closeLock(),
    });
    this.#view.update({ ...state, language: this.#language, isDialog: this.manual });
  }

  // ── signed in

  #showSignedIn({ user, isNewSignIn }: SignedIn): void {
    if (!this.#session) return;
    this.#closeLock();
    if (this.#view) void this.#show({ isOpen: false });
    this.state = 'signed-in';
    this.#asker = new TellUsMoreElement();
    this.#asker.isNewSignIn = isNewSignIn;
    this.#asker.store = this.store ?? this.#session.createStore();
    this.#asker.user = user;
    this.#asker.plan = this.#loadedPlan;
    this.#configureAsker();
    this.renderRoot.append(this.#asker);
    this.dispatchEvent(new SignedInEvent(user, !isNewSignIn));
  }

  #configureAsker(): void {
    if (!this.#asker) return;
    const { clientId, language, placement, known, dictionary, lockOptions } = this;
    const accent = lockOptions?.theme?.primaryColor;
    Object.assign(this.#asker, { clientId, language, placement, known, dictionary });
    this.#asker.accent = typeof accent === 'string' ? accent : undefined;
    this.#asker.refresh = () => this.refresh?.();
  }

  #removeAsker(): void {
    this.#asker?.remove();
    this.#asker = undefined;
  }

  get #language(): string {
    return pickLanguage([this.language, this.closest<HTMLElement>('[lang]')?.lang], navigator.languages);
  }

  get #redirectUrl(): string {
    return this.redirectUrl ?? location.origin + location.pathname;
  }

  #fail(error: Error): void {
    console.error(error);
    this.dispatchEvent(new FailureEvent(error));
  }
}

let containers = 0;

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
