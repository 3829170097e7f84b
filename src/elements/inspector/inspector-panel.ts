/** The inspector's panel. A page has one, with a part for each element with `debug`. */
import { html, nothing, render, type TemplateResult } from 'lit';
import { dateInWords } from '../../plan/reason-words.ts';
import { openBrowserStorage } from '../../person/person-storage.ts';
import { tryStorage } from '../../platform/try-storage.ts';
import { findMistakes, findSharedIds } from '../../ask/find-mistakes.ts';
import { InspectedElement, type Inspection } from './inspected-element.ts';
import type { Inspectable, InspectableAsker, InspectableLock } from './inspectable.ts';
import styles from './inspector.styles.ts';
import { warnOnce, wordsOf, type Mistake } from '../../ask/mistake.ts';

const DAY = 86_400_000;
/** Slightly longer than the 30 minutes after which a session ends. */
const SESSION = 31 * 60_000;
const REFRESH_MS = 1000;
/** The key in the tab's storage, so that reloads keep the shifted time. */
const SHIFT_KEY = 'progressive-lock:inspector:shift';
const OPEN_KEY = 'progressive-lock:inspector:open';

let inspector: Inspector | undefined;

export function openInspector(): Inspector {
  return (inspector ??= new Inspector());
}

export class Inspector {
  readonly #host = document.createElement('div');
  readonly #root = this.#host.attachShadow({ mode: 'open' });
  readonly #inspected = new Map<InspectableAsker, InspectedElement>();
  readonly #locks = new Map<InspectableLock, Mistake[]>();
  /** The elements whose part was closed. With `localStorage`, they stay closed until the next page. */
  readonly #closed = new WeakSet<Inspectable>();
  /** How far the elements' time is ahead. */
  #shift = Number(readTab(SHIFT_KEY)) || 0;
  #isOpen = readTab(OPEN_KEY) === '1';
  #message = '';
  #drawing: Promise<void> | undefined;

  constructor() {
    this.#host.setAttribute('data-progressive-lock-inspector', '');
    this.#root.adoptedStyleSheets = [styles.styleSheet!];
    setInterval(() => void this.update(), REFRESH_MS);
  }

