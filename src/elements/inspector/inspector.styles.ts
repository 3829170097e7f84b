import { unsafeCSS } from 'lit';

const css = `
:host { all: initial; position: fixed; inset: auto auto 0 0; z-index: 2147483647; max-inline-size: min(34rem, 100vw); color-scheme: light dark; }
section { border: solid GrayText; border-width: 1px 1px 0 0; border-start-end-radius: 6px; background: Canvas; color: CanvasText; font: 12px/1.45 system-ui, sans-serif; }
header { display: flex; }
#body { max-block-size: min(50vh, 26rem); overflow: auto; padding: 0 10px 10px; }
#body[hidden] { display: none; }
h2, h3 { margin: 8px 0 2px; font-size: 12px; }
p { margin: 2px 0; }
ul { margin: 0; padding: 0 0 0 16px; }
li { overflow-wrap: anywhere; }
.mistakes { padding-block: 4px; border-inline-start: 4px solid #c60; }
code { font-size: 11px; }
.buttons { display: flex; flex-wrap: wrap; gap: 6px; margin-block-start: 8px; }
button { font: inherit; min-block-size: 24px; cursor: pointer; }
header button { padding: 6px 10px; border: 0; background: none; color: inherit; }
.toggle { flex: 1; text-align: start; }
@media print {
  :host { display: none; }
}
`;

/** The inspector's own styles. It is in a corner that the panel does not use. */
export default unsafeCSS(css);
