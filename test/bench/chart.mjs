/** Draws the results as `docs/bench.svg`. No number in it is written by hand. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const WIDTH = 760;
const LABEL_WIDTH = 250;
const VALUE_WIDTH = 70;
const BAR_HEIGHT = 18;
const ROW_HEIGHT = 26;
const TITLE_HEIGHT = 44;

const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
const ms = (value) => `${Math.round(value)} ms`;

const GROUPS = [
  {
    title: 'Over the wire, brotli',
    format: kB,
    rows: {
      'bytes.idle': 'Nothing to ask',
      'bytes.asked': 'Panel on screen',
      'bytes.saved': 'Answer saved by auth0-js',
      'bytes.lit': 'Lit alone',
      'bytes.formbricks': 'Formbricks surveys',
      'bytes.posthog': 'PostHog with surveys',
      'bytes.surveyjs': 'SurveyJS',
    },
  },
  {
    title: 'Signed out, Lock on screen',
    format: kB,
    rows: { 'bytes.signedOut': 'Ours with Lock', 'bytes.lock': 'Lock alone' },
  },
  {
    title: 'Script start to two questions on screen, CPU slowed four times',
    format: ms,
    rows: {
      'firstPaintMs.ours': 'Ours',
      'firstPaintMs.lit': 'Bare Lit form, the floor',
      'firstPaintMs.formbricks': 'Formbricks (one question)',
      'firstPaintMs.surveyjs': 'SurveyJS',
    },
  },
];

const OUR_CLASS = ' class="ours"';
const OURS = new Set(['bytes.idle', 'bytes.asked', 'bytes.saved', 'bytes.signedOut', 'firstPaintMs.ours']);

/** @param {Record<string, number>} metrics @returns {string} the file's path in the project */
export function drawChart(metrics) {
  const path = 'docs/bench.svg';
  writeFileSync(join(import.meta.dirname, '../..', path), `${chart(metrics)}\n`);
  return path;
}

function chart(metrics) {
  const parts = [];
  let top = 0;
  for (const { title, format, rows } of GROUPS) {
    const known = Object.entries(rows).filter(([name]) => Number.isFinite(metrics[name]));
    if (known.length === 0) continue;
    const most = Math.max(...known.map(([name]) => metrics[name]));
    parts.push(`<text class="title" x="0" y="${top + 28}">${title}</text>`);
    top += TITLE_HEIGHT;
    for (const [name, label] of known) {
      const value = metrics[name];
      parts.push(...bar({ top, label, length: value / most, value: format(value), isOurs: OURS.has(name) }));
      top += ROW_HEIGHT;
    }
  }
  const viewBox = `-12 0 ${WIDTH + 24} ${top + 12}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${viewBox}" role="img" aria-label="Results of the benchmark">
<style>
text { font: 14px system-ui, sans-serif; fill: #24292f; dominant-baseline: middle }
.title { font-weight: 600 }
rect { fill: #9aa4af }
.ours { fill: #1f5fbf }
@media (prefers-color-scheme: dark) { text { fill: #e6edf3 } rect { fill: #6e7781 } .ours { fill: #6ea8fe } }
</style>
${parts.join('\n')}
</svg>`;
}

function bar({ top, label, length, value, isOurs }) {
  const width = Math.max(2, Math.round(length * (WIDTH - LABEL_WIDTH - VALUE_WIDTH)));
  const middle = top + BAR_HEIGHT / 2;
  return [
    `<text x="${LABEL_WIDTH - 12}" y="${middle}" text-anchor="end">${label}</text>`,
    `<rect${isOurs ? OUR_CLASS : ''} x="${LABEL_WIDTH}" y="${top}" width="${width}" height="${BAR_HEIGHT}" rx="3"/>`,
    `<text x="${LABEL_WIDTH + width + 8}" y="${middle}">${value}</text>`,
  ];
}
