/** Draws a simulation as one page that needs no network and no script. The numbers of each chart are next to it. */
import { createHash } from 'node:crypto';
import { textIn } from '../plan/text.ts';
import type { ProfilePlan } from '../plan/plan.ts';
import { GENERATOR, headRow, Html, html } from '../report/html.ts';
import { PAGE_STYLE } from '../report/page-style.ts';
import type { LoadReport } from './call-load.ts';
import type { SimulationOptions } from '../plan/simulation.ts';
import type { FieldOutcome, SimulationResult } from '../plan/simulation-tally.ts';
import { formatNumber, formatPercent } from './table.ts';
import { describeVerdict } from './verdict.ts';

const STYLE = `${PAGE_STYLE}
.known { width: 100%; height: 7rem; color: var(--good); }
.known .free { color: var(--track); }
section > .scroll thead th:last-child { min-width: 0; text-align: start; }
`;
/** The size of a chart, in its own units. */
const WIDTH = 100;
const HEIGHT = 40;

export function drawSimulation(plan: ProfilePlan, options: SimulationOptions, result: SimulationResult, load: LoadReport): string {
  const labels = new Map(plan.fields.map(({ name, label }) => [name, textIn(label, 'en')]));
  const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'`;
  const title = 'How the plan would go';
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
${GENERATOR}
<title>${title}</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<header>
<h1>${title}</h1>
<p>${formatNumber(options.users)} invented people, ${formatNumber(result.sessions)} sessions, seed ${options.seed}</p>
</header>
<main>
<section><h2>In short</h2><ul class="advice">${describeVerdict(result, load).map((sentence) => html`<li>${sentence}</li>`)}</ul></section>
<section><h2>Known after each session</h2><div class="cards">${result.fields.map((field) => drawField(field, labels.get(field.name)))}</div></section>
${drawTable('Questions', result.fields)}
${drawCalls('Calls of the Management API', load)}
</main>
<footer><p>The shares of answers, snoozes and refusals are assumptions, not predictions. The session is the median of the people who are asked.</p></footer>
</body>
</html>
`.text;
}

function drawField({ name, known }: FieldOutcome, label = name): Html {
  const step = WIDTH / known.length;
  const bars = known.map((share, index) => {
    const height = share * HEIGHT;
    return html`<rect class="free" x="${index * step}" y="0" width="${step * 0.8}" height="${HEIGHT}" fill="currentColor"></rect><rect x="${index * step}" y="${HEIGHT - height}" width="${step * 0.8}" height="${height}" fill="currentColor"></rect>`;
  });
  const last = known.at(-1) ?? 0;
  const told = `Known of ${formatPercent(known[0] ?? 0)} after session 1, of ${formatPercent(last)} after session ${known.length}`;
  return html`<article><h3>${label}</h3>
<p class="rate"><strong>${formatPercent(last)}</strong> <span>known after session ${known.length}<br>${name}</span></p>
<svg class="known" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${told}">${bars}</svg>
<p class="quiet">Sessions 1 to ${known.length}</p></article>`;
}

function drawTable(title: string, fields: readonly FieldOutcome[]): Html {
  const head = ['field', 'people asked', 'first asked in', 'times each', 'put off', 'declined', 'given up', 'known in the end'];
  const rows = fields.map(({ name, asked, medianSession, asksPerUser, snoozed, declined, givenUp, known }) => [
    name,
    formatPercent(asked),
    medianSession === null ? 'never' : `session ${medianSession}`,
    asksPerUser.toFixed(2),
    ...[snoozed, declined, givenUp, known.at(-1) ?? 0].map((share) => formatPercent(share)),
  ]);
  return drawRows(title, head, rows);
}

function drawCalls(title: string, { plan, action, naive, dailyUsers }: LoadReport): Html {
  const row = (title: string, { callsPer1000Sessions, peakPerSecond }: LoadReport['plan']) => [title, callsPer1000Sessions.all.toFixed(0), peakPerSecond.all.toFixed(2)];
  return drawRows(title, ['', 'per 1,000 sessions', `a second, at the peak of ${formatNumber(dailyUsers)} daily users`], [row('without the Action', plan), row('with the Action', action), row('reading in every session', naive)]);
}

function drawRows(title: string, head: readonly string[], rows: readonly (readonly string[])[]): Html {
  const body = rows.map(([first, ...cells]) => html`<tr><th scope="row">${first}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`);
  return html`<section><h2>${title}</h2><div class="scroll" role="region" aria-label="${title}" tabindex="0"><table class="chart">${headRow(head)}<tbody>${body}</tbody></table></div></section>`;
}
