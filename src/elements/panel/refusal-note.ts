/**
 * The message after a question is put off or declined: when it comes again, or where people find their answers. Loaded then. It
 * takes neither focus nor clicks, and disappears automatically.
 */
import { html, render } from 'lit/html.js';
import type { Run } from '../../ask/run.ts';
import { directionOf } from '../../locales/direction.ts';
import { fillIn } from '../../locales/fill-in.ts';
import { languageOfWords } from '../../locales/index.ts';
import { loadPageWords } from '../../locales/page-words.ts';
import { loadRefusalWords } from '../../locales/refusal-words.ts';
import { timeFromNow } from '../../locales/time-from-now.ts';
import { indexPlan } from '../../plan/plan-index.ts';
import type { Reason } from '../../plan/plan.ts';
import { languageOf } from '../language-of.ts';
import type { PanelHost } from '../panel-host.ts';

/** How long a live region must exist before screen readers speak its new content. */
const LIVE_REGION_MS = 150;
const SHOWN_MS = 8000;

let sheet: CSSStyleSheet | undefined;

/** `fields`: the fields that were on the screen. */
export async function noteRefusal(host: PanelHost, run: Run, fields: readonly { name: string }[]): Promise<void> {
  const sub = host.user?.sub;
  const text = await textFor(host, run, fields);
  await host.updateComplete;
  const root = host.renderRoot as ShadowRoot;
  // Another question may be on the screen, or the person may have left.
  if (!text || root.querySelector('.panel') || !host.isConnected || !sub || host.user?.sub !== sub) return;
  root.querySelector('.refusal')?.remove();
  addStyles(root);
  const note = document.createElement('div');
  const language = languageOf(host);
  note.setAttribute('role', 'status');
  note.lang = languageOfWords(language, host.dictionary);
  note.dir = directionOf(language);
  const isInline = host.placement === 'inline';
  // Not a class of a placement, because those have their own styles for these names.
  note.className = isInline ? 'refusal inline' : 'refusal';
  if (!isInline && host.layer !== 'page') note.setAttribute('popover', 'manual');
  // First in the root, because the panel is drawn up to its end.
  root.prepend(note);
  if (note.popover) note.showPopover();
  const remove = () => {
    ended.disconnect();
    host.removeController(person);
    note.remove();
  };
  const person = { hostUpdated: () => host.user?.sub === sub || remove() };
  host.addController(person);
  // Another question replaces it.
  const ended = new MutationObserver(() => {
    if (root.querySelector('.panel')) remove();
  });
  ended.observe(root, { childList: true });
  setTimeout(() => render(html`<p part="refusal">${text}</p>`, note), LIVE_REGION_MS);
  setTimeout(remove, SHOWN_MS);
}

/** Returns the message, by the plan's decision about the fields; empty if there is none. */
async function textFor(host: PanelHost, run: Run, fields: readonly { name: string }[]): Promise<string> {
  const { dictionary } = host;
  const language = languageOf(host);
  const words = { ...(await loadRefusalWords(language)), ...dictionary };
  const rows = run.explain().filter(({ name }) => fields.some((field) => field.name === name));
  const has = (reason: Reason) => rows.some((row) => row.reason === reason);
  if (has('snoozed') && run.plan) {
    const when = timeFromNow(indexPlan(run.plan).snoozeMs, languageOfWords(language, dictionary?.askAgain ? dictionary : undefined));
    return fillIn(words.askAgain, { when });
  }
  // After the last "Not now", it is not asked again either.
  if (!has('declined') && !has('given-up')) return '';
  const hasReview = document.querySelector('profile-review') !== null;
  const where = hasReview ? fillIn(words.findAnswers, { review: (await loadPageWords(language, dictionary)).review }) : dictionary?.findAnswers;
  return [words.askNoMore, where].filter(Boolean).join(' ');
}

function addStyles(root: ShadowRoot): void {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}

const css = `
.refusal {
  --bg: var(--tell-us-more-background, Canvas);
  --fg: var(--tell-us-more-text, CanvasText);
  position: fixed;
  inset: auto;
  inset-block-end: calc(1em + env(safe-area-inset-bottom));
  inset-inline-end: 1em;
  z-index: var(--tell-us-more-layer, 1000);
  max-inline-size: min(23em, 100% - 2em);
  margin: 0;
  padding: 0;
  border: 0;
  overflow: visible;
  background: none;
  color: var(--fg);
  text-shadow: none;
  font: max(1rem, 1em)/1.45 var(--tell-us-more-font, system-ui, sans-serif);
  pointer-events: none;
}
@supports (color: light-dark(red, red)) {
  .refusal {
    --bg: var(--tell-us-more-background, light-dark(#fff, #1f2126));
    --fg: var(--tell-us-more-text, light-dark(#1a1c21, #f2f3f5));
  }
}
.refusal.inline { position: static; max-inline-size: 36em; }
.refusal p {
  margin: 0;
  padding: .75em 1em;
  border: 1px solid color-mix(in srgb, var(--fg) 14%, var(--bg));
  border-radius: var(--tell-us-more-radius, 12px);
  background: var(--bg);
  font-size: .9375em;
  box-shadow: 0 1px 2px #0001, 0 4px 12px #0001, 0 16px 48px #0002;
}
.refusal.inline p { box-shadow: none; }
@media (prefers-reduced-motion: no-preference) {
  .refusal p { animation: say .2s ease-out; }
  @keyframes say { from { opacity: 0; transform: translateY(.5em); } }
}
@media print {
  .refusal { display: none; }
}
`;
