let sheet: CSSStyleSheet | undefined;

/** The review's additions to the panel's style sheet, created when they are first needed. */
export function reviewSheet(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  return sheet;
}

const css = `
.review { max-inline-size: 40em; }
.title { color: inherit; font-size: 1.25em; font-weight: 600; }
.review .notice { margin-block: .75em 0; }
.entries { margin-block: .5em 1.25em; list-style: none; }
.entry { padding-block: 1em; border-block-end: 1px solid var(--edge); }
.entry:not(:has(form)) { display: flex; flex-wrap: wrap; gap: .25em 1.5em; align-items: center; justify-content: space-between; }
.fact { flex: 1 1 16em; min-inline-size: 0; }
.fact .label { margin: 0; color: var(--muted); font-size: .875em; font-weight: 600; }
.stored { font-size: 1.0625em; white-space: pre-line; }
.fact .why, .other { margin: 0; }
.other { margin-block-start: .5em; }
.fact span + time::before { content: "· "; content: "· " / ""; }
.entry .link { font-size: .875em; padding-inline: .25em; }
.link svg { display: none; inline-size: 1.5em; block-size: 1.5em; fill: none; stroke: currentColor; stroke-width: 1.75; stroke-linecap: round; stroke-linejoin: round; }
@media (max-width: 480px) {
  .entry:not(:has(form, [role=group])) { gap: .25em; }
  .entry .fact { flex-basis: 8em; }
  .entry [part=edit], .entry [part=erase].link { inline-size: 2.75rem; block-size: 2.75rem; justify-content: center; padding: 0; }
  .entry .link:has(svg) span { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .link svg { display: block; }
}
`;
