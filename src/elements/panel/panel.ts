import { nothing, type TemplateResult } from 'lit/html.js';
import { nextTask } from '../../platform/next-task.ts';
import { hasPageModal, waitWhile } from '../../platform/page-modal.ts';
import { isRendered } from '../../platform/rendered.ts';
import { loadWords } from '../../locales/index.ts';
import type { AskWords } from '../../locales/words.ts';
import { readAnswer } from './answer.ts';
import { comboboxFor } from './choices.ts';
import type { Combobox } from './combobox.ts';
import { loadControls, loadThanks, type Controls } from './controls.ts';
import { describeAsk, hasPill, renderFrame, type FrameHandlers, type FrameView } from './frame.ts';
import type { PanelHandlers, PanelState } from './panel-state.ts';
import { keepRoom } from './page-room.ts';
import { panelSheet } from './panel.styles.ts';
import { renderFresh } from './render-fresh.ts';
import { keepTypedKeys } from './typed-keys.ts';
import type * as covering from './covering.ts';
import type * as motion from './motion.ts';
import type { renderPill } from './pill.ts';
import { faultOf, inputOf, isConfirmation, keyOf, namesIn, newProgress, readAnswers, type Progress } from './progress.ts';

/** How long a live region must exist before screen readers speak its new content. */
const LIVE_REGION_MS = 150;
const SPOKEN_MS = 5000;

/**
 * Draws a {@link PanelState} into a shadow root and reports the person's actions. It decides nothing. It keeps only the progress with
 * the questions on the screen: replies, and why answers are invalid.
 *
 * lit-html creates its templates with the Trusted Types policy `lit-html`. A page that requires trusted types allows it with
 * `trusted-types lit-html`.
 *
 * @cssprop --tell-us-more-accent - buttons and selection; the text on it is black or white, whichever reads better
 * @cssprop --tell-us-more-background - the panel's background
 * @cssprop --tell-us-more-text - its text; lines and muted text are mixed from text and background
 * @cssprop --tell-us-more-error - what is wrong with an answer
 * @cssprop --tell-us-more-font - font family
 * @cssprop --tell-us-more-radius - of the panel; inputs and buttons have at most 8 px of it
 * @cssprop --tell-us-more-layer - `z-index` with `layer: 'page'`, and in browsers without popovers
 */
