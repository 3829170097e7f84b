/** `progressive-lock simulate`: simulates how a plan would work, without asking anyone. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { PEAK_HOUR_SHARE, reportLoad, type Load, type LoadReport } from './call-load.ts';
import { CommandError } from './command-error.ts';
import type { ProfilePlan } from '../plan/plan.ts';
import { DEFAULT_MIN_GROUP } from '../report/make-report.ts';
import { readReport } from './report-command.ts';
import { openBar } from './progress-bar.ts';
import { readPlan } from './read-plan.ts';
import { formatNumber, formatPercent, openTable } from './table.ts';
import { drawSimulation } from './simulate-page.ts';
import { print } from './terminal.ts';
import { describeVerdict } from './verdict.ts';
import { checkTarget, pageTarget, writeTo } from './write-file.ts';
import { DEFAULT_OPTIONS, simulate, type ShowRates, type SimulationOptions } from '../plan/simulation.ts';
import type { SimulationResult } from '../plan/simulation-tally.ts';

interface SimulateFlags extends Omit<SimulationOptions, 'rates'> {
  rates?: string;
  dailyUsers: number;
  json?: boolean;
  html?: string;
  force?: boolean;
}

const PROGRESS_STEPS = 100;

export function addSimulateCommand(program: Command): void {
  const defaults = DEFAULT_OPTIONS;
  program
    .command('simulate')
    .summary('simulate a plan with invented people')
    .description(
      'Simulates a plan with invented people, with the same code that decides in the browser, and reports when each field ' +
        'is asked and known, how often people are asked, and how many Management API calls that takes. ' +
        'The same seed gives the same result.',
    )
    .argument('<plan.json>', 'the plan')
    .option('--users <count>', 'people', toCount, defaults.users)
    .option('--sessions <count>', 'sessions per person, including the session of the sign-up', toCount, defaults.sessions)
    .option('--seed <number>', 'seed of the random numbers', toSeed, defaults.seed)
    .option('--answer-rate <share>', 'share of asks that are answered', toShare, defaults.answerRate)
    .option('--snooze-rate <share>', 'share of asks put off with "Not now"', toShare, defaults.snoozeRate)
    .option('--decline-rate <share>', 'share of asks declined with "Don\'t ask again"', toShare, defaults.declineRate)
    .option('--rates <report.json>', 'rates of each field from a report (report --json); the shares above apply to the other fields')
    .option('--social-rate <share>', 'share of people with a social connection', toShare, defaults.socialRate)
    .option('--sign-in-rate <share>', 'share of sessions after the first that begin with a sign-in; the Action writes once in each', toShare, defaults.signInRate)
    .option('--slow-rate <share>', 'share of answers given so late that the profile is read again', toShare, defaults.slowRate)
    .option('--activity-rate <share>', "share of sessions in which each of the plan's activities happens", toShare, defaults.activityRate)
    .option('--daily-users <count>', 'people per day, with one session each, for the load', toCount, 10_000)
    .addOption(new Option('--json', 'print everything as JSON'))
    .option('--html <file>', 'also write it as a page, for a browser or a printer')
    .option('--force', 'overwrite an existing file, even if this command did not write it')
    .addHelpText('after', '\nExample:\n  $ progressive-lock simulate plan.json --users 10000 --sessions 20 --daily-users 50000')
    .action(runSimulate);
}

async function runSimulate(path: string, { dailyUsers, json, html, force, rates: ratesPath, ...shares }: SimulateFlags): Promise<void> {
  if (shares.answerRate + shares.snoozeRate + shares.declineRate > 1 + 1e-9) {
    throw new CommandError('The rates of answers, snoozes and refusals add up to more than 1. Lower one of them.');
  }
  const plan = await readPlan(path);
  const page = html === undefined ? undefined : pageTarget(html, force);
  if (page) await checkTarget(page);
  const options: SimulationOptions = ratesPath === undefined ? shares : { ...shares, rates: await readRates(ratesPath, plan) };
  const result = withProgress(options.users, (handleProgress) => simulate(plan, options, handleProgress));
  const load = reportLoad(result, dailyUsers);
  if (page) await writeTo(page, drawSimulation(plan, options, result, load));
  print(json ? `${JSON.stringify({ options, ...result, load }, null, 2)}\n` : describe(options, result, load));
}

/** Reads the rates of fields from a report. Leaves out fields for which the report has no rates. */
async function readRates(path: string, plan: ProfilePlan): Promise<Record<string, ShowRates>> {
  const { fields } = await readReport(path, plan, DEFAULT_MIN_GROUP);
  const rates = fields.flatMap(({ name, perShow }) => (perShow ? [[name, perShow] as const] : []));
  if (rates.length === 0) throw new CommandError(`${path} has no rates: no question was shown to enough people.`);
  return Object.fromEntries(rates);
}

