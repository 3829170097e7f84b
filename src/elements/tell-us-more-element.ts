import { ReactiveElement, type PropertyDeclarations, type PropertyValues } from '@lit/reactive-element';
import type { ProfileStore } from '../person/profile-store.ts';
import type { Claims } from '../person/claims.ts';
import { activityOf } from '../platform/clicked-activity.ts';
import { nextTask } from '../platform/next-task.ts';
import type { Words } from '../locales/words.ts';
import type { ReasonDetail } from '../plan/decide.ts';
import type { Profile, Reason, UserMetadata } from '../plan/plan.ts';
import type { AskHost } from '../ask/ask-host.ts';
import type { AskOptions } from '../ask/ask-options.ts';
import type { PrepareView } from '../ask/ask-screen.ts';
import { fail, ProfileChangedEvent, type TellUsMoreEventMap } from '../ask/events.ts';
import type { Answers } from '../ask/ask-state.ts';
import type { Placement } from './panel/panel-state.ts';
import { inspect } from './inspect.ts';
import { hasContentChanged, isDifferent } from '../ask/plain-data.ts';
import type { LoadedPlan } from '../ask/loaded-plan.ts';
import { loadErrors, loadPlan, type PlanSource } from '../ask/plan-source.ts';
import { Run } from '../ask/run.ts';
import { PersonStorage } from '../person/person-storage.ts';
import { forgetPerson } from '../person/quiet-period.ts';
import type { PanelHost } from './panel-host.ts';
import type { PanelView } from './panel-view.ts';

/**
 * Asks a signed-in person one or two questions at the right moment and saves the answers. The page owns the session
 * and sets `user` and `store`.
 *
 * ```html
 * <tell-us-more plan="/profile-plan.json"></tell-us-more>
 * <script type="module">
 *   const element = document.querySelector('tell-us-more');
 *   element.store = managementStore({ domain, getToken });
 *   element.user = await client.getUser();
 * </script>
 * ```
 *
 * The panel is loaded when a question is due. While it is known that none is due, the code that decides is not loaded either.
 *
 * @customElement tell-us-more
 * @slot brand - with `redirect`: a name or logo above the question
 * @slot - with `redirect`: what people read until the question appears
 * @csspart panel - all of it: the card, dialog, section or bar
 * @csspart heading - the line above the questions
 * @csspart step - "Step 1 of 2", if there are several steps
 * @csspart steps - the same as a row of bars
 * @csspart minimise - the button that minimises the panel
 * @csspart restore - the minimised panel: a button that restores it
 * @csspart status - where notices and thanks appear, spoken by screen readers
 * @csspart notice - messages about answers that are kept, not sent or left blank
 * @csspart question - a question with all its parts
 * @csspart label - what is asked
 * @csspart why - the reason for asking
 * @csspart input - an input, select or text area
 * @csspart list - the open list of an input that searches many choices
 * @csspart chip - a choice of a radio or multiselect, with its mark, or a number of a rating
 * @csspart star - a star of a rating
 * @csspart clear - the button that takes a choice back
 * @csspart link - the link next to the label of a checkbox
 * @csspart error - what is wrong with the answer
 * @csspart value - a value from another source, to confirm
 * @csspart yes - the button that confirms it
 * @csspart no - the button that opens an input instead
 * @csspart save - the button that saves, or continues the login
 * @csspart back - the button that shows the previous step
 * @csspart later - the button "Not now"
 * @csspart never - the button "Don't ask again"
 * @csspart privacy - the link to the privacy policy
 * @csspart thanks - the thanks after an answer
 * @csspart undo - the button that takes an answer back
 * @csspart close - the button that closes the thanks
 * @csspart refusal - the message after "Not now" and "Don't ask again"
 * @csspart problem - with `redirect`: why the page cannot continue
 * @csspart home - with `redirect`: the link back to the site in that case
 * @cssprop --tell-us-more-accent - colour of buttons and selection; the text on it is black or white, whichever has more contrast
 * @cssprop --tell-us-more-background - background of the panel
 * @cssprop --tell-us-more-text - its text; lines and muted text are mixed from text and background
 * @cssprop --tell-us-more-error - what is wrong with an answer
 * @cssprop --tell-us-more-font - font family
 * @cssprop --tell-us-more-radius - corner radius of the panel; inputs and buttons use at most 8 px
 * @cssprop --tell-us-more-layer - `z-index` of the panel with `layer="page"`, and in browsers without popovers
 * @fires {BeforeAskEvent} before-ask - a question is about to be shown; `preventDefault()` prevents it
 * @fires {FieldsEvent} asked - the question is on the screen
 * @fires {FieldsEvent} answered - the answers are stored in the browser and being sent; with `redirect` they are only being sent
 * @fires {FieldsEvent} saved - the answers are in the profile, or removed from it if they were taken back
 * @fires {FieldsEvent} snoozed - "not now"
 * @fires {FieldsEvent} declined - "don't ask again"
 * @fires {ProfileChangedEvent} profile-changed - what is known about the person has changed
 * @fires {FailureEvent} error - an invalid plan, or a profile that could not be read or saved
 */
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging -- see the interface below
export class TellUsMoreElement extends ReactiveElement implements AskHost, PanelHost {
  static override properties: PropertyDeclarations = {
    plan: { hasChanged: hasContentChanged },
    user: { attribute: false, hasChanged: hasContentChanged },
    store: { attribute: false },
    known: { attribute: false, hasChanged: hasContentChanged },
    clientId: { attribute: 'client-id' },
    placement: { reflect: true },
    layer: {},
    language: {},
    dictionary: { attribute: false, hasChanged: hasContentChanged },
    accent: {},
    isNewSignIn: { attribute: false },
    refresh: { attribute: false },
    off: { type: Boolean },
    debug: { type: Boolean },
    redirect: { type: Boolean },
    ownLogins: { type: Boolean, attribute: 'own-logins' },
    domain: {},
  };

