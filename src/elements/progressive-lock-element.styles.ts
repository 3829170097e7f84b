import { unsafeCSS } from 'lit';

const css = `
:host { display: block; }
:host([hidden]) { display: none; }
:host([lock-style=none]) ::slotted([slot=lock]) { color-scheme: light; }
[part=notice] { margin: 1rem auto; max-width: 20rem; text-align: center; }
[part=notice]:empty { display: none; }
[part=reason] { display: block; quotes: none; }
[part=retry], [part=redirect] { display: block; margin: 0 auto 1rem; min-height: 2.75rem; padding: 0 1.25rem; font: inherit; }
dialog {
  box-sizing: border-box;
  max-width: calc(100vw - 2rem);
  padding: 0;
  border: 0;
  border-radius: var(--progressive-lock-radius, .75rem);
  background: var(--progressive-lock-background, Canvas);
  color: var(--progressive-lock-text, CanvasText);
}
dialog::backdrop { background: #00000080; }
dialog form { padding: .25rem .25rem 0; text-align: end; }
[part=close] { min-width: 2.75rem; min-height: 2.75rem; border: 0; background: none; color: inherit; font: inherit; cursor: pointer; }
`;

/**
 * Only the area around Lock; Lock itself has its own styles, in the page. Lock's own card is white in any page: with the page's
 * dark scheme the browser would darken its inputs only.
 */
export default unsafeCSS(css).styleSheet!;
