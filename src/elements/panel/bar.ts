import { addPanelStyles } from './panel.styles.ts';

/** The styles of the placement `bar`, along the bottom of the page. */
export function useBar(): void {
  addPanelStyles(css);
}

const css = `
.bar {
  inset-block-end: 0;
  inset-inline: 0;
  inline-size: auto;
  max-block-size: min(90%, 90vh);
  padding-inline: max(var(--pad), (100% - 68em) / 2);
  border-width: 1px 0 0;
  border-radius: 0;
}
.bar form { display: flex; flex-wrap: wrap; gap: 0 2em; align-items: flex-start; }
.bar [data-index] { flex: 1 16em; min-inline-size: 0; }
.bar .answer { align-self: flex-end; margin-block-end: 1.25em; }
.bar .small { flex: 1 0 100%; margin-block-start: -.75em; }
@media (max-width: 480px) {
  .bar .answer { flex: 1 0 100%; }
}
`;