/** Shows a progress bar on stderr if it is a terminal. */
function withProgress<Result>(total: number, work: (handleProgress?: (done: number) => void) => Result): Result {
  if (!process.stderr.isTTY) return work();
  const bar = openBar('{bar} {percentage} % of {total} people');
  bar.start(total, 0);
  const step = Math.ceil(total / PROGRESS_STEPS);
  try {
    return work((done) => {
      // The work blocks the bar's own timer.
      if (done % step === 0) {
        bar.update(done);
        bar.render();
      }
    });
  } finally {
    bar.stop();
  }
}

function describe(options: SimulationOptions, result: SimulationResult, load: LoadReport): string {
  const last = options.sessions;
  return [
    `${formatNumber(options.users)} people, ${formatNumber(result.sessions)} sessions, seed ${options.seed}`,
    '',
    ...describeVerdict(result, load),
    '',
    fieldTable(result, last),
    'The session is the median of the people who are asked. Put off: at least once. Given up: shown as often as the plan allows, without an answer.',
    ...(result.variants.length > 0 ? [variantTable(result)] : []),
    `Asks per session: ${result.asksPerSession.toFixed(2)}. Sessions without any: ${formatPercent(result.quietSessions)}.`,
    '',
    callTable(load),
    tierTable(load),
    `Daily users have one session a day; the busiest hour carries ${formatPercent(PEAK_HOUR_SHARE)} of them.`,
    'With the Action a session that begins with a sign-in is a write, and nothing is read before an ask. The naive way reads the profile in every session. Sign-ups, logins and other uses of the Management API come on top.',
    '',
  ].join('\n');
}

function fieldTable({ fields }: SimulationResult, last: number): string {
  const milestones = [...new Set([1, 2, 5, 10, last])].filter((session) => session <= last);
  const table = openTable(['field', 'people asked', 'first asked in (median)', 'times each', 'put off', 'declined', 'given up', ...milestones.map((n) => `known after ${n}`)]);
  for (const { name, asked, medianSession, asksPerUser, snoozed, declined, givenUp, known } of fields) {
    const first = medianSession === null ? 'never' : `session ${medianSession}`;
    table.push([name, formatPercent(asked), first, asksPerUser.toFixed(2), ...[snoozed, declined, givenUp].map(formatPercent), ...milestones.map((n) => formatPercent(known[n - 1] ?? 0))]);
  }
  return table.toString();
}

function variantTable({ variants }: SimulationResult): string {
  const table = openTable(['experiment', 'variant', 'people', 'asks each', 'fields known in the end']);
  for (const { experiment, variant, people, asksPerUser, known } of variants) table.push([experiment, variant, formatPercent(people), asksPerUser.toFixed(2), formatPercent(known)]);
  return table.toString();
}

function callTable({ plan, action, naive, dailyUsers }: LoadReport): string {
  const table = openTable(['Management API calls', 'reads', 'writes', 'all']);
  const row = (title: string, { reads, writes, all }: Load['peakPerSecond'], digits: number): void => {
    table.push([title, ...[reads, writes, all].map((count) => count.toFixed(digits))]);
  };
  row('per 1,000 sessions', plan.callsPer1000Sessions, 0);
  row('  with the Action', action.callsPer1000Sessions, 0);
  row('  the naive way', naive.callsPer1000Sessions, 0);
  row(`per second at the peak of ${formatNumber(dailyUsers)} daily users`, plan.peakPerSecond, 2);
  row('  with the Action', action.peakPerSecond, 2);
  row('  the naive way', naive.peakPerSecond, 2);
  return table.toString();
}

function tierTable({ tiers, dailyUsers }: LoadReport): string {
  const table = openTable(['Auth0 tier', 'its limit', 'reached by daily users', 'with the Action', 'naive way', `fits ${formatNumber(dailyUsers)}`, 'with the Action', 'naive way']);
  for (const { tier, published, dailyUsersAtLimit, actionDailyUsersAtLimit, naiveDailyUsersAtLimit, fits, actionFits, naiveFits } of tiers) {
    const counts = [dailyUsersAtLimit, actionDailyUsersAtLimit, naiveDailyUsersAtLimit].map((users) => (users === null ? 'never' : formatNumber(users)));
    table.push([tier, published, ...counts, ...[fits, actionFits, naiveFits].map((isEnough) => (isEnough ? 'yes' : 'no'))]);
  }
  return table.toString();
}

function toCount(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('Expected a whole number from 1 to 999999999.');
  return Number(text);
}

function toSeed(text: string): number {
  const seed = Number(text);
  if (!/^-?\d+$/.test(text) || !Number.isSafeInteger(seed)) throw new InvalidArgumentError('Expected a whole number.');
  return seed | 0;
}

function toShare(text: string): number {
  const share = Number(text);
  if (text.trim() === '' || !(share >= 0 && share <= 1)) throw new InvalidArgumentError('Expected a number from 0 to 1.');
  return share;
}
