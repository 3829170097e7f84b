let sheet: CSSStyleSheet | undefined;
const added: string[] = [];

/** The panel's style sheet, made when it is first needed. Constructed, so that `style-src 'self'` lets it through. */
export function panelSheet(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  return sheet;
}

/** Adds the styles of what is loaded later, wherever the panel's sheet is used. */
export function addPanelStyles(styles: string): void {
  if (added.includes(styles)) return;
  added.push(styles);
  panelSheet().replaceSync(css + added.join(''));
}

// Colours come in two steps: what every browser with color-mix() understands, then, where it is understood, light and
// dark by the page's color-scheme, and the text colour on the accent: black or white by the accent's luminance
// (at 0.179 both have a contrast of 4.58:1).
// What depends on a choice elsewhere is handed down by inheritance, or by an attribute: WebKit (GTK 2.50) does not
// look again at what stands beside or below an element that `:has` something no more.
const css = `
.panel, .panel * { box-sizing: border-box; }
.panel {
  --bg: var(--tell-us-more-background, Canvas);
  --fg: var(--tell-us-more-text, CanvasText);
  --error: var(--tell-us-more-error, #b3261e);
  --fill: var(--tell-us-more-accent, var(--accent, #2850c8));
  --on-fill: #fff;
  --muted: color-mix(in srgb, var(--fg) 74%, var(--bg));
  --line: color-mix(in srgb, var(--fg) 54%, var(--bg));
  --soft: color-mix(in srgb, var(--fg) 8%, var(--bg));
  --edge: color-mix(in srgb, var(--fg) 16%, var(--bg));
  --radius: var(--tell-us-more-radius, 12px);
  --inner: min(var(--radius), 8px);
  margin: 0;
  padding: 1.25em;
  border: 1px solid var(--edge);
  border-radius: var(--radius);
  overflow: auto;
  overscroll-behavior: contain;
  background: var(--bg);
  color: var(--fg);
  font: medium/1.45 var(--tell-us-more-font, system-ui, sans-serif);
  letter-spacing: normal;
  overflow-wrap: anywhere;
  text-align: start;
  text-indent: 0;
  text-transform: none;
  white-space: normal;
  word-spacing: normal;
}
@supports (color: light-dark(red, red)) {
  .panel {
    --bg: var(--tell-us-more-background, light-dark(#fff, #1f2126));
    --fg: var(--tell-us-more-text, light-dark(#1a1c21, #f2f3f5));
    --error: var(--tell-us-more-error, light-dark(#b3261e, #ffb4ab));
    --fill: var(--tell-us-more-accent, var(--accent, light-dark(#2850c8, #a8bcff)));
  }
}
@supports (color: color(from red xyz-d65 x y z)) {
  .panel {
    --white: clamp(0, (.179 - y) * 1e5, 1);
    --on-fill: color(from var(--fill) xyz-d65 calc(var(--white) * .9505) var(--white) calc(var(--white) * 1.089));
  }
}

.unseen { display: block; position: fixed; visibility: hidden; }
.corner, .bar {
  position: fixed;
  inset: auto;
  z-index: var(--tell-us-more-layer, 1000);
  box-shadow: 0 1px 3px #0002, 0 12px 32px #0003;
}
.corner {
  inset-block-end: 1em;
  inset-inline-end: 1em;
  inline-size: min(23em, 100vw - 2em);
  max-block-size: calc(100vh - 2em);
}
.bar {
  inset-block-end: 0;
  inset-inline: 0;
  inline-size: auto;
  max-block-size: 90vh;
  padding-inline: max(1.25em, (100% - 68em) / 2);
  border-width: 1px 0 0;
  border-radius: 0;
}
.dialog {
  inline-size: min(27em, 100vw - 2em);
  max-inline-size: none;
  max-block-size: calc(100vh - 2em);
  margin: auto;
  box-shadow: 0 16px 48px #0004;
}
.dialog::backdrop { background: #0008; }
.inline { max-inline-size: 36em; }
.bar form { display: flex; flex-wrap: wrap; gap: 0 1.5em; align-items: flex-end; }
.bar [data-index] { flex: 1 1 16em; }
.bar .actions { margin-block-end: 1.25em; }
.bar .small { flex: 1 0 100%; margin-block: -.625em; }

h2, p, ul, fieldset, legend { min-inline-size: 0; margin: 0; padding: 0; border: 0; font: inherit; }
.head { display: flex; flex-wrap: wrap; gap: .25em 1em; justify-content: space-between; margin-block-end: .75em; }
h2, .step, .why, .origin, .error, .notice, .small, .clear { font-size: .875em; }
h2, .step, .why, .origin, .label small { color: var(--muted); }
h2:focus { outline: none; }
.thanks { margin-block-end: .75em; color: inherit; font-size: 1.0625em; font-weight: 600; }
.thanks::before { content: '✓' / ''; margin-inline-end: .5em; }
.question { margin-block-end: 1.25em; }
.label { display: block; margin-block-end: .4375em; font-size: 1.0625em; font-weight: 600; line-height: 1.3; }
.label small { font-size: .875em; font-weight: 400; }
.why { margin-block: -.125em .625em; }
.error { margin-block-start: .375em; color: var(--error); }
.error:empty, .why:empty { display: none; }
.notice { margin-block-end: 1em; padding: .625em .875em; border-radius: var(--inner); background: var(--soft); }
.value { font-size: 1.25em; line-height: 1.3; }
.origin { margin-block: .125em 1em; }
.quiet { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

input, select, textarea, button { margin: 0; color: inherit; font: inherit; letter-spacing: inherit; }
.input {
  display: block;
  inline-size: 100%;
  min-block-size: 2.75em;
  padding: .5em .75em;
  border: 1px solid var(--line);
  border-radius: var(--inner);
  background: var(--bg);
}
.input:hover { border-color: var(--fg); }
.input::placeholder { color: var(--muted); opacity: 1; }
.input:disabled { border-color: var(--edge); color: var(--muted); opacity: 1; }
textarea.input { min-block-size: 5.5em; resize: vertical; }
select.input { padding-inline: .5em; }
.input[aria-invalid=true] { border-color: var(--error); box-shadow: inset 0 0 0 1px var(--error); }
:focus-visible { outline: 2px solid var(--fg); outline-offset: 2px; }

.choices { display: flex; flex-wrap: wrap; gap: .5em; max-block-size: 16em; margin: -4px; padding: 4px; overflow: auto; }
.choices:has([type=radio]) { max-block-size: none; }
.chip, .star { position: relative; display: inline-flex; align-items: center; justify-content: center; cursor: pointer; }
.chip { min-block-size: 2.5em; min-inline-size: 2.5em; padding: .25em .875em; border: 1px solid var(--line); border-radius: 1.25em; }
.chip:hover { background: var(--soft); border-color: var(--fg); }
.chip input, .star input { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; opacity: 0; cursor: pointer; }
.chip:has(:checked) { border-color: var(--fg); background: var(--fill); color: var(--on-fill); box-shadow: inset 0 0 0 1px var(--fg); }
.chip:has([type=checkbox]:checked) span::before { content: '✓ ' / ''; }
:is(.chip, .star):has(:focus-visible) { outline: 2px solid var(--fg); outline-offset: 2px; }
.clear { margin-inline-start: .5em; visibility: var(--clear, hidden); }
.choices:has(:checked) { --clear: visible; }
.tick { display: flex; gap: .75em; align-items: flex-start; min-block-size: 1.75em; font-size: 1.0625em; line-height: 1.3; cursor: pointer; }
.tick input { flex: none; inline-size: 1.375em; block-size: 1.375em; accent-color: var(--fill); }
.beside { margin-inline-start: 2.25em; }
.tick ~ .why { margin: .125em 0 0; padding-inline-start: 2.5em; }

.actions { display: flex; flex-wrap: wrap; gap: .5em; align-items: center; }
.small { justify-content: space-between; gap: 0 1em; margin-block: .625em -.5em; }
.button { min-block-size: 2.75em; padding: .375em 1.125em; border: 1px solid var(--line); border-radius: var(--inner); background: none; font-weight: 500; cursor: pointer; }
.button:hover { border-color: var(--fg); background: var(--soft); }
.main, .main:hover { border-color: transparent; background: var(--fill); color: var(--on-fill); }
.main:hover { box-shadow: 0 2px 8px #0004; }
.link { display: inline-flex; align-items: center; min-block-size: 2.5em; padding: 0; border: 0; border-radius: 4px; background: none; color: var(--muted); text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: .2em; cursor: pointer; }
.link:hover { color: var(--fg); }

@media (max-width: 480px) {
  .corner {
    inset-inline: 0;
    inset-block-end: 0;
    inline-size: auto;
    max-block-size: 90vh;
    padding-block-end: calc(1.25em + env(safe-area-inset-bottom));
    border-end-start-radius: 0;
    border-end-end-radius: 0;
  }
}
@media (prefers-reduced-motion: no-preference) {
  :is(.corner, .bar, .dialog):not(.unseen) { animation: arrive .2s ease-out; }
  @keyframes arrive { from { opacity: 0; transform: translateY(.75em); } }
}
@media (forced-colors: active) {
  .panel { --fill: Highlight; --on-fill: HighlightText; }
  .chip:has(:checked) { forced-color-adjust: none; border-color: Highlight; }
  .main, .main:hover { forced-color-adjust: none; background: ButtonText; color: ButtonFace; }
  .input[aria-invalid=true] { border-width: 3px; }
}
`;
