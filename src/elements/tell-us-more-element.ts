import { ReactiveElement, type PropertyDeclarations, type PropertyValues } from '@lit/reactive-element';
import type { ProfileStore } from '../auth0/profile-store.ts';
import type { Claims } from '../auth0/session.ts';
import type { Words } from '../locales/words.ts';
import type { Profile, ProfileField, ProfilePlan, Reason, UserMetadata } from '../plan/plan.ts';
import { AskController, type AskHost, type AskOptions } from './ask-controller.ts';
import { fail, FieldsEvent, type TellUsMoreEventMap } from './events.ts';
import { FieldOptionLists } from './field-options.ts';
import type { Answers, CurrentAsk } from './open-ask.ts';
import type { Panel } from './panel/panel.ts';
import type { PanelQuestion, PanelState, Placement } from './panel/panel-state.ts';
import { languageOf } from './language-of.ts';
import { loadPlan, type PlanSource } from './plan-source.ts';
import type { RedirectFlow } from './redirect-flow.ts';

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
 * Nothing of the panel is loaded until something is asked.
 *
 * @customElement tell-us-more
 * @slot - with `redirect`: what people read until the question is there
 * @csspart panel - all of it: the card, dialog, section or bar
 * @csspart heading - the line above the questions
 * @csspart step - "1 of 2", where the questions come in several steps
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
 * @fires {FieldsEvent} saved - the answers are in the profile
 * @fires {FieldsEvent} snoozed - "not now"
 * @fires {FieldsEvent} declined - "don't ask again"
 * @fires {ProfileChangedEvent} profile-changed - more, or less, is known about the person than before
 * @fires {FailureEvent} error - a wrong plan, or a profile that could not be read or saved
 */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- see the interface below
export class TellUsMoreElement extends ReactiveElement implements AskHost {
  static override properties: PropertyDeclarations = {
    plan: {},
    user: { attribute: false },
    store: { attribute: false },
    known: { attribute: false },
    clientId: { attribute: 'client-id' },
    placement: { reflect: true },
    language: {},
    dictionary: { attribute: false },
    accent: {},
    isNewSignIn: { attribute: false },
    refresh: { attribute: false },
    redirect: { type: Boolean },
    domain: {},
  };

  /** The plan: its address, an object, or (left out) a `<script type="application/json">` inside the element. */
  declare plan: PlanSource;
  /** The claims of the ID token of who is signed in; at least `sub`. `null` while nobody is. */
  declare user: Claims | null | undefined;
  /** Where the profile is read and answers are saved. */
  declare store: ProfileStore | undefined;
  /** What the page knows about the person already, by field name. */
  declare known: UserMetadata | undefined;
  /** Keeps people of several applications on one origin apart. */
  declare clientId: string;
  /** Where the panel stands. */
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
  /** With `redirect`: the tenant (`acme.auth0.com`, or its custom domain) that answers may go to. */
  declare domain: string | undefined;
  /** Called after answers were saved: renew the ID token here, it does not know them yet. */
  declare refresh: (() => Promise<void> | void) | undefined;

  readonly #asks = new AskController(this);
  #loadedPlan: ProfilePlan | undefined;
  #loading: Promise<void> | undefined;
  #panel: Panel | undefined;
  #redirectFlow: RedirectFlow | undefined;
  readonly #options = new FieldOptionLists(this, () => this.requestUpdate());

  constructor() {
    super();
    this.clientId = '';
    this.placement = 'corner';
    this.isNewSignIn = false;
    this.redirect = false;
  }

  /** What is known about the person now, each value with its source. Includes answers that are still on their way. */
  get profile(): Profile {
    return this.#asks.profile;
  }

  /**
   * Asks for fields now, for questions that cannot wait ("we need your VAT number"). More than three come in steps.
   * @param names the fields; what is next in the plan if left out
   * @returns all their values, known ones included, or `null` if the person does not answer
   */
  async ask(names?: string[], options?: AskOptions): Promise<Answers | null> {
    await this.#ready();
    return this.#asks.ask(names, options);
  }

  /** Tells what the person does now; fields with `ask.on` become relevant. `undefined`: it is over. */
  track(activity: string | undefined): void {
    this.#asks.track(activity);
  }

  /** "Don't ask me anything": for a switch in the page's settings. `false` takes it back. Honoured on every device. */
  async silence(isSilent = true): Promise<void> {
    await this.#ready();
    await this.#asks.silence(isSilent);
  }

  /** For every field of the plan, whether it would be asked now, and why or why not. */
  explain(): { name: string; asked: boolean; reason: Reason }[] {
    return this.#asks.explain();
  }

