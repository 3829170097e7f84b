/** `progressive-lock report`: counts what people answered, from exports of the tenant's users. */
import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import type { ProfilePlan } from '../plan/plan.ts';
import { compareReports, type Comparison } from '../report/compare.ts';
import { writeCsv } from '../report/csv.ts';
import { DEFAULT_MIN_GROUP, makeReport } from '../report/make-report.ts';
import { drawPage } from '../report/page.ts';
import { REPORT_KIND, type Report } from '../report/report.ts';
import { DIALECTS, writeSql, type Dialect } from '../report/sql.ts';
import { readTally, TALLY_KIND, type Tally } from '../report/tally.ts';
import { REPORT_WORDS, reportWordsIn } from '../report/words/index.ts';
import { CommandError } from './command-error.ts';
import { countFiles } from './count-files.ts';
import { exportUsers, type ExportOptions } from './export-users.ts';
import { credentialsFor } from './management.ts';
import { openBar } from './progress-bar.ts';
import { readJson } from './read-json.ts';
import { readPlan } from './read-plan.ts';
import { describeReport } from './report-text.ts';
import { print, printAside } from './terminal.ts';
import { toDomain } from './to-domain.ts';
import { checkTarget, pageTarget, writeTo, type Target } from './write-file.ts';

interface ReportFlags {
  json?: boolean;
  csv?: boolean;
  html?: string;
  language: string;
  partial?: string;
  force?: boolean;
  minGroup: number;
  compare?: string;
  from?: number;
  to?: number;
  workers?: number;
  sql?: Dialect;
  table: string;
  domain?: string;
  connection?: string[];
  state: string;
}

/** The exit code if the report leaves something out. */
const EXIT_LEFT_OUT = 2;

export function addReportCommand(program: Command): void {
  program
    .command('report')
    .summary('count what people answered, from exports of the users')
    .description(
      "Reads Auth0's exports of users (NDJSON, gzip or not) and reports which question is answered, which is declined, how " +
        'complete profiles become and which source fills them. Without files, it reads standard input. It shows no groups smaller than ' +
        '--min-group, and no free text. The exit code is 2 if lines had to be left out.',
    )
    .argument('<plan.json>', 'the plan')
    .argument('[files...]', 'exports, or files of --partial; "-" reads standard input')
    .option('--json', 'print the report as JSON')
    .option('--csv', 'print the report as CSV')
    .option('--html <file>', 'write the report as one page, for a browser or a printer')
    .option('--language <tag>', 'the language of the page', 'en')
    .option('--partial <file>', 'write the counts, to be added to others: exact, including small groups')
    .option('--force', 'overwrite existing files, even if this command did not write them')
    .addOption(new Option('--min-group <people>', 'counts are rounded to this, and smaller ones left out').argParser(toCount).default(DEFAULT_MIN_GROUP))
    .option('--compare <file>', 'compare with an earlier report (--json) or partial result')
    .option('--from <day>', 'only people whose account was created on this day or later', toDay)
    .option('--to <day>', 'only people whose account was created before this day', toDay)
    .option('--workers <count>', 'files to read in parallel (default: the number of cores)', toCount)
    .addOption(new Option('--sql <dialect>', 'print a query that counts what became of each field in a warehouse').choices(DIALECTS))
    .option('--table <name>', 'with --sql: the table with the column user_metadata', toTable, 'users')
    .option('--domain <domain>', 'let this tenant export its users; AUTH0_CLIENT_ID and AUTH0_CLIENT_SECRET in the environment belong to a machine-to-machine application with read:users', toDomain)
    .option('--connection <id>', 'with --domain: only people of this connection; repeatable (default: all)', (id: string, ids: string[] = []) => [...ids, id])
    .option('--state <file>', 'with --domain: the file for its progress', 'progressive-lock-export.json')
    .addHelpText('after', '\nExamples:\n  $ progressive-lock report plan.json users-*.ndjson.gz\n  $ progressive-lock report plan.json part-1.json part-2.json --csv > report.csv\n  $ progressive-lock report plan.json --domain acme.eu.auth0.com --html report.html')
    .action(runReport);
}

async function runReport(path: string, files: string[], flags: ReportFlags): Promise<void> {
  const plan = await readPlan(path);
  if (flags.sql) return print(writeSql(plan, { dialect: flags.sql, table: flags.table, minGroup: flags.minGroup }));
  const page = flags.html === undefined ? undefined : pageTarget(flags.html, flags.force);
  const part: Target | undefined = flags.partial === undefined ? undefined : { path: flags.partial, isOwn: isPartial, isForced: flags.force };
  // Checked before the users are counted, which may take long.
  checkSources(files, flags);
  for (const target of [page, part]) if (target) await checkTarget(target);
  const before = flags.compare === undefined ? undefined : await readReport(flags.compare, plan, flags.minGroup);
  const tally = await count(plan, files, flags);
  tellLeftOut(tally);
  // A part may contain only people without answers, or no people.
  if (!part) checkPeople(tally, flags);
  if (part) await writeTo(part, `${JSON.stringify(tally)}\n`);
  const report = makeReport(plan, tally, flags.minGroup);
  const comparison = before && compareReports(before, report);
  if (page) await writeTo(page, drawPage(report, { language: flags.language, digest: sha256, comparison }));
  if (flags.json) print(`${JSON.stringify({ ...report, ...(comparison && { comparison }) }, null, 2)}\n`);
  else if (flags.csv) print(writeCsv(report));
  else print(describeReport(report, comparison));
  if (page) warnOfLanguage(flags.language);
}

