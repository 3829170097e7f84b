import { css } from 'lit';

/** Only the area around Lock; Lock itself has its own styles, in the page. */
export default css`
  :host {
    display: block;
  }
  :host([hidden]) {
    display: none;
  }
  /* Lock's own card is white in any page: with the page's dark scheme the browser would darken its inputs only. */
  :host([lock-style='none']) ::slotted([slot='lock']) {
    color-scheme: light;
  }
  [part='notice']:empty {
    display: none;
  }
  [part='notice'] {
    margin: 1rem auto;
    max-width: 20rem;
    text-align: center;
  }
  [part='reason'] {
    display: block;
    quotes: none;
  }
  [part='retry'],
  [part='redirect'] {
    display: block;
    margin: 0 auto 1rem;
    min-height: 2.75rem;
    padding: 0 1.25rem;
    font: inherit;
  }
  dialog {
    border: 0;
    border-radius: var(--progressive-lock-radius, 0.75rem);
    padding: 0;
    background: var(--progressive-lock-background, Canvas);
    color: var(--progressive-lock-text, CanvasText);
    max-width: calc(100vw - 2rem);
    box-sizing: border-box;
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 50%);
  }
  dialog form {
    padding: 0.25rem 0.25rem 0;
    text-align: end;
  }
  [part='close'] {
    border: 0;
    background: none;
    font: inherit;
    color: inherit;
    min-width: 2.75rem;
    min-height: 2.75rem;
    cursor: pointer;
  }
`.styleSheet!;
