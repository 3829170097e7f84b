import { ReactiveElement, type PropertyDeclarations, type PropertyValues } from '@lit/reactive-element';
import type { ProfileStore } from '../person/profile-store.ts';
import type { Claims } from '../person/claims.ts';
import { activityOf } from '../platform/clicked-activity.ts';
import { forgetPerson, hasQuietPeriod } from '../person/quiet-period.ts';
import { nextTask } from '../platform/next-task.ts';
import { watchSignOut } from '../person/sign-out-watch.ts';
import type { Words } from '../locales/words.ts';
import type { Profile, Reason, UserMetadata } from '../plan/plan.ts';
import type { AskHost, AskOptions, AskSubject } from '../ask/ask-controller.ts';
import type { AskFlow } from './ask-flow.ts';
import { fail, ProfileChangedEvent, type TellUsMoreEventMap } from '../ask/events.ts';
import type { Answers } from '../ask/open-ask.ts';
import type { Placement } from './panel/panel-state.ts';
import { hasContentChanged, isDifferent } from '../ask/plain-data.ts';
import { loadPlan, type LoadedPlan, type PlanSource } from '../ask/plan-source.ts';
import { QuietPeriodMonitor } from '../ask/quiet-period-monitor.ts';

/**
 * Asks a signed-in person one or two questions when it is time, and saves the answers.
 * The session belongs to the page: it sets `user` and `store`.
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
 * Nothing of the panel is loaded until something is asked, nor what decides about it while it is known that nothing will be.
 *
 * @customElement tell-us-more
 * @slot - with `redirect`: what people read until the question is there
 * @csspart panel - all of it: the card, dialog, section or bar
 * @csspart heading - the line above the questions
 * @csspart step - "Step 1 of 2", where the questions come in several steps
 * @csspart status - where notices and thanks appear, spoken by screen readers
 * @csspart notice - that something is kept, not sent or left blank
 * @csspart question - a question with everything that belongs to it
 * @csspart label - what is asked
 * @csspart why - the reason for asking
 * @csspart input - an input, select or text area
 * @csspart list - the open list of an input that searches many choices
 * @csspart chip - a choice of a radio or multiselect, or a number of a rating
 * @csspart star - a star of a rating
 * @csspart clear - the button that takes a choice back
 * @csspart error - what is wrong with the answer
 * @csspart value - a value from elsewhere that is to be confirmed
 * @csspart yes - the button that confirms it
 * @csspart no - the button that opens an input instead
 * @csspart save - the button that saves, or goes on with the login
 * @csspart later - the button "Not now"
 * @csspart never - the button "Don't ask again"
 * @csspart privacy - the link to the privacy policy
 * @csspart thanks - the thanks after an answer
 * @csspart undo - the button that takes an answer back
 * @csspart close - the button that closes the thanks
 * @csspart problem - with `redirect`: why the page cannot go on
 * @cssprop --tell-us-more-accent - colour of buttons and selection; the text on it is black or white, whichever reads better
 * @cssprop --tell-us-more-background - background of the panel
 * @cssprop --tell-us-more-text - its text; lines and quieter text are mixed from text and background
 * @cssprop --tell-us-more-error - what is wrong with an answer
 * @cssprop --tell-us-more-font - font family
 * @cssprop --tell-us-more-radius - corners of the panel; inputs and buttons have at most 8 px of it
 * @cssprop --tell-us-more-layer - `z-index` of the panel in browsers without popovers
 * @fires {BeforeAskEvent} before-ask - something is about to be asked; `preventDefault()` keeps it from being shown
 * @fires {FieldsEvent} asked - it is on the screen
 * @fires {FieldsEvent} answered - the answers are written down and on their way
 * @fires {FieldsEvent} saved - the answers are in the profile, or gone from it where they were taken back
 * @fires {FieldsEvent} snoozed - "not now"
 * @fires {FieldsEvent} declined - "don't ask again"
 * @fires {ProfileChangedEvent} profile-changed - more, or less, is known about the person than before
 * @fires {FailureEvent} error - a wrong plan, or a profile that could not be read or saved
 */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- see the interface below
export class TellUsMoreElement extends ReactiveElement implements AskHost {
  static override properties: PropertyDeclarations = {
    plan: { hasChanged: hasContentChanged },
    user: { attribute: false, hasChanged: hasContentChanged },
    store: { attribute: false },
    known: { attribute: false, hasChanged: hasContentChanged },
    clientId: { attribute: 'client-id' },
    placement: { reflect: true },
    language: {},
    dictionary: { attribute: false, hasChanged: hasContentChanged },
    accent: {},
    isNewSignIn: { attribute: false },
    refresh: { attribute: false },
    redirect: { type: Boolean },
    ownLogins: { type: Boolean, attribute: 'own-logins' },
    domain: {},
  };

