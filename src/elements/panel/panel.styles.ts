let sheet: CSSStyleSheet | undefined;

/** The panel's style sheet, made when it is first needed. Constructed, so that `style-src 'self'` lets it through. */
export function panelSheet(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  return sheet;
}

const css = `
.panel, .panel * { box-sizing: border-box; }
.panel {
  --bg: var(--tell-us-more-background, Canvas);
  --fg: var(--tell-us-more-text, CanvasText);
  --error: var(--tell-us-more-error, #b3261e);
  --fill: var(--tell-us-more-accent, var(--accent, #2850c8));
  --on-fill: #fff;
  --muted: color-mix(in srgb, var(--fg) 72%, var(--bg));
  --line: color-mix(in srgb, var(--fg) 52%, var(--bg));
  --soft: color-mix(in srgb, var(--fg) 8%, var(--bg));
  --radius: var(--tell-us-more-radius, 12px);
  --inner: min(var(--radius), 8px);
  margin: 0;
  padding: 1.25em;
  border: 1px solid color-mix(in srgb, var(--fg) 14%, var(--bg));
  border-radius: var(--radius);
  max-inline-size: none;
  overflow: auto;
  overscroll-behavior: contain;
  background: var(--bg);
  color: var(--fg);
  font: medium/1.45 var(--tell-us-more-font, system-ui, sans-serif);
  letter-spacing: normal;
  text-align: start;
  text-indent: 0;
  text-transform: none;
  white-space: normal;
  word-spacing: normal;
  overflow-wrap: anywhere;
}
@supports (color: light-dark(red, red)) {
  .panel {
    --bg: var(--tell-us-more-background, light-dark(#fff, #1e2025));
    --fg: var(--tell-us-more-text, light-dark(#1a1c21, #f2f3f5));
    --error: var(--tell-us-more-error, light-dark(#b3261e, #ffb4ab));
    --fill: var(--tell-us-more-accent, var(--accent, light-dark(#2850c8, #a8bcff)));
  }
}
/* Black or white on the accent, whichever has more contrast: at a luminance of 0.179 both have 4.58:1. */
@supports (color: color(from red xyz-d65 x y z)) {
  .panel {
    --on-fill: color(from var(--fill) xyz-d65 clamp(0, (.179 - y) * 1e5, .9505) clamp(0, (.179 - y) * 1e5, 1) clamp(0, (.179 - y) * 1e5, 1.089));
  }
}
.corner, .bar { position: fixed; inset: auto; z-index: 1000; box-shadow: 0 1px 3px #0002, 0 12px 32px #0003; }
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
  border-width: 1px 0 0;
  border-radius: 0;
}
.dialog { inline-size: min(27em, 100vw - 2em); max-block-size: calc(100vh - 2em); margin: auto; box-shadow: 0 16px 48px #0004; }
.dialog::backdrop { background: #0008; }
.inline { inline-size: 100%; max-inline-size: 36em; }

h2, p, fieldset, legend { margin: 0; padding: 0; border: 0; font: inherit; min-inline-size: 0; }
h2 { font-size: .875em; font-weight: 500; color: var(--muted); }
.head { display: flex; flex-wrap: wrap; gap: .25em 1em; justify-content: space-between; margin-block-end: .5em; }
.step { font-size: .875em; color: var(--muted); }
.question { margin-block-end: 1.125em; }
.label { display: block; margin-block-end: .375em; font-size: 1.0625em; font-weight: 600; }
.label small { font-weight: 400; color: var(--muted); }
.why { margin-block: -.25em .5em; font-size: .875em; color: var(--muted); }
.error { margin-block-start: .375em; font-size: .875em; color: var(--error); }
.error:empty { display: none; }
.notice { padding: .625em .75em; margin-block-end: .875em; border-radius: var(--inner); background: var(--soft); font-size: .875em; }
.quiet { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

input, select, textarea, button { font: inherit; color: inherit; letter-spacing: inherit; margin: 0; }
.input {
  display: block;
  inline-size: 100%;
  min-block-size: 2.75em;
  padding: .5em .75em;
  border: 1px solid var(--line);
  border-radius: var(--inner);
  background: var(--bg);
}
textarea.input { min-block-size: 6em; resize: vertical; }
.input::placeholder { color: var(--muted); opacity: 1; }
[aria-invalid=true] { border-color: var(--error); box-shadow: inset 0 0 0 1px var(--error); }
:focus-visible { outline: 2px solid var(--fg); outline-offset: 2px; }

.choices { display: flex; flex-wrap: wrap; gap: .5em; }
.chip, .tick { display: inline-flex; align-items: center; gap: .5em; min-block-size: 2.5em; cursor: pointer; }
.chip { position: relative; padding: .25em .875em; border: 1px solid var(--line); border-radius: 2em; }
.chip:hover { background: var(--soft); }
.chip input { position: absolute; inset: 0; opacity: 0; cursor: pointer; }
.chip:has(:checked) { background: var(--fill); color: var(--on-fill); border-color: var(--fg); }
.chip:has(:focus-visible) { outline: 2px solid var(--fg); outline-offset: 2px; }
.tick input { inline-size: 1.25em; block-size: 1.25em; flex: none; accent-color: var(--fill); }

.actions { display: flex; flex-wrap: wrap; align-items: center; gap: .5em; }
.small { justify-content: space-between; margin: .5em 0 -.625em; font-size: .875em; }
button, a { min-block-size: 2.25em; border-radius: var(--inner); cursor: pointer; }
.button { min-block-size: 2.75em; padding: .375em 1.125em; border: 1px solid var(--line); background: none; font-weight: 500; }
.button:hover { background: var(--soft); }
.main { border-color: transparent; background: var(--fill); color: var(--on-fill); }
.main:hover { background: var(--fill); filter: brightness(1.1); }
.link { display: inline-flex; align-items: center; padding: 0; border: 0; background: none; color: var(--muted); text-decoration: underline; text-underline-offset: .2em; }
.link:hover { color: var(--fg); }

@media (max-width: 480px) {
  .corner { inset-inline: 0; inset-block-end: 0; inline-size: auto; max-block-size: 90vh; border-end-start-radius: 0; border-end-end-radius: 0; padding-block-end: calc(1.25em + env(safe-area-inset-bottom)); }
}
@media (prefers-reduced-motion: no-preference) {
  .corner, .bar, .dialog { animation: arrive .2s ease-out; }
  @keyframes arrive { from { opacity: 0; transform: translateY(1em); } }
}
@media (forced-colors: active) {
  .chip:has(:checked) { forced-color-adjust: none; background: Highlight; color: HighlightText; border-color: Highlight; }
}
`;
