import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

const PATHS: Record<string, SVGTemplateResult> = {
  up: svg`<path d="m6 14 6-6 6 6" />`,
  down: svg`<path d="m6 10 6 6 6-6" />`,
  remove: svg`<path d="M5 7h14M10 7V5h4v2M7 7l1 12h8l1-12M10.5 10.5v5M13.5 10.5v5" />`,
  show: svg`<path d="M3 12s3.5-6 9-6 9 6 9 6-3.5 6-9 6-9-6-9-6Z" /><circle cx="12" cy="12" r="2.5" />`,
  add: svg`<path d="M12 5v14M5 12h14" />`,
  again: svg`<path d="M5 12a7 7 0 1 1 2 5M5 12V7M5 12h5" />`,
};

export function icon(name: 'up' | 'down' | 'remove' | 'show' | 'add' | 'again'): TemplateResult {
  return html`<svg viewBox="0 0 24 24" aria-hidden="true">${PATHS[name]}</svg>`;
}
