import type { PreviewRequest } from '../preview-messages.ts';
import { textIn } from '../../../src/plan/text.ts';
import { describeAsk, describeType } from '../question-words.ts';
import type { StateSnapshot } from './state-snapshot.ts';

const STYLE = `
body { margin: 0; padding: 2rem; font: 1rem/1.5 system-ui, sans-serif; color: #1c2430; background: #f7f5f1; }
h1 { margin: 0 0 .25rem; font-size: 1.75rem; } h2 { margin: 2rem 0 .75rem; font-size: 1.125rem; } h3 { margin: 0 0 .5rem; font-size: .875rem; }
.states { display: flex; flex-wrap: wrap; gap: 2rem; align-items: start; } .state > div { position: relative; transform: translateZ(0); }
table { border-collapse: collapse; background: #fff; } th, td { padding: .375rem .75rem; border: 1px solid #e1ddd4; text-align: start; vertical-align: top; } code { font-size: .875em; }
`;

/** A page for the developers: every state, every question, every value of the look. It needs no script and loads nothing. */
export function handOverPage({ plan, view, properties }: PreviewRequest, states: readonly ({ title: string } & StateSnapshot)[]): string {
  const rows = plan.fields.map((field) => `<tr><td>${escape(textIn(field.label, view.language))}</td><td>${escape(field.why ? textIn(field.why, view.language) : '')}</td><td>${escape(describeType({ ...field }))}</td><td>${escape(describeAsk({ ...field }))}</td><td><code>${escape(field.name)}</code></td></tr>`);
  const looks = Object.entries(properties).map(([name, value]) => `<tr><td><code>${escape(name)}</code></td><td><code>${escape(value)}</code></td></tr>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>All states</title>
<style>${STYLE}</style>
</head>
<body>
<h1>All states</h1>
<p>${states.length} states, ${plan.fields.length} questions.</p>
<h2>States</h2>
<div class="states">${states.map(drawState).join('\n')}</div>
<h2>Questions</h2>
<table><thead><tr><th>Question</th><th>Why it is asked</th><th>Kind of answer</th><th>When</th><th>Stored as</th></tr></thead><tbody>${rows.join('')}</tbody></table>
${looks.length > 0 ? `<h2>Look</h2><table><tbody>${looks.join('')}</tbody></table>` : ''}
</body>
</html>
`;
}

/** In a shadow root of its own, so that its styles stay with it. */
function drawState({ title, root, css, page, isDark, width }: { title: string } & StateSnapshot): string {
  return `<section class="state"><h3>${escape(title)}</h3><div style="${escape(`${page}; color-scheme: ${isDark ? 'dark' : 'light'}; width: ${width}px`)}"><template shadowrootmode="open"><style>${css.replaceAll('</', '<\\/')}</style>${root.outerHTML}</template></div></section>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