function warnOfLanguage(language: string): void {
  if (reportWordsIn(language).tag !== 'en' || /^en(?![a-z])/i.test(language)) return;
  printAside(`Warning: the page is in English, because it has no words in ${JSON.stringify(language)}. Its languages: ${Object.keys(REPORT_WORDS).join(', ')}.\n`);
}

async function count(plan: ProfilePlan, files: readonly string[], { from = 0, to = Infinity, workers, domain, connection = [], state }: ReportFlags): Promise<Tally> {
  const period = from > 0 || to < Infinity ? { from, to } : undefined;
  if (domain !== undefined) return exportFrom(plan, { domain, connections: connection, stateFile: state, period });
  const sources = files.length > 0 ? files : ['-'];
  if (!process.stderr.isTTY) return countFiles(plan, sources, { period, workers });
  const bar = openBar('{value} people counted');
  bar.start(0, 0);
  try {
    return await countFiles(plan, sources, { period, workers, handleProgress: (people) => bar.update(people) });
  } finally {
    bar.stop();
  }
}

async function exportFrom(plan: ProfilePlan, options: Omit<ExportOptions, 'clientId' | 'clientSecret'>): Promise<Tally> {
  const credentials = credentialsFor(options.domain, 'read:users');
  if (!process.stderr.isTTY) return exportUsers(plan, { ...options, ...credentials });
  const bar = openBar('{bar} {percentage} %, {people} people counted');
  bar.start(100, 0, { people: 0 });
  try {
    return await exportUsers(plan, { ...options, ...credentials, handleProgress: (people, percent) => bar.update(percent, { people }) });
  } finally {
    bar.stop();
  }
}

function checkSources(files: readonly string[], { domain, connection = [] }: ReportFlags): void {
  if (domain !== undefined && files.length > 0) throw new CommandError('Name files or --domain, not both.');
  if (domain === undefined && connection.length > 0) throw new CommandError('--connection needs --domain.');
  if (domain === undefined && files.length === 0 && process.stdin.isTTY) throw new CommandError('Name the exports, such as users.ndjson.gz, write one to standard input, or let a tenant export its users: --domain acme.eu.auth0.com.');
  const paths = files.map((path) => resolve(path));
  const twice = files.find((_, index) => paths.indexOf(paths[index]!) < index);
  if (twice !== undefined) throw new CommandError(`${twice} is given twice: its people would count twice.`);
}

function checkPeople({ people, withMetadata }: Tally, { domain, from, to }: ReportFlags): void {
  if (people === 0) {
    if (from !== undefined || to !== undefined) throw new CommandError('Nobody’s account was created in that time (--from, --to).');
    throw new CommandError(domain === undefined ? 'There are no users in what was read. Expected exports of users, one profile per line.' : `No users were exported from ${domain}.`);
  }
  if (withMetadata === 0 && domain === undefined) throw new CommandError('Nobody in the export has user_metadata. Export this field, too: {"fields": [{"name": "user_metadata"}, {"name": "created_at"}, …]}.');
}

/** Shows line numbers only, because a line contains a person's data. */
function tellLeftOut({ leftOut: { broken, noUser, ledgerVersion }, lines }: Tally): void {
  const causes = [
    [broken, 'not JSON'],
    [noUser, 'no profile'],
    [ledgerVersion, 'a ledger of a version that this one does not know: update progressive-lock'],
  ] as const;
  const told = causes.filter(([number]) => number > 0).map(([number, cause]) => `${number} of them: ${cause}`);
  if (told.length === 0) return;
  const total = broken + noUser + ledgerVersion;
  const more = total > lines.length ? ` and ${total - lines.length} more` : '';
  printAside(`${total} lines were left out. ${told.join('; ')}.\n  ${lines.join(', ')}${more}\n`);
  process.exitCode = EXIT_LEFT_OUT;
}

/** Reads a report that was printed as JSON, or creates one from a partial result. */
export async function readReport(path: string, plan: ProfilePlan, minGroup: number): Promise<Report & { comparison?: Comparison }> {
  const value = await readJson(path);
  const { kind, v } = (value ?? {}) as { kind?: unknown; v?: unknown };
  if (kind === REPORT_KIND && v === 1) return value as Report;
  if (kind !== TALLY_KIND) throw new CommandError(`${path} is not a report. Expected the output of "report --json", or the file of --partial.`);
  try {
    return makeReport(plan, readTally(value, plan), minGroup);
  } catch (error) {
    throw new CommandError(`${path} cannot be used. ${(error as Error).message}`, { cause: error });
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}

function isPartial(existing: string): boolean {
  return existing.includes(JSON.stringify(TALLY_KIND));
}

function toCount(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('Expected a whole number from 1 to 999999.');
  return Number(text);
}

function toTable(text: string): string {
  if (!/^[\w.`"-]{1,200}$/.test(text)) throw new InvalidArgumentError('Expected the name of a table, such as crm.users.');
  return text;
}

function toDay(text: string): number {
  const time = /^\d{4}-\d{2}(-\d{2})?$/.test(text) ? Date.parse(text) : NaN;
  // `Date` reads 31 February as 3 March.
  if (Number.isNaN(time) || !new Date(time).toISOString().startsWith(text)) throw new InvalidArgumentError('Expected a day of the calendar such as 2026-05-01.');
  return time;
}