export class Panel {
  readonly #root: ShadowRoot;
  readonly #handlers: PanelHandlers;
  readonly #frameHandlers: FrameHandlers;
  readonly #accentSheet = new CSSStyleSheet();
  #state?: PanelState;
  #words?: AskWords;
  #controls: Controls = {};
  #call = 0;
  #progress?: Progress;
  /** Announces the panel to screen readers. */
  #announcement?: string;
  #announcing?: ReturnType<typeof setTimeout>;
  #focusedBefore?: HTMLElement;
  /** True during drawing: focused inputs that are removed fire events. */
  #isDrawing = false;
  /** The panel is hidden until a modal dialog of the page is closed. */
  #isAside = false;
  /** Set while the panel is minimised. */
  #renderPill?: typeof renderPill;
  #motion?: typeof motion;
  #covering?: typeof covering;
  /** The call of `update()` that waits until the previous content has faded out. */
  #leavingFor?: number;
  /** Also reports once after each drawing. */
  readonly #size = new ResizeObserver(([entry]) => {
    const panel = entry!.target as HTMLElement;
    keepRoom(this, panel.matches('.corner, .bar') ? panel.offsetHeight : 0);
    // In another task, because it changes the size.
    void nextTask().then(() => this.#raise());
  });

  constructor(root: ShadowRoot, handlers: PanelHandlers) {
    this.#root = root;
    this.#handlers = handlers;
    this.#frameHandlers = {
      ...handlers,
      onSubmit: this.#handleSubmit,
      onInput: this.#handleInput,
      onKeydown: this.#handleKeydown,
      onFocusIn: this.#handleFocusIn,
      onResize: (isSmall) => void this.#handleResize(isSmall),
      onSwipe: (event) => void this.#handleSwipe(event),
      onCancel: this.#handleCancel,
      onDialogClose: this.#handleDialogClose,
      onReply: this.#handleReply,
    };
    this.#accentSheet.replaceSync('.panel {}');
    keepTypedKeys(root);
    for (const type of ['focusin', 'pointerover']) root.addEventListener(type, this.#prepare, { once: true });
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, panelSheet(), this.#accentSheet];
  }

  /** Shows `state`. Resolves when it is on the screen, or when a later call has replaced this one. */
  async update(state: PanelState): Promise<void> {
    const call = ++this.#call;
    const [words, controls] = await loadParts(state);
    if (call !== this.#call) return;
    const height = this.#motion && this.#panel?.offsetHeight;
    if (height && this.#isOther(state)) {
      this.#leavingFor = call;
      await this.#motion!.leave(this.#panel, state.phase === 'closed');
      if (call !== this.#call) return;
      this.#leavingFor = undefined;
    }
    this.#state = state;
    this.#words = words;
    // After the last follow-up, its code is still needed to remove it.
    this.#controls = { takeFollowUps: this.#controls.takeFollowUps, ...controls };
    const hadFocus = this.#hasFocus;
    const isNewAsk = this.#keepProgress(state);
    const news = this.#progress && this.#controls.takeFollowUps?.(this.#progress, state);
    if (controls.Combobox) this.#addComboboxes(state, controls.Combobox);
    this.#setAccent(state.accent);
    if (!this.#panel && state.phase !== 'closed') {
      // Separate tasks for the decision, the elements and their styles.
      await nextTask();
      if (call !== this.#call) return;
      this.#draw(renderFrame(this.#view));
      await nextTask();
      if (call !== this.#call) return;
    } else if (isNewAsk) {
      // Removes the inputs of the previous questions.
      this.#draw(renderFrame({ ...this.#view, isEmpty: true }));
    }
    this.#render();
    if (height && this.#panel) this.#motion!.come(this.#panel, height);
    // For keyboard users, from one step to the next.
    if (isNewAsk && hadFocus) this.focus();
    if (news || (this.#progress && !this.#renderPill && state.placement !== 'dialog')) this.#announceSoon(news);
  }

  /** Moves the focus to the first input. */
  focus(): void {
    this.#root.querySelector<HTMLElement>(this.#renderPill ? '.pill' : `:is(form, .actions) ${FOCUSABLE}`)?.focus();
  }

  /** Removes the panel and its style sheets. */
  destroy(): void {
    this.#call++;
    this.#progress = undefined;
    this.#clear();
    const own = [panelSheet(), this.#accentSheet];
    this.#root.adoptedStyleSheets = this.#root.adoptedStyleSheets.filter((sheet) => !own.includes(sheet));
  }

  /** True if `state` has other questions, or another phase, than the screen. */
  #isOther(state: PanelState): boolean {
    return state.phase !== this.#state!.phase || keyOf(state) !== this.#progress?.key;
  }

  /** Starts the progress again for other questions. Returns true if it did. */
  #keepProgress(state: PanelState): boolean {
    const key = keyOf(state);
    if (key === this.#progress?.key) return false;
    this.#renderPill = state.isSmall ? this.#controls.renderPill : undefined;
    this.#silence();
    this.#progress = key === undefined ? undefined : (this.#moveProgress(key, state) ?? newProgress(key, state.questions));
    return key !== undefined;
  }

  /** Keeps typed values if the same questions are drawn again in another placement. */
  #moveProgress(key: string, { questions }: PanelState): Progress | undefined {
    const before = this.#progress;
    const form = this.#root.querySelector<HTMLFormElement>('.panel:not(.unseen) form');
    if (!before || !form || namesIn(before.key) !== namesIn(key)) return undefined;
    const data = new FormData(form);
    const values = questions.map((question, index) =>
      isConfirmation(before, question, index) ? before.values[index] : readAnswer(question.field, data),
    );
    return { ...newProgress(key, questions), values, replies: before.replies };
  }

  #addComboboxes({ questions, language }: PanelState, ComboboxClass: typeof Combobox): void {
    const { comboboxes, values } = this.#progress!;
    for (const [index, question] of questions.entries()) {
      const begun = { ...question, value: values[index] };
      comboboxes[index] = comboboxFor(begun, language, ComboboxClass, this.#redraw, comboboxes[index]);
    }
  }

  // ── drawing

  get #view(): FrameView {
    return { state: this.#state!, words: this.#words!, controls: this.#controls, progress: this.#progress, announcement: this.#announcement, isAside: this.#isAside, renderPill: this.#progress && this.#renderPill, handlers: this.#frameHandlers };
  }

  readonly #redraw = (): void => {
    if (!this.#isDrawing) this.#render();
  };

  #render(): void {
    const state = this.#state!;
    if (state.phase === 'closed') return this.#clear();
    const hadFocus = this.#hasFocus;
    this.#draw(renderFrame(this.#view));
    for (const type of PAGE_EVENTS) document.addEventListener(type, this.#handlePage);
    const panel = this.#panel!;
    this.#size.observe(panel);
    this.#raise();
    // The focused element may be gone.
    if (hadFocus && !this.#hasFocus) panel.querySelector<HTMLElement>('h2')?.focus();
  }

  /** Raises the panel above the page, regardless of stacking contexts and transforms. */
  #raise(): void {
    const panel = this.#panel;
    if (!panel?.isConnected) return;
    if (panel instanceof HTMLDialogElement) {
      // In a hidden part of the page, an invisible dialog would make the whole page inert.
      const isSeen = isRendered(this.#root.host);
      if (panel.matches(':modal') === isSeen) return;
      // A dialog that was moved in the page is still open, but no longer above the page.
      panel.close();
      if (!isSeen) return void (panel.open = true);
      panel.showModal();
      this.focus();
    } else if (panel.popover && !panel.matches(':popover-open')) {
      panel.showPopover();
    }
  }

  #draw(content: TemplateResult | typeof nothing): void {
    this.#isDrawing = true;
    try {
      renderFresh(content, this.#root);
    } finally {
      this.#isDrawing = false;
    }
  }

  #clear(): void {
    const hadFocus = this.#hasFocus;
    for (const type of PAGE_EVENTS) document.removeEventListener(type, this.#handlePage);
    this.#silence();
    this.#size.disconnect();
    keepRoom(this, 0);
    // A dialog returns the focus when it is closed, but not when it is removed.
    this.#root.querySelector('dialog')?.close();
    this.#draw(nothing);
    if (hadFocus && this.#focusedBefore?.isConnected) this.#focusedBefore.focus();
    this.#focusedBefore = undefined;
  }

  /**
   * Announces new questions once, and `news`, in a live region that exists already. A dialog takes the focus, so its questions need
   * no announcement.
   */
  #announceSoon(news?: string): void {
    if (news) this.#silence();
    this.#announcing ??= setTimeout(() => {
      this.#announcement = news || describeAsk(this.#view);
      this.#render();
      // Removed after it was spoken, so that people who read the page do not find it again.
      this.#announcing = setTimeout(() => {
        this.#announcement = undefined;
        this.#render();
      }, SPOKEN_MS);
    }, LIVE_REGION_MS);
  }

  #silence(): void {
    clearTimeout(this.#announcing);
    this.#announcing = this.#announcement = undefined;
  }

  /** Sets the accent in a rule, because `style-src 'self'` forbids the attribute. */
  #setAccent(accent: string | undefined): void {
    const { style } = this.#accentSheet.cssRules[0] as CSSStyleRule;
    style.setProperty('--accent', accent && isColour(accent) ? accent : '');
  }

  get #panel(): HTMLElement | null {
    return this.#root.querySelector('.panel');
  }

  get #hasFocus(): boolean {
    return this.#panel?.contains(this.#root.activeElement) ?? false;
  }

  // ── what the person does

  /**
   * The focused element of the page must not stay behind the panel (WCAG 2.2, 2.4.11). It is scrolled into view. If that is
   * impossible, Escape removes the panel.
   */
  readonly #handlePage = (event: Event): void => {
    const panel = this.#panel;
    const target = event.composedPath()[0];
    if (!panel || panel.matches('.dialog') || !(target instanceof Element) || panel.contains(target)) return;
    if ((event as KeyboardEvent).key === 'F6') {
      event.preventDefault();
      return this.focus();
    }
    if (panel.matches('.inline')) return;
    // Ends the thanks on the click. On the press, the page's end would move from under the pointer.
    if (event.type === 'click') return this.#state!.phase === 'thanks' ? this.#handlers.onClose() : undefined;
    this.#stepAside();
    if (this.#isAside) return;
    if (this.#covering) return this.#uncover(event, target);
    void import('./covering.ts').then((loaded) => {
      this.#covering = loaded;
      this.#uncover(event, target);
    }, () => undefined);
  };

  #uncover(event: Event, target: Element): void {
    const panel = this.#panel;
    if (!panel || !this.#covering!.isCovered(target, panel)) return;
    if (event instanceof KeyboardEvent) this.#handleKeydown(event);
    else this.#covering!.uncover(target, panel);
  }

  #stepAside(): void {
    this.#isAside ||= waitWhile(hasPageModal, this.#root.host, () => {
      this.#isAside = false;
      if (this.#panel) this.#render();
    });
    if (this.#isAside) this.#render();
  }

  /** Loads the code for what follows an answer. */
  readonly #prepare = (): void => {
    void loadThanks();
    import('./motion.ts').then((loaded) => (this.#motion = loaded)).catch(() => undefined);
  };

  readonly #handleResize = async (isSmall: boolean): Promise<void> => {
    const progress = this.#progress;
    // If it does not load, the panel is not minimised.
    const pill = isSmall ? await import('./pill.ts').catch(() => undefined) : undefined;
    // The questions may have been answered meanwhile.
    if (progress !== this.#progress) return;
    const hadFocus = this.#hasFocus;
    this.#renderPill = pill?.renderPill;
    this.#render();
    if (hadFocus) this.focus();
    if (isSmall === Boolean(pill)) this.#handlers.onResize(isSmall);
  };

  /** Minimises the sheet if a finger drags its head down. */
  async #handleSwipe(start: PointerEvent): Promise<void> {
    const panel = this.#panel!;
    const end = new Promise<Event>((resolve) => {
      for (const type of ['pointerup', 'pointercancel']) start.target!.addEventListener(type, resolve, { once: true });
    });
    const pill = await import('./pill.ts').catch(() => undefined);
    if (await pill?.followSwipe(panel, start, end as Promise<PointerEvent>)) await this.#handleResize(true);
  }

  readonly #handleSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    this.#submit(event.currentTarget as HTMLFormElement);
  };

  readonly #handleInput = (event: Event): void => {
    const form = event.currentTarget as HTMLFormElement;
    const index = Number((event.target as Element).closest<HTMLElement>('[data-index]')?.dataset.index);
    const question = this.#state!.questions[index];
    if (!question || this.#isDrawing) return;
    const value = readAnswer(question.field, new FormData(form));
    const progress = this.#progress!;
    if (progress.faults[index] || progress.isBlank) {
      progress.faults[index] &&= faultOf(question, inputOf(form, index), value);
      progress.isBlank = false;
      this.#render();
    }
    this.#handlers.onDraft(question.field.name, value);
  };

  readonly #handleReply = (index: number, reply: 'yes' | 'no'): void => {
    const { questions } = this.#state!;
    const { replies } = this.#progress!;
    replies[index] = reply;
    this.#render();
    if (questions.every((_, other) => replies[other] === 'yes')) return this.#submit(this.#root.querySelector('form')!);
    this.#focusQuestion(index);
  };

  #submit(form: HTMLFormElement): void {
    // A second press while the answered questions fade out.
    if (this.#leavingFor === this.#call) return;
    const progress = this.#progress!;
    const answers = readAnswers(progress, this.#state!.questions, form);
    if (answers) return this.#handlers.onAnswer(answers);
    this.#render();
    this.#focusQuestion(progress.isBlank ? 0 : progress.faults.findIndex(Boolean));
  }

  #focusQuestion(index: number): void {
    this.#root.querySelector<HTMLElement>(`[data-index="${index}"] ${FOCUSABLE}`)?.focus();
  }

  readonly #handleKeydown = (event: KeyboardEvent): void => {
    if (event.key === 'F6' && this.#focusedBefore?.isConnected) {
      event.preventDefault();
      return this.#focusedBefore.focus();
    }
    // An open list may have used the key, or an input method (229), for which `isComposing` is already false in Safari.
    if (event.key !== 'Escape' || event.defaultPrevented || event.keyCode === 229) return;
    event.preventDefault();
    event.stopPropagation();
    this.#leave();
  };

  readonly #handleCancel = (event: Event): void => {
    event.preventDefault();
    this.#leave();
  };

  /** Browsers may close a dialog themselves, for example with Android's back gesture. */
  readonly #handleDialogClose = ({ target }: Event): void => {
    if (target === this.#panel && !(target as HTMLDialogElement).open && this.#state!.phase !== 'closed') this.#leave();
  };

  readonly #handleFocusIn = ({ relatedTarget }: FocusEvent): void => {
    if (relatedTarget instanceof HTMLElement && !this.#root.contains(relatedTarget)) this.#focusedBefore = relatedTarget;
  };

  #leave(): void {
    if (this.#state!.phase === 'thanks') this.#handlers.onClose();
    else this.#handlers.onSnooze();
  }
}

/**
 * True for a complete colour. `var()`, `env()` and other substitutions could insert an address that the browser fetches. CSS accepts
 * a value with a substitution whatever precedes it, unlike a colour.
 */
function isColour(text: string): boolean {
  return CSS.supports('color', text) && !CSS.supports('color', `x ${text}`);
}

/** Loads the texts and the code that draw `state`. */
export const loadParts = (state: PanelState) =>
  Promise.all([loadWords(state.language, state.dictionary), loadControls({ ...state, isSmall: state.isSmall && hasPill(state) })]);

const PAGE_EVENTS = ['focusin', 'keydown', 'click'];
const FOCUSABLE = ':is(input:not([type=hidden]), select, textarea, button):enabled';
