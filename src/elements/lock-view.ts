/** What `<progressive-lock>` shows beside Lock itself: its place, a dialog around it, and plain words when something fails. */
import { html, nothing, render, type TemplateResult } from 'lit';
import type { LockWords } from '../locales/words.ts';
import { spokenLanguage } from '../locales/pick-language.ts';
import { directionOf } from '../locales/direction.ts';
import styles from './progressive-lock-element.styles.ts';

/** The message to the person. */
export type LockNotice = 'loading' | 'failed' | 'login-failed' | 'cookies' | 'interaction' | 'clock';

export interface LockMessage {
  notice?: LockNotice;
  /** The tenant's own words to the person, beside the notice. */
  reason?: string;
  /** A button leads to the tenant's own login page. */
  offersRedirect?: boolean;
}

export interface LockViewState extends LockMessage {
  /** A BCP 47 tag. */
  language: string;
  words: LockWords;
  /** The page lets people go to the tenant's own login page. */
  hasFallback: boolean;
  /** Lock is in a dialog over the page. */
  isDialog: boolean;
  isOpen: boolean;
}

export interface LockViewHandlers {
  handleRetry(): void;
  /** The person continues on the tenant's own login page. */
  handleRedirect(): void;
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

  #render(state: LockViewState): TemplateResult {
    const { isDialog, language: wanted, words } = state;
    const language = spokenLanguage(wanted);
    const lock = html`<slot name="lock"></slot>
      <div lang=${language} dir=${directionOf(language)}>${this.#renderNotice(state)}</div>`;
    if (!isDialog) return html`<div part="lock">${lock}</div>`;
    return html`
      <dialog part="lock dialog" aria-label=${words.dialog} @close=${() => this.#handlers.handleClose()}>
        <form method="dialog"><button part="close" aria-label=${words.close}>✕</button></form>
        ${lock}
      </dialog>
    `;
  }

  #renderNotice({ notice, reason, offersRedirect, hasFallback, words }: LockViewState): TemplateResult {
    const isProblem = notice !== undefined && notice !== 'loading';
    return html`
      <p part="notice" role=${isProblem ? 'alert' : 'status'}>${notice ? words[notice] : nothing}${reason ? html` <q part="reason">${reason}</q>` : nothing}</p>
      ${notice === 'failed'
        ? html`<button part="retry" type="button" @click=${() => this.#handlers.handleRetry()}>${words.retry}</button>`
        : nothing}
      ${offersRedirect && hasFallback
        ? html`<button part="redirect" type="button" @click=${() => this.#handlers.handleRedirect()}>${words.redirect}</button>`
        : nothing}
    `;
  }
}
