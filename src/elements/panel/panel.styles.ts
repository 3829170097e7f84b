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

// Colours come in two steps: what every browser with color-mix() understands, then, where it is understood, light and dark by
// the page's color-scheme, and the text colour on the accent: black or white by the accent's luminance (at 0.179 both have a
// contrast of 4.58:1). Styles that depend on a choice elsewhere use inheritance or an attribute, because WebKit (GTK 2.50) does
// not update the elements after or inside one whose `:has` no longer matches. "Clear" keeps its place while it is hidden: answers
// that move under the pointer make a double click choose another one. Texts have two weights, because the browser looks up a font
// for each before the first paint.
const css = `
:host { font-size: medium; }
.panel, .panel * { box-sizing: border-box; }
.panel {
  --bg: var(--tell-us-more-background, Canvas);
  --fg: var(--tell-us-more-text, CanvasText);
  --error: var(--tell-us-more-error, #b3261e);
  --fill: var(--tell-us-more-accent, var(--accent, #2850c8));
  --on-fill: #fff;
  --muted: color-mix(in srgb, var(--fg) 70%, var(--bg));
  --line: color-mix(in srgb, var(--fg) 52%, var(--bg));
  --soft: color-mix(in srgb, var(--fg) 6%, var(--bg));
  --edge: color-mix(in srgb, var(--fg) 14%, var(--bg));
  --ring: color-mix(in srgb, var(--fill), var(--fg));
  --radius: var(--tell-us-more-radius, 12px);
  --inner: min(var(--radius), 8px);
  --pad: 1.25em;
  margin: 0;
  padding: var(--pad);
  border: 1px solid var(--edge);
  border-radius: var(--radius);
  overflow: auto;
  overscroll-behavior: contain;
  scroll-padding-block: 1em 9em;
  pointer-events: auto;
  background: var(--bg);
  color: var(--fg);
  font: max(1rem, 1em)/1.45 var(--tell-us-more-font, system-ui, sans-serif);
  letter-spacing: normal;
  overflow-wrap: anywhere;
  hyphens: auto;
  text-align: start;
  text-indent: 0;
  text-shadow: none;
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
@supports (color: color(from red xyz x y z)) {
  .panel {
    --white: clamp(0, (.179 - y) * 1e5, 1);
    --on-fill: color(from var(--fill) xyz calc(var(--white) * .9505) var(--white) calc(var(--white) * 1.089));
  }
}

.unseen { display: block; position: fixed; visibility: hidden; }
.corner, .bar {
  position: fixed;
  inset: auto;
  z-index: var(--tell-us-more-layer, 1000);
  box-shadow: 0 1px 2px #0001, 0 4px 12px #0001, 0 16px 48px #0002;
}
.corner {
  inset-block-end: 1em;
  inset-inline-end: 1em;
  inline-size: min(23em, 100% - 2em);
  max-block-size: calc(min(100%, 100vh) - 2em);
}
.dialog {
  inline-size: min(27em, 100% - 2em);
  max-inline-size: none;
  max-block-size: calc(min(100%, 100vh) - 2em);
  margin: auto;
  box-shadow: 0 16px 64px #0004;
}
.dialog::backdrop { background: #0008; }
.inline { max-inline-size: 36em; }

h2, p, ul, fieldset, legend { min-inline-size: 0; margin: 0; padding: 0; border: 0; font: inherit; }
h2, .label, .tick, .why { text-wrap: balance; word-break: auto-phrase; }
.head { display: flex; flex-wrap: wrap; gap: .25em 1em; align-items: center; margin-block-end: .875em; }
.head h2 { flex: 1 8em; }
h2, .step, .why, .error, .notice, .small, .clear { font-size: .875em; }
h2, .step, .why, .question small { color: var(--muted); }
h2:focus { outline: none; }
[part=minimise] { flex: none; inline-size: 2em; block-size: 2em; margin-block: -.375em; margin-inline-end: -.5em; padding: 0; border: 0; border-radius: 6px; background: none; color: var(--muted); cursor: pointer; }
[part=minimise]::before { content: ''; display: block; inline-size: .75em; margin: auto; border-block-start: 2px solid; }
.question { margin-block-end: 1.25em; }
.label { display: block; margin-block-end: .4375em; font-size: 1.0625em; font-weight: 600; line-height: 1.3; }
.question small { font-size: .875em; font-weight: 400; }
.why { margin-block: -.125em .625em; }
.error { margin-block-start: .375em; color: var(--error); }
.error:empty, .why:empty { display: none; }
.notice { margin-block-end: 1em; padding: .625em .875em; border-radius: var(--inner); background: var(--soft); }
.quiet { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

input, select, textarea, button { margin: 0; color: inherit; font: inherit; letter-spacing: inherit; }
.input {
  display: block;
  appearance: none;
  inline-size: 100%;
  min-block-size: 2.75em;
  padding: .5em .75em;
  border: 1px solid var(--line);
  border-radius: var(--inner);
  background: var(--bg);
}
.input:hover { border-color: var(--fg); }
.input::placeholder { color: color-mix(in srgb, var(--fg) 64%, var(--bg)); opacity: 1; }
.input:disabled { border-color: var(--edge); color: var(--muted); opacity: 1; }
textarea.input { min-block-size: 5.5em; resize: vertical; }
.select { position: relative; }
.select .input { padding-inline-end: 2.75em; cursor: pointer; text-overflow: ellipsis; }
.select::after, .opener::before { content: ''; position: absolute; inset-block-start: 1.0625em; inset-inline-end: 1.0625em; inline-size: .4375em; block-size: .4375em; border: solid var(--muted); border-width: 0 2px 2px 0; transform: rotate(45deg); pointer-events: none; }
:focus-visible { outline: 2px solid var(--ring); outline-offset: 2px; }
.input:focus-visible { border-color: var(--ring); outline-offset: 0; }
.input[aria-invalid=true] { border-color: var(--error); box-shadow: inset 0 0 0 1px var(--error); }

.choices { display: flex; flex-wrap: wrap; gap: .5em; align-items: center; }
.chip, .star { position: relative; display: flex; align-items: center; cursor: pointer; }
.chip { gap: .625em; min-block-size: 2.5em; padding-block: .375em; padding-inline: .75em .875em; border: 1px solid var(--edge); border-radius: var(--inner); }
.chip input { flex: none; inline-size: 1.125em; block-size: 1.125em; accent-color: var(--fill); cursor: pointer; }
.chip:hover { border-color: var(--line); background: var(--soft); }
.chip:has(:checked) { border-color: var(--ring); background: color-mix(in srgb, var(--fill) 10%, var(--bg)); }
:is(.chip, .star):has(:focus-visible) { outline: 2px solid var(--ring); outline-offset: 2px; }
.chip :focus-visible { outline: none; }
.rows { flex-direction: column; gap: .375em; align-items: stretch; }
.rows .chip { min-block-size: 2.75em; }
.choices:not([data-chosen]) .clear, [data-chosen=""] .clear { visibility: hidden; }
.clear { min-block-size: 2em; }
.rows .clear { align-self: flex-start; }

.actions { display: flex; flex-wrap: wrap; gap: .5em; align-items: center; }
.answer { position: sticky; inset-block-end: calc(-1 * var(--pad)); z-index: 2; padding-block: .5em; margin-block: -.5em; background: var(--bg); }
.answer::before { content: ''; position: absolute; inset: auto 0 100%; block-size: 1em; background: linear-gradient(#0000, var(--bg)); pointer-events: none; }
.small { gap: 0 1.25em; margin-block: .625em -.625em; }
.button { min-block-size: 2.75em; padding: .375em 1.125em; border: 1px solid var(--edge); border-radius: var(--inner); background: none; font-weight: 600; cursor: pointer; }
.button:hover { background: var(--soft); }
.ghost { border-color: transparent; color: var(--muted); }
.main, .main:hover { border-color: transparent; background: var(--fill); color: var(--on-fill); box-shadow: 0 1px 2px #0003; }
.main:hover { box-shadow: 0 2px 8px #0004; }
.link { display: inline-flex; align-items: center; min-block-size: 2.5em; padding: 0; border: 0; border-radius: 4px; background: none; color: var(--muted); text-decoration: none; text-underline-offset: .2em; cursor: pointer; }
.link:hover { color: var(--fg); text-decoration: underline; text-decoration-thickness: 1px; }

@media (max-width: 480px) {
  .corner {
    inset-inline: 0;
    inset-block-end: 0;
    inline-size: auto;
    max-block-size: min(90%, 90vh);
    padding-block-end: calc(var(--pad) + env(safe-area-inset-bottom));
    border-end-start-radius: 0;
    border-end-end-radius: 0;
  }
  .dialog { inline-size: calc(100% - 1em); }
  .corner .head { touch-action: pan-x pinch-zoom; }
  [part=minimise] { flex: 1 0 100%; order: -1; margin: -.75em 0 0; block-size: 1.5em; }
  [part=minimise]::before { inline-size: 2.25em; border-block-start-width: 4px; border-radius: 4px; opacity: .5; }
  .answer .main { flex: auto; }
}
@media (max-height: 18em), (max-width: 19em) {
  .answer { inset: auto; }
}
@media (prefers-reduced-motion: no-preference) {
  :is(.corner, .bar, .dialog):not(.unseen) { animation: arrive .2s ease-out; }
  @keyframes arrive { from { opacity: .3; transform: translateY(.75em); } }
  [data-index] { animation: enter .18s ease-out; }
  @keyframes enter { from { opacity: .3; transform: translateX(.5em); } }
  :is(.button, .chip, .input, .link, .star svg):is(:hover, :active) { transition: .12s; }
  .button:active { transform: scale(.98); }
}
@media print {
  .panel:not(.review) { display: none; }
}
@media (forced-colors: active) {
  .panel { --fill: Highlight; --on-fill: HighlightText; }
  .main, .main:hover { forced-color-adjust: none; background: ButtonText; color: ButtonFace; }
  .input[aria-invalid=true] { border-width: 3px; }
  .chip:has(:checked) { forced-color-adjust: none; border-color: Highlight; background: Highlight; color: HighlightText; }
}
`;
