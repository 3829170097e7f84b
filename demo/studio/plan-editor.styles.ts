import { css } from 'lit';

export const planEditorStyles = css`
  :host { display: flex; flex-direction: column; gap: 0.75rem; }
  .fields { display: grid; gap: 0.375rem; }
  .fields > li { border: 1px solid var(--line); border-radius: 0.75rem; background: var(--card); }
  .fields > li.open { border-color: var(--edge); box-shadow: 0 1px 2px rgb(0 0 0 / 5%), 0 6px 20px rgb(0 0 0 / 6%); }
  .fields > li.wrong { border-color: var(--wrong); }
  .fields > li.dragged { position: relative; z-index: 1; border-color: var(--accent); box-shadow: 0 10px 30px rgb(0 0 0 / 18%); }
  .bar { display: flex; align-items: center; }
  .grip { display: grid; place-items: center; flex: none; inline-size: 1.75rem; align-self: stretch; color: var(--edge); cursor: grab; touch-action: none; }
  .grip svg { inline-size: 1.125rem; block-size: 1.125rem; stroke: currentColor; stroke-linecap: round; }
  .grip:hover { color: var(--ink); }
  .dragged .grip { cursor: grabbing; }
  .bar h3 { flex: 1; min-width: 0; }
  .toggle { display: grid; gap: 0.0625rem; inline-size: 100%; min-height: 3.25rem; padding: 0.4375rem 0.25rem; border: 0; border-radius: 0.625rem; background: none; text-align: start; align-content: center; }
  .toggle > small { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .toggle > span { display: -webkit-box; overflow: hidden; -webkit-box-orient: vertical; -webkit-line-clamp: 2; line-height: 1.3; }
  .toggle:hover > span { text-decoration: underline; text-underline-offset: 0.2em; }
  .toggle span { font-weight: 600; font-size: 0.875rem; }
  .open .toggle > span { -webkit-line-clamp: none; }
  .mark { color: var(--wrong); }
  small { color: var(--quiet); font-size: 0.75rem; font-weight: 400; }
  .tools { display: flex; flex: none; padding-inline-end: 0.25rem; color: var(--quiet); }
  .tools .icon { min-width: 1.5rem; }
  .tools .icon svg { inline-size: 1rem; block-size: 1rem; }
  .own { padding: 0 0.75rem 0.5rem; }
  studio-field { padding: 0.875rem; border-top: 1px solid var(--line); }
  .add { display: flex; gap: 0.375rem; align-items: center; justify-content: center; min-height: 2.75rem; border: 1.5px dashed var(--edge); border-radius: 0.75rem; background: none; color: var(--accent); font-weight: 600; }
  .add:hover { border-color: var(--accent); background: var(--accent-tint); }
  .add svg { inline-size: 1rem; block-size: 1rem; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; }
  @media (hover: hover) and (pointer: fine) {
    /* Shows tools that are seldom pressed in full only while the row is in use. */
    .fields > li:not(:hover, :focus-within, .open) .tools { opacity: 0.55; }
  }
  @media (prefers-reduced-motion: no-preference) {
    .fields:has(.dragged) > li:not(.dragged) { transition: transform 0.15s; }
  }
`;
