import { ReactiveElement, unsafeCSS, type PropertyDeclarations } from '@lit/reactive-element';
import { fail } from '../ask/events.ts';
import { hasContentChanged } from '../ask/plain-data.ts';
import { directionOf } from '../locales/direction.ts';
import { fillIn } from '../locales/fill-in.ts';
import { loadMeterWords } from '../locales/meter-words.ts';
import type { MeterWords } from '../locales/words.ts';
import { METER_ITEM, PersonStorage } from '../person/person-storage.ts';
import { profileProgress, type ProfileProgress } from '../plan/profile-progress.ts';
import { tagIn, textIn } from '../plan/text.ts';
import { languageOf } from './language-of.ts';
import type { ProgressiveLockElement } from './progressive-lock-element.ts';
import type { TellUsMoreElement } from './tell-us-more-element.ts';

const TARGET_EVENTS = ['profile-changed', 'asked', 'answered', 'saved', 'snoozed', 'declined', 'signed-in', 'signed-out'];

const css = `
:host { display: block; }
:host([hidden]) { display: none; }
section { --accent: var(--profile-meter-accent, LinkText); display: grid; grid-template-columns: 1fr auto; gap: .25em 1em; align-items: center; }
progress, .hide { grid-column: 1 / -1; }
progress { appearance: none; inline-size: 100%; block-size: .375em; border: 0; border-radius: 1em; overflow: hidden; background: color-mix(in srgb, currentColor 16%, transparent); }
::-webkit-progress-bar { background: none; }
::-webkit-progress-value { background: var(--accent); }
::-moz-progress-bar { background: var(--accent); }
p { margin: 0; }
.why, .hide { font-size: .875em; opacity: .8; }
button { justify-self: start; min-block-size: 1.75em; padding: 0; border: 0; background: none; color: inherit; font: inherit; cursor: pointer; }
button:hover { text-decoration: underline; }
.ask { color: var(--accent); font-weight: 600; }
@media (forced-colors: active) {
  section { --accent: LinkText; }
  progress { border: 1px solid; }
}
`;

/**
 * Shows how complete a profile is and what the next answer is good for: "Answers left: 2", the field's `why`, and a button that
 * asks it. Counts fields with a `why` that are neither declined nor sensitive. It is part of the page and uses the page's font
 * and colours. A person can hide it permanently in this browser. It is empty while no one is signed in, and once everything is known.
 *
 * ```html
 * <progressive-lock id="lock" domain="acme.auth0.com" client-id="…" plan="/profile-plan.json"></progressive-lock>
 * <profile-meter for="lock"></profile-meter>
 * ```
 *
 * `progressive-lock/profile-meter` registers it. The script tag registers it automatically if the page contains one.
 *
 * @customElement profile-meter
 * @csspart meter - all of it
 * @csspart bar - the bar, a `<progress>`
 * @csspart left - how many answers are left
 * @csspart why - what the next one is good for
 * @csspart ask - the button that asks it
 * @csspart hide - the button that hides the meter for this person in this browser
 * @cssprop --profile-meter-accent - colour of the bar and of the button's text; default: that of the page's links
 * @fires {FailureEvent} error - the texts could not be loaded, or the question could not be asked
 */
export class ProfileMeterElement extends ReactiveElement {
  static override properties: PropertyDeclarations = {
    for: {},
    language: {},
    dictionary: { attribute: false, hasChanged: hasContentChanged },
  };

  static override styles = unsafeCSS(css);

  /** The ID of a `<progressive-lock>` or `<tell-us-more>` in the same document or shadow root. */
  declare for: string | undefined;
  /** A BCP 47 tag. Default: the page's language. */
  declare language: string | undefined;
  /** Texts that replace the built-in ones. */
  declare dictionary: Partial<MeterWords> | undefined;

  #watching = new AbortController();
  /** The last `for` without a target. */
  #missed: string | undefined;
  #target: ProgressiveLockElement | TellUsMoreElement | undefined;
  /** The person, and whether they have hidden the meter. */
  #person: MeterPerson | undefined;
  #parts: Parts | undefined;
  #shownTo: MeterPerson | undefined;
  /** Follows what the target does without an event: it is turned off or removed, or another person is set. */
  readonly #follower = { hostUpdated: () => this.requestUpdate(), hostDisconnected: () => this.requestUpdate() };