  /** The plan: its URL, an object, or, by default, a `<script type="application/json">` inside the element. */
  declare plan: PlanSource;
  /**
   * The claims of the signed-in person's ID token, at least `sub`. `null` while no one is signed in, also after another tab has
   * called `forget()` for this person.
   */
  declare user: Claims | null | undefined;
  /** Where the profile is read and answers are saved. */
  declare store: ProfileStore | undefined;
  /** What the page already knows about the person, by field name. */
  declare known: UserMetadata | undefined;
  /** Separates the data of several applications on one origin. */
  declare clientId: string;
  /** Where the panel appears. A `dialog` waits while the person types in the page; `inline` moves the content after it. */
  declare placement: Placement;
  /**
   * `page`: the panel has the `z-index` of `--tell-us-more-layer`, so that the page can show other content above it.
   * Default: above all other content.
   */
  declare layer: 'top' | 'page' | undefined;
  /** A BCP 47 tag. Default: the page's language. */
  declare language: string | undefined;
  /** Texts that replace the built-in ones. */
  declare dictionary: Partial<Words> | undefined;
  /** A CSS colour for buttons. `--tell-us-more-accent` overrides it. */
  declare accent: string | undefined;
  /** `user` is set because of a new sign-in, so a session begins. Not needed if the claims contain `sid` or `auth_time`. */
  declare isNewSignIn: boolean;
  /**
   * Turns the element off, for feature flags: it asks nothing, fires no events and loads nothing. `ask()`,
   * `readProfile()` and `optOut()` reject. Do not use it with `redirect`, where people wait for their login to
   * continue.
   */
  declare off: boolean;
  /**
   * For development: shows what is waited for, why each field is asked or not, the calls to the store, and what is wrong with
   * the element. `localStorage.progressiveLockDebug = 1` does so for all elements of the origin.
   */
  declare debug: boolean;
  /** Makes this the page of `ask.atLogin`: it asks the fields that the Action requests, then returns to the login. */
  declare redirect: boolean;
  /**
   * With `redirect`: asks only in logins that began in this browser and on this origin, with `<progressive-lock>` or
   * after `noteLogin()`.
   */
  declare ownLogins: boolean;
  /** With `redirect`: the tenant that may receive answers (`acme.auth0.com`, or its custom domain). */
  declare domain: string | undefined;
  /** Called after answers are saved. Renew the ID token here, because it does not contain them yet. */
  declare refresh: (() => Promise<void> | void) | undefined;

  /** The plan of the `plan` property, once it is there. */
  #loadedPlan: LoadedPlan | undefined;
  /** Ends what was begun with the properties of before. */
  #start = new AbortController();
  #run: Run | undefined;
  #loadingView: Promise<PanelView> | undefined;
  #view: PanelView | undefined;
  #redirect: { render(): Promise<void>; end(): void } | undefined;
  #rendering: Promise<void> | undefined;

  constructor() {
    super();
    this.clientId = '';
    this.placement = 'corner';
    this.isNewSignIn = false;
    this.off = false;
    this.debug = false;
    this.redirect = false;
    this.ownLogins = false;
  }

