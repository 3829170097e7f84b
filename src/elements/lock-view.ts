/** What `<progressive-lock>` shows beside Lock itself: its place, a dialog around it, and plain words when something fails. */
import { html, nothing, render, type TemplateResult } from 'lit';
import styles from './progressive-lock-element.styles.ts';

/** What the person is told. */
export type LockNotice = 'loading' | 'failed' | 'login-failed' | 'plan';

export interface LockViewState {
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

const WORDS = {
  loading: 'Loading …',
  failed: 'Signing in is not possible at the moment. Please try again later.',
  'login-failed': 'Signing in did not work. Please try again.',
  plan: 'Some questions could not be loaded. You can sign in all the same.',
  retry: 'Try again',
  close: 'Close',
  dialog: 'Sign in or sign up',
};

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

  #render({ notice, isDialog }: LockViewState): TemplateResult {
    const lock = html`<slot name="lock"></slot>${this.#renderNotice(notice)}`;
    if (!isDialog) return html`<div part="lock">${lock}</div>`;
    return html`
      <dialog part="lock dialog" aria-label=${WORDS.dialog} @close=${() => this.#handlers.handleClose()}>
        <form method="dialog"><button part="close" aria-label=${WORDS.close}>✕</button></form>
        ${lock}
      </dialog>
    `;
  }

  #renderNotice(notice: LockNotice | undefined): TemplateResult {
    const isProblem = notice === 'failed' || notice === 'login-failed';
    return html`
      <p part="notice" role=${isProblem ? 'alert' : 'status'}>${notice ? WORDS[notice] : nothing}</p>
      ${notice === 'failed'
        ? html`<button part="retry" type="button" @click=${() => this.#handlers.handleRetry()}>${WORDS.retry}</button>`
        : nothing}
    `;
  }
}