  /**
   * Call it before the page signs the person out: tries to send what is pending, then forgets answers, drafts and
   * the copy of the profile in this browser.
   */
  async forget(options: { timeoutMs?: number } = {}): Promise<void> {
    const { timeoutMs = 3000 } = options;
    // Whoever is still being read in has something to forget, too.
    await Promise.race([this.#ready(), new Promise((resolve) => setTimeout(resolve, timeoutMs))]);
    await this.#asks.forget(timeoutMs);
    this.user = null;
  }

  /** @internal */
  prepare(): Promise<unknown> {
    const language = languageOf(this);
    return Promise.all([import('./panel/panel.ts'), import('../locales/index.ts').then(({ loadWords }) => loadWords(language))]);
  }

  /** @internal */
  reloadProfile(): void {
    this.#asks.reload();
  }

  /** @internal */
  isBeingUsed(): boolean {
    return this.matches(':hover, :focus-within');
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
    if (this.hasUpdated) this.#restart();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('click', this.#handleClick);
    this.#asks.stop();
    this.#panel?.destroy();
    this.#panel = this.#redirectFlow = undefined;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('known')) this.#asks.known = this.known;
    if (changed.has('plan')) this.#loadedPlan = undefined;
    const isNew = ['plan', 'store', 'clientId', 'redirect', 'domain'].some((name) => changed.has(name));
    const earlier = changed.get('user') as Claims | null | undefined;
    // A renewed token of the same person, say in `refresh`: it must not take the thanks off the screen.
    const isSamePerson = earlier?.sub !== undefined && earlier.sub === this.user?.sub && this.#asks.current !== undefined;
    if (isNew || (changed.has('user') && !isSamePerson)) this.#restart();
  }

  protected override updated(): void {
    this.#loading = (this.#loading ?? Promise.resolve()).then(() => this.#render()).catch((error: Error) => fail(this, error));
  }

  protected override async getUpdateComplete(): Promise<boolean> {
    const result = await super.getUpdateComplete();
    await this.#loading;
    return result;
  }

  #restart(): void {
    this.#starting = this.#start().catch((error: Error) => fail(this, error));
  }

  #starting: Promise<void> | undefined;

  async #ready(): Promise<void> {
    await this.updateComplete;
    await this.#starting;
  }

  async #start(): Promise<void> {
    const { user, store, clientId, isNewSignIn } = this;
    this.#asks.stop();
    const source = this.plan;
    const plan = this.#loadedPlan ?? (await this.#loadPlan());
    // Another plan was set while this one was on its way.
    if (source !== this.plan) return;
    this.#loadedPlan = plan;
    if (this.redirect) return this.#startRedirect(plan);
    const isCurrent = () => this.isConnected && user === this.user && store === this.store && plan === this.#loadedPlan;
    if (!user || !store || !isCurrent()) return;
    if (typeof user.sub !== 'string' || !user.sub) {
      throw new Error('Expected `user` with a `sub` (the claims of the ID token), but it has none.');
    }
    await this.#asks.start({ user, store, clientId, plan, isNewSignIn });
  }

  async #startRedirect(plan: ProfilePlan): Promise<void> {
    const { domain } = this;
    if (!domain) throw new Error('Expected `domain` (the tenant that answers may go to) beside `redirect`, but there is none.');
    const { RedirectFlow } = await import('./redirect-flow.ts');
    this.#redirectFlow = new RedirectFlow(
      {
        root: this.renderRoot as ShadowRoot,
        plan,
        domain,
        questionOptions: (field) => this.#options.of(field),
        tell: (type, names) => this.dispatchEvent(new FieldsEvent(type, names)),
        fail: (error) => fail(this, error),
      },
      location.search,
      new Date(),
    );
    this.requestUpdate();
  }

  async #loadPlan(): Promise<ProfilePlan> {
    const source = this.plan;
    const { plan, error } = await loadPlan(source, this);
    if (error && source === this.plan) fail(this, error);
    return plan;
  }

  async #render(): Promise<void> {
    if (this.#redirectFlow) return this.#redirectFlow.render(this.#panelState(undefined));
    const current = this.#asks.current;
    if (!current && !this.#panel) return;
    if (!this.#panel) {
      const { Panel } = await import('./panel/panel.ts');
      const asks = this.#asks;
      this.#panel = new Panel(this.renderRoot as ShadowRoot, {
        onAnswer: (values) => void asks.open?.answer(values),
        onSnooze: () => asks.open?.snooze(),
        onDecline: () => void asks.open?.decline(),
        onDraft: (name, value) => asks.open?.draft(name, value),
        onUndo: () => void asks.open?.undo(),
        onClose: () => asks.open?.close(),
      });
    }
    // What was to be shown may have changed while the panel was loading.
    await this.#panel.update(this.#panelState(this.#asks.current));
  }

  #panelState(current: CurrentAsk | undefined): PanelState {
    const { placement, dictionary, accent } = this;
    return {
      phase: current?.phase ?? 'closed',
      questions: current?.fields.map((field) => this.#question(field, current)) ?? [],
      step: current?.step,
      placement,
      language: languageOf(this),
      dictionary,
      accent,
      privacyUrl: this.#loadedPlan?.privacyUrl,
      notice: current?.notice,
      canUndo: current?.phase === 'thanks' && this.#asks.open?.canUndo,
    };
  }

  #question(field: ProfileField, { values, drafted }: CurrentAsk): PanelQuestion {
    const entry = this.profile[field.name];
    const isConfirmation = field.confirm && !drafted.includes(field.name) && (entry?.source === 'idp' || entry?.source === 'enrichment');
    return {
      field,
      value: values[field.name],
      source: drafted.includes(field.name) ? undefined : entry?.source,
      isConfirmation,
      options: this.#options.of(field),
    };
  }

  readonly #handleClick = (event: MouseEvent): void => {
    const target = event.composedPath().find((node): node is HTMLElement => node instanceof HTMLElement && 'tellUsMore' in node.dataset);
    if (target) this.track(target.dataset.tellUsMore);
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