  /**
   * What is known about the person now, each value with its source. Includes answers that are being saved. Empty
   * until the first `profile-changed`.
   */
  get profile(): Profile {
    return this.run?.profile ?? {};
  }

  /** Reads the profile, unless it was read within ten minutes. Rejects while no one is signed in, or if it cannot be read. */
  async readProfile(): Promise<Profile> {
    return (await this.#currentRun('readProfile'))?.readProfile() ?? {};
  }

  /**
   * Asks now, for questions that cannot wait ("we need your VAT number"). Without `names`, asks what is next in the plan. More
   * than three fields are asked in steps. Resolves with all values, including known ones, or with `null` if the person does not
   * answer every step; answers of earlier steps are saved all the same. `evenIfDeclined` also asks declined fields, `evenIfKnown` also known ones, to be changed. Rejects while no one is
   * signed in, or if the question cannot be shown.
   */
  async ask(names?: string[], options?: AskOptions): Promise<Partial<Answers> | null> {
    return (await this.#currentRun('ask'))?.ask(names, options) ?? null;
  }

  /** Reports what the person is doing, for fields with `ask.on`. `undefined` ends the activity. */
  track(activity: string | undefined): void {
    this.activity = activity;
    this.run?.track(activity);
  }

  /**
   * "Don't ask me anything", for a switch in the page's settings. `false` takes it back. Applies on every device. Rejects while
   * no one is signed in.
   */
  async optOut(isOut = true): Promise<void> {
    const run = await this.#currentRun('optOut');
    if (await run?.optOut(isOut)) return;
    throw (await loadErrors()).nobodyStayed('optOut');
  }

  /** The former name of `optOut()`. */
  silence(isSilent?: boolean): Promise<void> {
    return this.optOut(isSilent);
  }

  /** For every field of the plan, whether it would be asked now, and why or why not; with `debug`, `detail` has the numbers. Empty until `profile-changed`. */
  explain(): { name: string; asked: boolean; reason: Reason; variants?: Record<string, string>; detail?: ReasonDetail[] }[] {
    return this.run?.explain() ?? [];
  }

  /**
   * Call it before the page signs the person out. Tries for `timeoutMs` (default: 3000) to send pending answers, then
   * removes answers, drafts and the copy of the profile from this browser.
   */
  async forget(options: { timeoutMs?: number } = {}): Promise<void> {
    const { timeoutMs = 3000 } = options;
    const { user, clientId } = this;
    // Another person may sign in meanwhile.
    const isStillThere = () => user?.sub === this.user?.sub;
    // A person who has only just been set may have data to forget, too.
    await Promise.race([this.updateComplete, new Promise((resolve) => setTimeout(resolve, timeoutMs))]);
    if (isStillThere()) await this.#run?.forget(timeoutMs);
    // The run that `off` ended may belong to another person.
    if (user) forgetPerson(await PersonStorage.open(user.sub, clientId));
    if (!isStillThere()) return;
    this.#stop();
    this.user = null;
  }

  /** @internal Of who is signed in. The run that `off` ended is kept: what it has counted is not counted again. */
  get run(): Run | undefined {
    return this.off ? undefined : this.#run;
  }

  /** @internal The person's activity. */
  activity: string | undefined;

  /** @internal Sets another time. */
  now: (() => Date) | undefined;

  /** @internal */
  handleSignOut: (() => void) | undefined;

  /** @internal */
  isBeingUsed(): boolean {
    // Asks the panel, because a popover or a dialog hides its state from the elements around it.
    return this.renderRoot.querySelector('.panel:is(:hover, :has(:focus-visible))') !== null;
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot();
    // On the page in the middle of a login, people wait. Until the question appears, the element's content is shown.
    if (this.redirect) root.append(...['brand', ''].map((name) => Object.assign(document.createElement('slot'), { name })));
    return root;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('click', this.#handleClick, true);
    if (!this.hasUpdated) return;
    if (this.#start.signal.aborted) this.#restart();
    // The element was moved, so a panel above the page must be raised again.
    else this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('click', this.#handleClick, true);
    // Frameworks move elements by removing and inserting them. Only a removal that lasts ends the run.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#stop();
      this.#view?.destroy();
    });
  }

  protected override async scheduleUpdate(): Promise<void> {
    // The page's own work at the start is a task already.
    if (!this.hasUpdated) await nextTask();
    await inspect(this);
    await super.scheduleUpdate();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('plan')) this.#loadedPlan = undefined;
    const isNew = ['plan', 'store', 'clientId', 'redirect', 'domain', 'off'].some((name) => changed.has(name));
    const earlier = changed.get('user') as Claims | null | undefined;
    // A renewed token of the same person, for example in `refresh`, must not remove the thanks from the screen.
    const isSamePerson = earlier?.sub !== undefined && earlier.sub === this.user?.sub && this.#run?.open !== undefined;
    if (isNew || (changed.has('user') && !isSamePerson)) this.#restart();
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('known') && this.run) this.run.known = this.known;
    this.#rendering = (this.#rendering ?? Promise.resolve())
      .then(() => (this.#redirect ? this.#redirect.render() : this.#view?.render(this.#run)))
      .catch((error: Error) => fail(this, error));
  }

  protected override async getUpdateComplete(): Promise<boolean> {
    const result = await super.getUpdateComplete();
    await this.#rendering;
    return result;
  }

  #restart(): void {
    this.#stop();
    // An element that was removed before its first update starts once it is inserted again.
    if (!this.isConnected || this.off) return;
    const { signal } = (this.#start = new AbortController());
    if (this.redirect) this.#openRedirect(signal).catch((error: Error) => fail(this, error));
    else this.#begin(signal);
  }

  #stop(): void {
    this.#start.abort();
    this.#redirect?.end();
    this.#redirect = undefined;
    this.#run?.end();
  }

  /** The run of the person at the time of the call; `undefined` if they have left meanwhile. */
  async #currentRun(call: string): Promise<Run | undefined> {
    const sub = this.user?.sub;
    await this.updateComplete;
    if (this.isConnected && !this.run) throw (await loadErrors()).nobodyThere(call);
    return this.user?.sub === sub ? this.run : undefined;
  }

  #begin(signal: AbortSignal): void {
    const { user, store, clientId, isNewSignIn, known } = this;
    const before = this.#run;
    this.#run = undefined;
    // No one can be asked, so the plan does not matter.
    if (!user || !store) {
      const left = Object.keys(before?.reported.profile ?? {});
      if (left.length) this.dispatchEvent(new ProfileChangedEvent([], left));
      return;
    }
    const context = {
      user,
      store,
      clientId,
      isNewSignIn,
      known,
      activity: this.activity,
      now: this.now,
      host: this,
      prepareView: this.#loadView,
      loadPlan: () => this.#loadPlan(signal),
      handleSignOut: this.#leave,
      isWanted: () => !isDifferent(user, this.user) && store === this.store && clientId === this.clientId,
    };
    this.#run = new Run(context, before);
  }