  /** The plan: its address, an object, or (left out) a `<script type="application/json">` inside the element. */
  declare plan: PlanSource;
  /**
   * The claims of the ID token of who is signed in; at least `sub`. `null` while nobody is, also once another tab has
   * called `forget()` for them.
   */
  declare user: Claims | null | undefined;
  /** Where the profile is read and answers are saved. */
  declare store: ProfileStore | undefined;
  /** What the page knows about the person already, by field name. */
  declare known: UserMetadata | undefined;
  /** Keeps people of several applications on one origin apart. */
  declare clientId: string;
  /** Where the panel stands. A `dialog` waits while somebody types in the page; `inline` moves what comes after it. */
  declare placement: Placement;
  /** A BCP 47 tag; the page's language unless given. */
  declare language: string | undefined;
  /** Words that replace the built-in ones. */
  declare dictionary: Partial<Words> | undefined;
  /** A CSS colour for buttons, unless the page sets `--tell-us-more-accent`. */
  declare accent: string | undefined;
  /** `user` is there because of a sign-in just now, so a session begins. Not needed where claims have `sid` or `auth_time`. */
  declare isNewSignIn: boolean;
  /** This is the page of `ask.atLogin`: it shows what the Action sent the person here for, and sends them back. */
  declare redirect: boolean;
  /**
   * With `redirect`: only logins that began in this browser and on this origin, by `<progressive-lock>` or after
   * `noteLogin()`, are asked.
   */
  declare ownLogins: boolean;
  /** With `redirect`: the tenant (`acme.auth0.com`, or its custom domain) that answers may go to. */
  declare domain: string | undefined;
  /** Called after answers were saved: renew the ID token here, it does not know them yet. */
  declare refresh: (() => Promise<void> | void) | undefined;

  #loadedPlan: LoadedPlan | undefined;
  #starting: Promise<void> | undefined;
  #loadingFlow: Promise<AskFlow> | undefined;
  #flow: AskFlow | undefined;
  /** Ends all that was begun with the user, store and plan of before. */
  #run = new AbortController();
  /** While nothing is going to be asked of the person, and nothing more is loaded for them. */
  #monitor: QuietPeriodMonitor | undefined;
  /** About whom nothing could be decided, because what decides did not load: the next occasion tries again. */
  #missed: AskSubject | undefined;
  #redirect: { render(): Promise<void>; end(): void } | undefined;
  #rendering: Promise<void> | undefined;
  #activity: string | undefined;

  constructor() {
    super();
    this.clientId = '';
    this.placement = 'corner';
    this.isNewSignIn = false;
    this.redirect = false;
    this.ownLogins = false;
  }

  /**
   * What is known about the person now, each value with its source. Includes answers that are still on their way.
   * Empty until it is there, which `profile-changed` tells.
   */
  get profile(): Profile {
    return this.#monitor?.found.profile ?? this.#flow?.asks.profile ?? {};
  }

  /**
   * Asks for fields now, for questions that cannot wait ("we need your VAT number"); for what is next in the plan if no
   * `names` are given. More than three come in steps. Resolves with all their values, known ones included, or with
   * `null` if the person does not answer. With `evenIfDeclined` it asks what the person declined all the same, with
   * `evenIfKnown` what is known, to be changed. Rejects while nobody is signed in.
   */
  async ask(names?: string[], options?: AskOptions): Promise<Answers | null> {
    const asks = await this.#ready();
    return asks ? asks.ask(names, options) : null;
  }

