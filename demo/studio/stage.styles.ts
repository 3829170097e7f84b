import { css } from 'lit';

export const stageStyles = css`
  :host { container-type: inline-size; display: flex; flex-direction: column; gap: 0.75rem; min-height: 0; }
  .quiet { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .choosers { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; font-size: 0.8125rem; }
  .group { display: inline-flex; flex-wrap: wrap; gap: 0.375rem; align-items: center; }
  .group:last-child { margin-inline-start: auto; gap: 0.125rem; }
  .menu { position: relative; display: inline-flex; align-items: center; border: 1px solid var(--line); border-radius: 0.5rem; background: var(--card); }
  .menu:hover { border-color: var(--edge); }
  .menu span { padding-inline-start: 0.625rem; color: var(--quiet); pointer-events: none; }
  .menu select { inline-size: 6.25rem; min-height: 2rem; padding: 0 0.25rem; border: 0; border-radius: 0.5rem; background: none; font-weight: 600; }
  .menu option { background: var(--card); color: var(--ink); }
  .choices span { display: grid; place-items: center; padding: 0.25rem 0.5rem; }
  .choices svg { inline-size: 1.125rem; block-size: 1.125rem; fill: none; stroke: currentColor; stroke-width: 1.75; stroke-linecap: round; stroke-linejoin: round; }
  .board { display: inline-flex; gap: 0.375rem; align-items: center; margin-inline-start: 0.25rem; }
  .board svg { inline-size: 1rem; block-size: 1rem; fill: none; stroke: currentColor; stroke-width: 1.75; }
  .note { padding: 0.25rem 0.75rem; border-radius: 0.5rem; background: var(--tint); font-size: 0.8125rem; }
  .note.empty { display: none; }
  .note .link { min-height: 1.5rem; }
  /* At least this high. The frame in it is scaled to fit. */
  .room { flex: 1 0 22rem; display: flex; flex-direction: column; align-items: center; min-height: 0; overflow: hidden; }
  .device { flex: none; overflow: hidden; border: 1px solid var(--line); border-radius: 0.75rem; box-sizing: content-box; background: var(--card); box-shadow: 0 2px 12px rgb(0 0 0 / 6%); }
  .device.phone { border-radius: 1.5rem; }
  iframe { display: block; border: 0; transform-origin: 0 0; }
  .size { margin-top: 0.375rem; color: var(--quiet); font-size: 0.75rem; }
  @media (prefers-reduced-motion: no-preference) {
    iframe { transition: transform 0.25s; }
  }
  /* Hides the names of the menus before the toolbar needs a second row. */
  @container (max-width: 68rem) {
    .menu span { position: absolute; inline-size: 1px; block-size: 1px; padding: 0; overflow: hidden; clip-path: inset(50%); }
    .menu select { padding-inline: 0.5rem 0; }
  }
  @container (max-width: 48rem) {
    .board { margin: 0; }
  }
  @container (max-width: 38rem) {
    .board { min-inline-size: 2rem; padding-inline: 0.5rem; }
    .board span { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  }
  @media (max-width: 480px) {
    .group:last-child { margin: 0; }
    .room { flex: none; block-size: 75vh; }
  }
`;
