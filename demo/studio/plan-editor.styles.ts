import { css } from 'lit';

export const planEditorStyles = css`
  header { display: flex; justify-content: space-between; align-items: center; }
  :host { display: flex; flex-direction: column; gap: 0.75rem; }
  [role='tabpanel'] { display: flex; flex-direction: column; gap: 1rem; flex: 1; }
  .findings { padding: 0.5rem 0.75rem; border-radius: 0.5rem; background: var(--tint); font-size: 0.8125rem; }
  .findings.wrong { background: var(--wrong-tint); }
  .findings.wrong p { color: var(--wrong); font-weight: 600; }
  .findings ul { display: grid; gap: 0.375rem; max-height: 12rem; overflow: auto; }
  .findings li { overflow-wrap: anywhere; }
  .findings li:first-child { margin-top: 0.375rem; }
  .findings .link { min-height: 1.5rem; text-align: start; }
  .fields { display: grid; gap: 0.375rem; }
  .fields > li { border: 1px solid var(--line); border-radius: 0.625rem; background: var(--card); }
  .fields > li.wrong { border-color: var(--wrong); }
  .bar { display: flex; align-items: center; }
  .bar h3 { flex: 1; min-width: 0; }
  .toggle { display: grid; gap: 0.0625rem; inline-size: 100%; min-height: 3rem; padding: 0.375rem 0.5rem 0.375rem 0.75rem; border: 0; border-radius: 0.625rem; background: none; text-align: start; }
  .toggle > * { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .toggle:hover > span { text-decoration: underline; text-underline-offset: 0.2em; }
  .toggle span { font-weight: 600; font-size: 0.875rem; }
  .mark { color: var(--wrong); }
  small { color: var(--quiet); font-size: 0.75rem; font-weight: 400; }
  small code { font-size: inherit; }
  .tools { display: flex; flex: none; padding-inline-end: 0.25rem; color: var(--quiet); }
  .tools .icon { min-width: 1.75rem; }
  .own { padding: 0 0.75rem 0.5rem; }
  studio-field { padding: 0.75rem; border-top: 1px solid var(--line); }
  .add { display: inline-flex; gap: 0.375rem; align-items: center; align-self: start; }
  .add svg { inline-size: 1rem; block-size: 1rem; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; }
  section { display: grid; gap: 0.75rem; padding-top: 1rem; border-top: 1px solid var(--line); }
  textarea { flex: 1; inline-size: 100%; min-height: 24rem; padding: 0.75rem; border: 1px solid var(--edge); border-radius: 0.5rem; background: var(--card); resize: vertical; white-space: pre; tab-size: 2; }
`;
