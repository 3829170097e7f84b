/**
 * `npm run bench`: measures the project's size and speed, and compares them with others, in one run on this machine. Not a test:
 * it does not fail if a number is large. Options: --json, --chart, --files, --no-build.
 */
import { parseArgs } from 'node:util';
import { chromiumArgs, ensureChromium } from '../../scripts/chromium.mjs';
import { ensureBuilt, ensurePackages } from '../../scripts/set-up.mjs';
import { ensurePeers } from './set-up.mjs';

const HELP = `Usage: npm run bench -- [options]
  --json      one object {"metrics": {…}} as the last line
  --chart     draw docs/bench.svg
  --files     list the files that each journey loads
  --no-build  take the project's packages and dist/ as they are, even if they are older than their sources`;

const { values: options } = parseArgs({
  options: Object.fromEntries(['json', 'chart', 'files', 'no-build', 'help'].map((name) => [name, { type: 'boolean' }])),
});

if (options.help) {
  console.log(HELP);
} else {
  if (!options['no-build']) {
    ensurePackages();
    ensureBuilt();
  }
  ensurePeers();
  await report(await run(ensureChromium()));
}

async function run(executablePath) {
  // From here on the packages are there.
  const { register } = await import('tsx/esm/api');
  register();
  const { chromium } = await import('playwright-core');
  const { buildPeers, bundledBytes, PEERS } = await import('./peers.mjs');
  const { startServer } = await import('./server.mjs');
  const { byteSteps, measureBytes } = await import('./measure-bytes.mjs');
  const { CALL_STEPS, measureCalls } = await import('./measure-calls.mjs');
  const { HEAP_STEPS, measureHeap } = await import('./measure-heap.mjs');
  const { measurePaint, PAINTED, paintSteps } = await import('./measure-paint.mjs');
  const { measurePlan, PLAN_STEPS } = await import('./measure-plan.mjs');
  const { measureReport } = await import('./report-load.mjs');
  const { exactly } = await import('./stats.mjs');

  const isPainted = (name) => PAINTED.includes(name);
  const steps = [PEERS.length, PLAN_STEPS, CALL_STEPS, byteSteps(PEERS), paintSteps(PAINTED), HEAP_STEPS];
  const progress = await openProgress(steps.reduce((sum, count) => sum + count));
  const handleStep = () => progress.increment();
  try {
    progress.update({ doing: 'bundling' });
    const { built, notes } = await buildPeers(handleStep);
    const readSoundPlan = { 'bytes.readSoundPlan': exactly(await bundledBytes('src/plan/check-plan.ts')) };
    progress.update({ doing: 'deciding' });
    const plan = await measurePlan({ handleStep });
    const calls = await measureCalls({ handleStep });
    progress.update({ doing: 'counting people' });
    const counted = await measureReport();

    const server = await startServer();
    const browser = await chromium.launch({ executablePath, args: chromiumArgs });
    try {
      progress.update({ doing: 'bytes' });
      const bytes = await measureBytes({ browser, server, peers: built, handleStep });
      progress.update({ doing: 'painting' });
      const names = ['ours', ...built.filter(isPainted)];
      const paint = await measurePaint({ browser, url: server.url, names, handleStep });
      progress.update({ doing: 'heap' });
      const heap = await measureHeap({ browser, url: server.url, handleStep });
      return {
        samples: { ...bytes.samples, ...readSoundPlan, ...paint.samples, ...heap, ...plan, ...calls, ...counted },
        notes: [...notes, ...bytes.notes, ...paint.notes],
        files: bytes.files,
      };
    } finally {
      await browser.close();
      await server.close();
    }
  } finally {
    progress.stop();
  }
}

/** A bar on stderr, if somebody is there to see it. */
async function openProgress(total) {
  if (!process.stderr.isTTY) return { increment() {}, update() {}, stop() {} };
  const { SingleBar } = await import('cli-progress');
  const format = '{bar} {percentage} % {doing}';
  const bar = new SingleBar({ format, stream: process.stderr, clearOnComplete: true, hideCursor: true });
  bar.start(total, 0, { doing: '' });
  return bar;
}

async function report({ samples, notes, files }) {
  const { cpus, loadavg } = await import('node:os');
  const { describe, describeFiles, mediansOf, round } = await import('./report.mjs');
  const metrics = mediansOf(samples);
  console.log(describe(samples));
  if (options.files) console.log(`\n${describeFiles(files)}`);
  const [load] = loadavg();
  console.log(`\n${cpus().length} × ${cpus()[0].model}, Node ${process.version}, load ${load.toFixed(1)} at the end.`);
  if (load > cpus().length) console.log('It had more to do than it has processors: times are too long, and their relations uncertain.');
  console.log('Formbricks shows one question at a time: its first paint is that of one. SurveyJS is without web fonts.');
  for (const note of notes) console.log(note);
  if (options.chart) {
    const { drawChart } = await import('./chart.mjs');
    console.log(`Drawn: ${drawChart(metrics)}`);
  }
  if (options.json) {
    const repeated = Object.entries(samples).filter(([, { runs }]) => runs > 1);
    // The quartiles.
    const spread = Object.fromEntries(repeated.map(([name, { low, high }]) => [name, [round(low), round(high)]]));
    console.log(JSON.stringify({ metrics, spread }));
  }
}
