import { css } from 'lit';

export const wordsTableStyles = css`
  :host { display: flex; flex-direction: column; gap: 0.75rem; min-height: 0; }
  .file { position: relative; display: inline-flex; align-items: center; cursor: pointer; }
  .file input { position: absolute; inset: 0; opacity: 0; inline-size: 100%; font-size: 0; cursor: pointer; }
  .file:focus-within { outline: 2px solid var(--accent); outline-offset: 2px; }
  .languages { display: flex; flex-wrap: wrap; gap: 0.25rem; }
  legend { inline-size: 100%; margin-block-end: 0.25rem; padding: 0; }
  .language { position: relative; cursor: pointer; }
  .language input { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; margin: 0; opacity: 0; cursor: pointer; }
  .language span { display: inline-block; padding: 0.1875rem 0.625rem; border: 1px solid var(--line); border-radius: 1rem; background: var(--card); font-size: 0.8125rem; }
  .language b { color: var(--wrong); font-weight: 550; }
  .language:hover span { border-color: var(--edge); }
  :checked + span { border-color: var(--accent); background: var(--accent-tint); box-shadow: inset 0 0 0 1px var(--accent); }
  :focus-visible + span { outline: 2px solid var(--accent); outline-offset: 2px; }
  .scroll { overflow: auto; border: 1px solid var(--line); border-radius: 0.75rem; background: var(--card); }
  table { inline-size: 100%; border-collapse: separate; border-spacing: 0; font-size: 0.875rem; }
  thead th { position: sticky; inset-block-start: 0; z-index: 2; background: var(--card); color: var(--quiet); font-size: 0.8125rem; font-weight: 550; border-block-end: 1px solid var(--line); }
  th, td { padding: 0.375rem 0.625rem; text-align: start; vertical-align: top; }
  tbody th { inline-size: 8.5rem; color: var(--quiet); font-size: 0.8125rem; font-weight: 400; }
  tbody th code { display: block; font-size: 0.6875rem; overflow-wrap: anywhere; }
  tr.first > * { border-block-start: 1px solid var(--line); }
  tbody:first-of-type tr.first > * { border-block-start: 0; }
  tr.first textarea { font-weight: 600; }
  td { min-inline-size: 11rem; padding: 0.125rem 0.25rem; }
  .title th { padding-block: 1.25rem 0.375rem; border-block-start: 1px solid var(--line); color: var(--ink); font-size: 0.875rem; font-weight: 650; }
  .cell small { display: block; padding-inline: 0.375rem; color: var(--quiet); font-size: 0.6875rem; }
  .cell .problem { color: var(--wrong); }
  textarea { display: block; inline-size: 100%; min-block-size: 1.875rem; padding: 0.25rem 0.375rem; border: 1px solid transparent; border-radius: 0.375rem; background: none; resize: none; field-sizing: content; }
  textarea::placeholder { color: var(--quiet); opacity: 1; }
  textarea:hover { border-color: var(--line); }
  textarea:focus { border-color: var(--accent); background: var(--card); }
  .gap textarea { border-color: var(--wrong); border-style: dashed; background: var(--wrong-tint); }
  .gap textarea::placeholder { color: var(--wrong); opacity: 1; }
`;