  async #openRedirect(signal: AbortSignal): Promise<void> {
    const loaded = await this.#loadPlan(signal);
    const { RedirectFlow } = await import('./redirect-flow.ts');
    // Removed or started again while that loaded.
    if (!loaded || signal.aborted || this.#redirect) return;
    this.#redirect = new RedirectFlow(this, loaded.plan);
    this.requestUpdate();
  }

  /** Reports what is wrong with the plan. `undefined`: another plan was set meanwhile. */
  async #loadPlan(signal: AbortSignal): Promise<LoadedPlan | undefined> {
    const source = this.plan;
    const loaded = this.#loadedPlan ?? (await loadPlan(source, this));
    if (signal.aborted || isDifferent(source, this.plan)) return undefined;
    // The next start tries again.
    if (loaded.error) fail(this, loaded.error);
    else this.#loadedPlan = loaded;
    return loaded;
  }

  readonly #loadView: PrepareView = async (fields, steps) => {
    this.#loadingView ??= import('./panel-view.ts').then(({ PanelView }) => new PanelView(this));
    try {
      this.#view = await this.#loadingView;
      await this.#view.prepare(this.#run, fields, steps);
    } catch (error) {
      this.#loadingView = undefined;
      throw error;
    }
  };

  readonly #leave = (): void => {
    this.#stop();
    this.user = null;
    this.handleSignOut?.();
  };

  readonly #handleClick = (event: MouseEvent): void => {
    const activity = activityOf(event);
    if (activity !== undefined) this.track(activity);
  };
}

// Types the listeners by event name; there is no other way to overload an inherited method without implementing it again.
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging
export interface TellUsMoreElement {
  addEventListener<K extends keyof TellUsMoreEventMap>(
    type: K,
    listener: (this: TellUsMoreElement, event: TellUsMoreEventMap[K]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}