  /** How complete the profile is; `undefined` while no one is signed in, or while the profile is not read yet. */
  get progress(): ProfileProgress | undefined {
    const panel = this.#panel;
    const plan = panel?.run?.plan;
    const explanations = panel?.explain() ?? [];
    return plan && explanations.length ? profileProgress(plan, panel.profile, explanations) : undefined;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.hasUpdated) return;
    this.#watch();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#watching.abort();
  }

  protected override updated(changed: Map<string, unknown>): void {
    // One that was removed in the meantime looks for its target once it is inserted again.
    if (!this.isConnected) return;
    if (changed.has('for') || !this.#target?.isConnected) this.#watch();
    this.#draw().catch((error: Error) => fail(this, error));
  }

  /** The element that asks. A `<progressive-lock>` has it in its shadow root. */
  get #panel(): TellUsMoreElement | undefined {
    const target = this.#target;
    return target?.localName === 'tell-us-more' ? (target as TellUsMoreElement) : (target?.shadowRoot?.querySelector('tell-us-more') ?? undefined);
  }

  #watch(): void {
    this.#watching.abort();
    const { signal } = (this.#watching = new AbortController());
    const root = this.getRootNode() as Document | ShadowRoot;
    const target = this.for && root.querySelector<ProgressiveLockElement | TellUsMoreElement>(`#${CSS.escape(this.for)}`);
    this.#target = target || undefined;
    // The events bubble, so a target that is inserted later is found by its first event.
    for (const type of TARGET_EVENTS) root.addEventListener(type, () => this.requestUpdate(), { signal });
    if (!target) {
      const id = this.for ?? '';
      if (id !== this.#missed) fail(this, new Error(`Expected a <progressive-lock> or <tell-us-more> with the id that \`for\` names, got ${JSON.stringify(id)}. Give it the id of one in the same document.`));
      this.#missed = id;
      return;
    }
    // Its tag may be registered later than this one.
    void customElements.whenDefined(target.localName).then(() => {
      if (signal.aborted) return;
      target.addController(this.#follower);
      signal.addEventListener('abort', () => target.removeController(this.#follower));
      this.requestUpdate();
    });
  }

  async #draw(): Promise<void> {
    const person = await this.#personNow();
    const language = languageOf(this);
    const words = this.progress?.next && { ...(await loadMeterWords(language)), ...this.dictionary };
    if (!this.isConnected || person !== this.#person) return;
    // Read after everything has loaded, because an answer may have been given meanwhile.
    const { progress } = this;
    // The same person's run begins again, for example because of a renewed token.
    if (person && !progress && person === this.#shownTo) return;
    if (!words || !progress?.next || !person || person.isHidden) {
      this.#parts?.section.remove();
      this.#parts = undefined;
      return;
    }
    const { section, bar, left, why, ask, hide } = (this.#parts ??= this.#makeParts());
    this.#shownTo = person;
    const count = progress.total - progress.known;
    section.lang = language;
    section.dir = directionOf(language);
    bar.max = progress.total;
    bar.value = progress.known;
    left.textContent = fillIn(words.answersLeft, { count: new Intl.NumberFormat(language).format(count) });
    why.textContent = textIn(progress.next.why, language);
    why.lang = tagIn(progress.next.why, language);
    ask.textContent = words.answerNow;
    hide.textContent = words.hideMeter;
  }

  /** Looks up who is signed in now. */
  async #personNow(): Promise<MeterPerson | undefined> {
    const panel = this.#panel;
    const user = panel?.user;
    if (!panel?.run || !user) return (this.#person = undefined);
    const key = JSON.stringify([panel.clientId, user.sub]);
    if (this.#person?.key === key) return this.#person;
    const storage = await PersonStorage.open(user.sub, panel.clientId);
    return (this.#person = { key, storage, isHidden: storage.read(METER_ITEM) === 'hidden' });
  }

  #makeParts(): Parts {
    const make = <K extends keyof HTMLElementTagNameMap>(tag: K, part: string) =>
      Object.assign(document.createElement(tag), { part, id: part, className: part }) as HTMLElementTagNameMap[K];
    const parts = {
      section: make('section', 'meter'),
      bar: make('progress', 'bar'),
      left: make('p', 'left'),
      why: make('p', 'why'),
      ask: make('button', 'ask'),
      hide: make('button', 'hide'),
    };
    const { section, bar, left, why, ask, hide } = parts;
    section.setAttribute('aria-labelledby', 'left');
    bar.setAttribute('aria-labelledby', 'left');
    ask.setAttribute('aria-describedby', 'why');
    for (const button of [ask, hide]) button.type = 'button';
    ask.addEventListener('click', () => void this.#ask());
    hide.addEventListener('click', () => this.#hide());
    section.append(bar, left, ask, why, hide);
    (this.renderRoot as ShadowRoot).append(section);
    return parts;
  }

  async #ask(): Promise<void> {
    const next = this.progress?.next;
    if (!next) return;
    try {
      await this.#panel?.ask([next.name]);
    } catch (error) {
      fail(this, error as Error);
    }
  }

  /** For this person, in this browser. */
  #hide(): void {
    const person = this.#person;
    if (!person) return;
    person.isHidden = true;
    person.storage.write(METER_ITEM, 'hidden');
    this.requestUpdate();
  }
}

interface MeterPerson {
  key: string;
  storage: PersonStorage;
  isHidden: boolean;
}

interface Parts {
  section: HTMLElement;
  bar: HTMLProgressElement;
  left: HTMLElement;
  why: HTMLElement;
  ask: HTMLButtonElement;
  hide: HTMLButtonElement;
}