  /** Tells what the person does now; fields with `ask.on` become relevant. `undefined`: it is over. */
  track(activity: string | undefined): void {
    this.#activity = activity;
    this.#flow?.asks.track(activity);
    if (this.#missed || this.#monitor?.isEndedBy(activity)) this.#endQuietPeriod(this.#missed);
  }

  /** "Don't ask me anything": for a switch in the page's settings. `false` takes it back. Honoured on every device. Rejects while nobody is signed in. */
  async silence(isSilent = true): Promise<void> {
    const asks = await this.#ready();
    if (!asks) throw new Error('Expected the person who was signed in at the call of silence(), but they have left.');
    await asks.silence(isSilent);
  }

  /** For every field of the plan, whether it would be asked now, and why or why not. Empty until `profile-changed`. */
  explain(): { name: string; asked: boolean; reason: Reason; variants?: Record<string, string> }[] {
    return this.#monitor?.found.reasons ?? this.#flow?.asks.explain() ?? [];
  }

  /**
   * Call it before the page signs the person out: tries for `timeoutMs` (3000 unless given) to send what is pending,
   * then forgets answers, drafts and the copy of the profile in this browser.
   */
  async forget(options: { timeoutMs?: number } = {}): Promise<void> {
    const { timeoutMs = 3000 } = options;
    const { user, clientId } = this;
    // Whoever is still being read in has something to forget, too.
    await Promise.race([this.#settled(), new Promise((resolve) => setTimeout(resolve, timeoutMs))]);
    await this.#flow?.asks.forget(timeoutMs);
    this.#stop();
    if (user) await forgetPerson(user, clientId);
    this.user = null;
  }

  /** @internal */
  handleSignOut: (() => void) | undefined;

  /** @internal */
  reloadProfile(): void {
    this.#endQuietPeriod();
    this.#flow?.asks.reload();
  }

  /** @internal */
  get takesFocus(): boolean {
    return this.placement === 'dialog';
  }

  /** @internal */
  isBeingUsed(): boolean {
    // Asked of the panel: of an element above all others (a popover, a dialog) those around it are not told.
    return this.renderRoot.querySelector('.panel:is(:hover, :has(:focus-visible))') !== null;
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot();
    // On the page in the middle of a login people wait: what it put inside of the element is shown until then.
    if (this.redirect) root.append(document.createElement('slot'));
    return root;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('click', this.#handleClick);
    if (!this.hasUpdated) return;
    if (this.#run.signal.aborted) this.#restart();
    // It was moved: what was above the page before has to be raised again.
    else this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('click', this.#handleClick);
    // Frameworks move elements by taking them out and putting them in again: only a real end is one.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#stop();
      this.#flow?.destroy();
    });
  }

  protected override async scheduleUpdate(): Promise<void> {
    // What the page itself does when elements begin is a task already.
    if (!this.hasUpdated) await nextTask();
    await super.scheduleUpdate();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('plan')) this.#loadedPlan = undefined;
    if (changed.has('user') && !this.user) this.#flow?.asks.endSignIn();
    const isNew = ['plan', 'store', 'clientId', 'redirect', 'domain'].some((name) => changed.has(name));
    const earlier = changed.get('user') as Claims | null | undefined;
    // A renewed token of the same person, say in `refresh`: it must not take the thanks off the screen.
    const isSamePerson = earlier?.sub !== undefined && earlier.sub === this.user?.sub && this.#flow?.asks.current !== undefined;
    if (isNew || (changed.has('user') && !isSamePerson) || (changed.has('known') && !this.#flow)) this.#restart();
  }

  protected override updated(changed: PropertyValues): void {
    // Once nobody is there any more whom it is not about, and what listeners set makes another update.
    if (changed.has('known') && this.#flow) this.#flow.asks.known = this.known;
    this.#rendering = (this.#rendering ?? Promise.resolve())
      .then(() => (this.#redirect ?? this.#flow)?.render())
      .catch((error: Error) => fail(this, error));
  }

  protected override async getUpdateComplete(): Promise<boolean> {
    const result = await super.getUpdateComplete();
    await this.#rendering;
    return result;
  }

  #restart(): void {
    this.#stop();
    const { signal } = (this.#run = new AbortController());
    this.#begin(this.#start(signal));
  }

  #begin(start: Promise<void>): void {
    this.#starting = start.catch((error: Error) => fail(this, error));
  }

  #stop(): void {
    this.#run.abort();
    this.#redirect?.end();
    this.#redirect = undefined;
    this.#monitor?.end();
    this.#monitor = this.#missed = undefined;
    this.#flow?.asks.stop();
  }

  async #settled(): Promise<void> {
    await this.updateComplete;
    await this.#starting;
  }

  /** Answers for what the page wants now, in a quiet period, too; `undefined`: somebody else is there by now. */
  async #ready(): Promise<AskFlow['asks'] | undefined> {
    const sub = this.user?.sub;
    await this.#settled();
    this.#endQuietPeriod(this.#missed);
    await this.#starting;
    const { asks } = await this.#loadFlow();
    return this.user?.sub === sub ? asks : undefined;
  }

  async #start(signal: AbortSignal): Promise<void> {
    await nextTask();
    if (signal.aborted) return;
    const { user, store, clientId, isNewSignIn } = this;
    if (user && store && !this.redirect) void this.#prepare(user, clientId);
    await nextTask();
    const source = this.plan;
    const loaded = this.#loadedPlan ?? (await loadPlan(source, this));
    await nextTask();
    // Another plan was set while this one was on its way.
    if (signal.aborted || isDifferent(source, this.plan)) return;
    // Frameworks set `plan` after the element is in the page: without a person there is nothing to ask yet.
    if (loaded.error && !source && user === undefined && !this.redirect) return;
    // Another start may have been quicker with the same plan.
    if (loaded.error && !this.#loadedPlan) fail(this, loaded.error);
    const { plan, digest } = (this.#loadedPlan ??= loaded);
    if (this.redirect) {
      const { openRedirect } = await import('./redirect-view.ts');
      // Taken away, or started again, while that came.
      if (!this.isConnected || plan !== this.#loadedPlan?.plan || this.#redirect) return;
      this.#redirect = openRedirect(this, plan);
      return this.requestUpdate();
    }
    if (!user || !store) return;
    if (typeof user.sub !== 'string' || !user.sub) {
      throw new Error('Expected `user` with a `sub` (the claims of the ID token), but it has none.');
    }
    const subject = { user, store, clientId, plan, planDigest: digest, isNewSignIn };
    void watchSignOut(user, clientId, this.#leave, signal);
    if (!this.#isCurrent(subject, signal) || (!this.#flow && !isNewSignIn && (await this.#findQuietPeriod(subject, signal)))) return;
    await this.#startAsking(subject, signal);
  }

  /** What decides comes while the plan does, where it is going to be needed. A failure is told when it is. */
  async #prepare(user: Claims, clientId: string): Promise<void> {
    if (await hasQuietPeriod(user, clientId)) return;
    await nextTask();
    this.#loadFlow().catch(() => undefined);
  }

  /** A property that was just set ends the run with the next update only. */
  #isCurrent({ user, store, clientId, plan }: AskSubject, { aborted }: AbortSignal): boolean {
    const isGiven = !isDifferent(user, this.user) && store === this.store && clientId === this.clientId;
    return !aborted && isGiven && plan === this.#loadedPlan?.plan;
  }

  async #startAsking(subject: AskSubject, signal: AbortSignal): Promise<void> {
    this.#missed = undefined;
    try {
      const flow = await this.#loadFlow();
      if (this.#isCurrent(subject, signal)) await flow.asks.start(subject);
    } catch (error) {
      if (this.#isCurrent(subject, signal)) this.#missed = subject;
      throw error;
    }
  }

  async #loadFlow(): Promise<AskFlow> {
    this.#loadingFlow ??= import('./ask-flow.ts').then(({ AskFlow }) => new AskFlow(this));
    try {
      const flow = await this.#loadingFlow;
      if (!this.#flow) {
        this.#flow = flow;
        flow.asks.known = this.known;
        flow.asks.track(this.#activity);
      }
      return flow;
    } catch (error) {
      this.#loadingFlow = undefined;
      throw error;
    }
  }

  /** Answers whether nothing is going to be asked of the person for now. */
  async #findQuietPeriod(subject: AskSubject, signal: AbortSignal): Promise<boolean> {
    const { known } = this;
    const monitor = await QuietPeriodMonitor.find(subject, known, () => this.#endQuietPeriod());
    if (!monitor || monitor.isEndedBy(this.#activity)) return false;
    // Meanwhile something else may have been set, which begins anew.
    if (!this.#isCurrent(subject, signal) || isDifferent(known, this.known)) return true;
    this.#monitor = monitor;
    monitor.begin();
    this.dispatchEvent(new ProfileChangedEvent(monitor.found.known));
    return true;
  }

  /** Something has to be decided, or told, after all. */
  #endQuietPeriod(subject = this.#monitor?.subject): void {
    if (!subject) return;
    this.#monitor?.end();
    this.#monitor = undefined;
    this.#begin(this.#startAsking(subject, this.#run.signal));
  }

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

// Types the listeners by event name; there is no other way to overload an inherited method without writing it anew.
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging
export interface TellUsMoreElement {
  addEventListener<K extends keyof TellUsMoreEventMap>(
    type: K,
    listener: (this: TellUsMoreElement, event: TellUsMoreEventMap[K]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}
