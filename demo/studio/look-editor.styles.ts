import { css } from 'lit';

export const lookEditorStyles = css`
  :host { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.125rem; }
  .presets { display: grid; grid-template-columns: repeat(auto-fill, minmax(5.25rem, 1fr)); gap: 0.5rem; }
  .preset { display: grid; gap: 0.25rem; justify-items: stretch; padding: 0.25rem 0.25rem 0.375rem; border: 1px solid var(--line); border-radius: 0.625rem; background: var(--card); font-size: 0.8125rem; }
  .preset:hover { border-color: var(--edge); }
  .preset[aria-pressed='true'] { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); }
  .sample { display: flex; justify-content: space-between; align-items: center; padding: 0.625rem 0.5rem; border: 1px solid var(--line); font-weight: 600; }
  .sample i { inline-size: 1.5rem; block-size: 0.75rem; }
  .colours { display: grid; grid-template-columns: minmax(4rem, 1fr) minmax(0, 7.25rem) minmax(0, 7.25rem) 1.75rem; gap: 0.5rem; align-items: center; }
  .colours .icon { min-width: 1.75rem; color: var(--quiet); }
  .colour { display: flex; border: 1px solid var(--edge); border-radius: 0.5rem; background: var(--card); overflow: hidden; }
  .colour:focus-within { outline: 2px solid var(--accent); outline-offset: 1px; }
  .colour .input { flex: 1; min-width: 0; padding-inline: 0.25rem; border: 0; outline: none; font-size: 0.75rem; }
  .colour .input[aria-invalid] { background: var(--wrong-tint); }
  input[type='color'] { flex: none; inline-size: 2rem; block-size: 2rem; padding: 4px; border: 0; background: none; cursor: pointer; }
  input[type='color']::-webkit-color-swatch-wrapper { padding: 0; }
  input[type='color']::-webkit-color-swatch { border: 1px solid var(--line); border-radius: 0.25rem; }
  input[type='color']::-moz-color-swatch { border: 1px solid var(--line); border-radius: 0.25rem; }
  input[type='range'] { min-height: 1.75rem; padding: 0; border: 0; accent-color: var(--accent); }
  .logo { display: flex; gap: 0.5rem; align-items: center; }
  .logo img { flex: none; inline-size: 2rem; block-size: 2rem; object-fit: contain; }
  .file { position: relative; display: inline-flex; align-items: center; flex: none; cursor: pointer; }
  .file input { position: absolute; inset: 0; opacity: 0; inline-size: 100%; font-size: 0; cursor: pointer; }
  .file:focus-within { outline: 2px solid var(--accent); outline-offset: 2px; }
  .contrast { display: grid; gap: 0.125rem; margin-top: 0.5rem; font-size: 0.8125rem; }
  .contrast li { display: grid; grid-template-columns: 1fr auto auto; gap: 0.75rem; align-items: center; min-height: 1.625rem; }
  .contrast li > span:nth-child(2) { font-variant-numeric: tabular-nums; }
  .contrast .link { min-height: 1.5rem; }
`;