  /** Adds `element`, or updates its part. */
  inspect(element: Inspectable): void {
    if (element.debug) this.#closed.delete(element);
    if (!('state' in element)) {
      const known = this.#inspected.get(element);
      const inspected = known ?? new InspectedElement(element, () => new Date(Date.now() + (isDebugged(element) ? this.#shift : 0)));
      this.#inspected.set(element, inspected);
      if (!known) for (const type of ['profile-changed', 'asked', 'answered', 'saved', 'snoozed', 'declined', 'error']) element.addEventListener(type, () => void this.update());
      void inspected.prepare().then(() => this.update());
    } else {
      void findMistakes(element).then((mistakes) => {
        warnOnce(mistakes);
        this.#locks.set(element, mistakes);
        return this.update();
      });
    }
  }

  /** Draws the current state. */
  update(): Promise<void> {
    return (this.#drawing ??= this.#draw().catch(console.error).finally(() => (this.#drawing = undefined)));
  }

  async #draw(): Promise<void> {
    const isShown = (element: Inspectable) => element.isConnected && isDebugged(element) && !this.#closed.has(element);
    const subjects = [...this.#inspected.values()].filter(({ element }) => isShown(element));
    const inspections = await Promise.all(subjects.map((subject) => subject.inspect()));
    const shared = findSharedIds(subjects.flatMap(({ element: { user, clientId, run } }) => (user && run?.plan ? [{ user, clientId, plan: run.plan }] : [])));
    warnOnce(shared);
    inspections.at(-1)?.mistakes.push(...shared);
    const locks = [...this.#locks].filter(([lock]) => isShown(lock) && (lock.state !== 'signed-in' || this.#locks.get(lock)?.length));
    if (!subjects.length && !locks.length) return this.#host.remove();
    if (!this.#host.isConnected) document.body.append(this.#host);
    render(this.#render(subjects, inspections, locks), this.#root);
  }

  #render(subjects: InspectedElement[], inspections: Inspection[], locks: [InspectableLock, Mistake[]][]): TemplateResult {
    const first = inspections[0]?.status[0] ?? 'Nobody is signed in: Lock is shown.';
    const problems = inspections.flatMap(({ mistakes }) => mistakes).length + locks.flatMap(([, mistakes]) => mistakes).length;
    return html`<section aria-label="progressive-lock inspector" lang="en" dir="ltr" @keydown=${this.#handleKey}>
      <header>
        <button class="toggle" aria-expanded=${this.#isOpen} aria-controls="body" @click=${() => this.#open(!this.#isOpen)}>
          <span aria-hidden="true">${this.#isOpen ? '▾' : '▸'}</span> ${first}${problems ? ` ${problems} to correct.` : ''}
        </button>
        <button class="close" aria-label="Close the inspector" @click=${() => this.#close()}>✕</button>
      </header>
      <div id="body" ?hidden=${!this.#isOpen}>
        ${locks.map(([lock, mistakes]) => html`<h2>&lt;progressive-lock&gt;</h2>
          ${lock.state === 'signed-in' ? nothing : html`<p>Nobody is signed in: Lock is shown (${lock.state}).</p>`} ${renderMistakes(mistakes)}`)}
        ${subjects.map((subject, index) => this.#renderSubject(subject, inspections[index]!))}
        <p role="status">${this.#message}</p>
      </div>
    </section>`;
  }

  #renderSubject(subject: InspectedElement, { status, fields, calls, mistakes }: Inspection): TemplateResult {
    const { element } = subject;
    const now = new Date(Date.now() + this.#shift);
    const hasPerson = Boolean(element.user && element.store && !element.off);
    return html`<h2>&lt;tell-us-more&gt;${element.id && `#${element.id}`}</h2>
      ${status.map((line) => html`<p>${line}</p>`)} ${renderMistakes(mistakes)}
      ${this.#shift ? html`<p>As if it were ${dateInWords(now.getTime(), now)}. <button @click=${() => this.#travel(-this.#shift)}>Back to now</button></p>` : nothing}
      ${fields.length
        ? html`<h3>Fields</h3>
            <ul>
              ${fields.map(({ name, asked, reason, sentence }) => html`<li class=${asked ? 'asked' : ''}><b>${name}</b> <code>${reason}</code> ${sentence}</li>`)}
            </ul>`
        : nothing}
      ${calls.length
        ? html`<h3>Calls to the store</h3>
            <ul>
              ${calls.map(({ call, at, took, result }) => html`<li>${at.toLocaleTimeString('en-GB')} <code>${call}</code> ${took === undefined ? 'running' : `${took} ms, ${result}`}</li>`)}
            </ul>`
        : nothing}
      ${hasPerson
        ? html`<div class="buttons">
            <button @click=${() => this.#travel(DAY)}>As if tomorrow</button>
            <button @click=${() => this.#travel(SESSION)}>As if next session</button>
            <button @click=${() => this.#ask(subject)}>Ask now</button>
            <button @click=${() => this.#reset(subject)}>Reset this person on this device</button>
          </div>`
        : nothing}`;
  }

  readonly #handleKey = (event: KeyboardEvent): void => {
    // Keys pressed here do not trigger the page's shortcuts.
    event.stopPropagation();
    if (event.key !== 'Escape' || !this.#isOpen) return;
    this.#open(false);
    this.#root.querySelector<HTMLElement>('.toggle')?.focus();
  };

  #open(isOpen: boolean): void {
    this.#isOpen = isOpen;
    writeTab(OPEN_KEY, isOpen ? '1' : undefined);
    void this.update();
  }

  #close(): void {
    // Also for a <progressive-lock> without its own part, which would pass its `debug` on again.
    for (const element of [...this.#inspected.keys(), ...this.#locks.keys()]) {
      this.#closed.add(element);
      // Like a dialog with `open`: setting it again restores the inspector.
      element.debug = false;
    }
    void this.update();
  }

  async #travel(ms: number): Promise<void> {
    // Counts the current session before the next one.
    for (const { element } of this.#inspected.values()) await element.updateComplete.then(() => element.run?.decided);
    this.#shift += ms;
    writeTab(SHIFT_KEY, this.#shift ? String(this.#shift) : undefined);
    this.#message = '';
    for (const subject of this.#inspected.values()) subject.restart();
  }

  async #ask(subject: InspectedElement): Promise<void> {
    this.#message = '';
    try {
      this.#message = await subject.ask();
    } catch (error) {
      this.#message = (error as Error).message;
    }
    await this.update();
  }

  async #reset(subject: InspectedElement): Promise<void> {
    this.#shift = 0;
    writeTab(SHIFT_KEY, undefined);
    await subject.reset();
    this.#message = 'This browser knows nothing of the person any more. What is in the profile stays there.';
    await this.update();
  }
}

function renderMistakes(mistakes: readonly Mistake[]): TemplateResult | typeof nothing {
  return mistakes.length ? html`<ul class="mistakes">${mistakes.map((mistake) => html`<li>${wordsOf(mistake)}</li>`)}</ul>` : nothing;
}

function isDebugged({ debug }: Inspectable): boolean {
  return debug || Boolean(openBrowserStorage().getItem('progressiveLockDebug'));
}

function readTab(key: string): string | null | undefined {
  return tryStorage(() => sessionStorage.getItem(key));
}

/** Stores a value in this tab. If that is impossible, it applies to this page only. */
function writeTab(key: string, value: string | undefined): void {
  tryStorage(() => (value === undefined ? sessionStorage.removeItem(key) : sessionStorage.setItem(key, value)));
}
