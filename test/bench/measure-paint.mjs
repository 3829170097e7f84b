/**
 * Measures the time from the start of the script to the same two questions on screen, and the work of the main thread. The CPU is
 * slowed four times.
 */
import { exactly, sampleOf } from './stats.mjs';

const SLOWDOWN = 4;
/** The first is thrown away: it also warms up the browser. */
const PAINT_RUNS = 10;
const TRACE_RUNS = 6;
/** What is still done after the paint belongs to it, too. */
const AFTERWARDS_MS = 500;
const TIMEOUT_MS = 60_000;
/** Marks, and the tasks of each thread. */
const TRACED = ['blink.user_timing', 'disabled-by-default-devtools.timeline'];

/** A text input and four radios; Formbricks shows one question at a time. */
const INPUTS = { ours: 5, lit: 5, surveyjs: 5, formbricks: 1 };
export const PAINTED = Object.keys(INPUTS);

export const paintSteps = (names) => names.length * (PAINT_RUNS + TRACE_RUNS);

/** @returns {Promise<{ samples: Record<string, import('./stats.mjs').Sample>, notes: string[] }>} */
export async function measurePaint({ browser, url, names, handleStep }) {
  const samples = {};
  const notes = [];
  const paint = await repeat(names, PAINT_RUNS, notes, handleStep, (name) => paintOnce(browser, url, name));
  for (const [name, runs] of Object.entries(paint)) {
    samples[`firstPaintMs.${name}`] = sampleOf(runs.map(({ ms }) => ms));
  }
  if (paint.ours) samples.layoutShift = exactly(Math.max(...paint.ours.map(({ shift }) => shift)));
  const traced = await repeat(Object.keys(paint), TRACE_RUNS, notes, handleStep, (name) => traceOnce(browser, url, name));
  for (const [name, runs] of Object.entries(traced)) {
    samples[`mainThreadMs.${name}`] = sampleOf(runs.map(({ total }) => total));
    samples[`longestTaskMs.${name}`] = sampleOf(runs.map(({ longest }) => longest));
  }
  return { samples, notes };
}

/** In turns, so that whatever else the machine does meets all alike. One that fails is left out, and says so. */
async function repeat(names, runs, notes, handleStep, measure) {
  const results = Object.fromEntries(names.map((name) => [name, []]));
  for (let run = 0; run < runs; run++) {
    for (const name of names) {
      handleStep();
      if (!results[name]) continue;
      try {
        const result = await measure(name);
        if (run > 0) results[name].push(result);
      } catch (error) {
        delete results[name];
        notes.push(`${name} is left out of what is on the screen: ${String(error.message).split('\n')[0]}`);
      }
    }
  }
  return results;
}

/** A browser context is new, so its cache is empty. */
async function withSlowPage(browser, url, work) {
  const context = await browser.newContext({ locale: 'en-GB' });
  context.setDefaultTimeout(TIMEOUT_MS);
  try {
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    // First the origin, then the brake: a page of another origin would be another process, without it.
    await page.goto(`${url}/blank`);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });
    return await work(page);
  } finally {
    await context.close();
  }
}

function paintOnce(browser, url, name) {
  return withSlowPage(browser, url, async (page) => {
    const ms = await showQuestions(page, url, name);
    return { ms, shift: await page.evaluate(() => window.shiftSoFar) };
  });
}

/** Answers after how many milliseconds the page tells that the questions are on the screen. */
async function showQuestions(page, url, name) {
  const isShown = (message) => message.text().startsWith('bench-shown ');
  const shown = page.waitForEvent('console', { predicate: isShown, timeout: TIMEOUT_MS });
  shown.catch(() => undefined);
  await page.goto(`${url}/page/${name}?inputs=${INPUTS[name]}`, { waitUntil: 'commit' });
  return Number((await shown).text().split(' ')[1]);
}

async function traceOnce(browser, url, name) {
  const events = await trace(browser, () =>
    withSlowPage(browser, url, async (page) => {
      await showQuestions(page, url, name);
      await page.waitForTimeout(AFTERWARDS_MS);
    }),
  );
  const start = events.find((event) => event.name === 'bench-start');
  if (!start) throw new Error('the trace has no beginning');
  const isOfMainThread = ({ pid, tid }) => pid === start.pid && tid === start.tid;
  // Not the task that the mark is in, which puts the script into the page: that is the probe's.
  const isTask = ({ name: event, ph, ts }) => event === 'RunTask' && ph === 'X' && ts > start.ts;
  const durations = events.filter((event) => isTask(event) && isOfMainThread(event)).map(({ dur }) => dur / 1000);
  return { total: durations.reduce((sum, ms) => sum + ms, 0), longest: Math.max(...durations) };
}

/** What the browser did meanwhile, as Chrome's performance panel records it. */
async function trace(browser, work) {
  const devtools = await browser.newBrowserCDPSession();
  const events = [];
  devtools.on('Tracing.dataCollected', ({ value }) => events.push(...value));
  const complete = new Promise((resolve) => devtools.once('Tracing.tracingComplete', resolve));
  await devtools.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: TRACED, excludedCategories: ['*'] },
  });
  try {
    await work();
  } finally {
    await devtools.send('Tracing.end');
    await complete;
    await devtools.detach();
  }
  return events;
}
