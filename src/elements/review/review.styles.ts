let sheet: CSSStyleSheet | undefined;

/** What the review adds to the panel's style sheet, made when it is first needed. */
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
.fact .label { margin: 0; color: var(--muted); font-size: .875em; font-weight: 500; }
.told { font-size: 1.0625em; white-space: pre-line; }
.fact .why, .other { margin: 0; }
.other { margin-block-start: .5em; }
.fact time::before { content: "· "; content: "· " / ""; }
.entry .link { font-size: .875em; padding-inline: .25em; }
`;
