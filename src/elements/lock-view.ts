/** What `<progressive-lock>` shows beside Lock itself: its place, a dialog around it, and plain words when something fails. */
import { html, nothing, render, type TemplateResult } from 'lit';
import type { LockWords } from '../locales/lock-words.ts';
import { spokenLanguage } from '../locales/pick-language.ts';
import { directionOf } from '../locales/direction.ts';
import styles from './progressive-lock-element.styles.ts';

/** What the person is told. */
export type LockNotice = 'loading' | 'failed' | 'login-failed' | 'plan';

export interface LockViewState {
  /** A BCP 47 tag. */
  language: string;
  words: LockWords;
  notice?: LockNotice;
  /** Lock stands in a dialog that opens over the page. */
  isDialog: boolean;
  isOpen: boolean;
}

export interface LockViewHandlers {
  handleRetry(): void;
  /** The dialog was closed without a login. */
  handleClose(): void;
}

export class LockView {
  readonly #root: ShadowRoot;
  readonly #handlers: LockViewHandlers;

  constructor(root: ShadowRoot, handlers: LockViewHandlers) {
    this.#root = root;
    this.#handlers = handlers;
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, styles];
  }

  update(state: LockViewState): void {
    render(this.#render(state), this.#root);
    const dialog = this.#root.querySelector('dialog');
    if (dialog && dialog.open !== state.isOpen) {
      if (state.isOpen) dialog.showModal();
      else dialog.close();
    }
  }

  #render({ notice, isDialog, language: wanted, words }: LockViewState): TemplateResult {
    const language = spokenLanguage(wanted);
    const lock = html`<slot name="lock"></slot>
      <div lang=${language} dir=${directionOf(language)}>${this.#renderNotice(notice, words)}</div>`;
    if (!isDialog) return html`<div part="lock">${lock}</div>`;
    return html`
      <dialog part="lock dialog" aria-label=${words.dialog} @close=${() => this.#handlers.handleClose()}>
        <form method="dialog"><button part="close" aria-label=${words.close}>✕</button></form>
        ${lock}
      </dialog>
    `;
  }

  #renderNotice(notice: LockNotice | undefined, words: LockWords): TemplateResult {
    const isProblem = notice === 'failed' || notice === 'login-failed';
    return html`
      <p part="notice" role=${isProblem ? 'alert' : 'status'}>${notice ? words[notice] : nothing}</p>
      ${notice === 'failed'
        ? html`<button part="retry" type="button" @click=${() => this.#handlers.handleRetry()}>${words.retry}</button>`
        : nothing}
    `;
  }
}
