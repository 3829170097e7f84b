import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

const PATHS = {
  up: svg`<path d="m6 14 6-6 6 6" />`,
  down: svg`<path d="m6 10 6 6 6-6" />`,
  remove: svg`<path d="M5 7h14M10 7V5h4v2M7 7l1 12h8l1-12M10.5 10.5v5M13.5 10.5v5" />`,
  add: svg`<path d="M12 5v14M5 12h14" />`,
  again: svg`<path d="M5 12a7 7 0 1 1 2 5M5 12V7M5 12h5" />`,
  undo: svg`<path d="M9 7 4 12l5 5M4 12h10a6 6 0 0 1 0 0 5 5 0 0 1 5 5v1" />`,
  redo: svg`<path d="m15 7 5 5-5 5M20 12H10a5 5 0 0 0-5 5v1" />`,
  copy: svg`<rect x="9" y="9" width="11" height="11" rx="2" /><path d="M15 9V6a2 2 0 0 0-2-2H6a2 2 0 0 0-2 2v7a2 2 0 0 0 2 2h3" />`,
  grip: svg`<path d="M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01" stroke-width="2.75" />`,
  phone: svg`<rect x="7" y="3" width="10" height="18" rx="2" /><path d="M11 18h2" />`,
  tablet: svg`<rect x="5" y="3" width="14" height="18" rx="2" /><path d="M11 18h2" />`,
  desktop: svg`<rect x="3" y="4" width="18" height="12" rx="2" /><path d="M9 20h6M12 16v4" />`,
  light: svg`<circle cx="12" cy="12" r="3.5" /><path d="M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M5.6 18.4 7 17M17 7l1.4-1.4" />`,
  dark: svg`<path d="M19.5 14A8 8 0 0 1 10 4.5a8 8 0 1 0 9.5 9.5Z" />`,
  zoom: svg`<circle cx="11" cy="11" r="6" /><path d="m20 20-4.5-4.5M11 8.5v5M8.5 11h5" />`,
  board: svg`<rect x="4" y="4" width="7" height="7" rx="1.5" /><rect x="13" y="4" width="7" height="7" rx="1.5" /><rect x="4" y="13" width="7" height="7" rx="1.5" /><rect x="13" y="13" width="7" height="7" rx="1.5" />`,
  close: svg`<path d="m6 6 12 12M18 6 6 18" />`,
  edit: svg`<path d="M5 19l1-4L16 5l3 3L9 18l-4 1ZM14 7l3 3" />`,
  check: svg`<path d="m5 12.5 4.5 4.5L19 7.5" />`,
  mirror: svg`<path d="M20 8H6M10 4 6 8l4 4M4 16h10" />`,
  flag: svg`<path d="M6 21V4h11l-2 4 2 4H6" />`,
};

export type IconName = keyof typeof PATHS;

export function icon(name: IconName): TemplateResult {
  return html`<svg viewBox="0 0 24 24" aria-hidden="true">${PATHS[name] satisfies SVGTemplateResult}</svg>`;
}
