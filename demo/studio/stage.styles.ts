import { css } from 'lit';

export const stageStyles = css`
  :host { display: flex; flex-direction: column; gap: 0.625rem; min-height: 0; }
  header { display: flex; justify-content: space-between; align-items: center; }
  .choosers { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: center; font-size: 0.8125rem; }
  .choosers .tick { min-height: 1.75rem; }
  .note { padding: 0.375rem 0.75rem; border-radius: 0.5rem; background: var(--tint); font-size: 0.8125rem; }
  .note:empty { display: none; }
  /* From a fixed size on: what it holds is made to fit it. */
  .room { flex: 1 0 26rem; display: flex; flex-direction: column; align-items: center; min-height: 0; overflow: hidden; }
  .device { flex: none; overflow: hidden; border: 1px solid var(--line); border-radius: 0.75rem; box-sizing: content-box; background: var(--card); }
  iframe { display: block; border: 0; transform-origin: 0 0; }
  .size { margin-top: 0.25rem; color: var(--quiet); font-size: 0.75rem; }
  @media (max-width: 480px) {
    .choosers { flex-direction: column; align-items: stretch; }
    .choosers .choices { max-inline-size: 100%; }
    .choosers .choices { flex-wrap: nowrap; }
    .choosers .choices > div { flex-wrap: nowrap; min-inline-size: 0; overflow-x: auto; }
    .room { flex: none; block-size: 75vh; }
  }
`;
