/** `progressive-lock migrate`: renames a field or changes its type, for all users. */
import { InvalidArgumentError, type Command } from 'commander';
import { parsePlan, PlanError } from '../plan/parse-plan.ts';
import { CommandError } from './command-error.ts';
import { renameField, retypeField, type FieldMigration } from './field-migration.ts';
import { credentialsFor } from './management.ts';
import { migratePeople, type MigrationResult } from './migrate-people.ts';
import { openBar } from './progress-bar.ts';
import { readPlan } from './read-plan.ts';
import { formatNumber } from './table.ts';
import { print, printAside } from './terminal.ts';
import { toDomain } from './to-domain.ts';

interface MigrateFlags {
  domain: string;
  connection?: string;
  dryRun?: boolean;
  state: string;
}

interface RetypeFlags extends MigrateFlags {
  map?: [string, string][];
  dropUnfit?: boolean;
}

/** The exit code if some people were left out. */
const EXIT_LEFT_OUT = 2;
const SCOPES = 'read:users, update:users and update:users_app_metadata';

export function addMigrateCommand(program: Command): void {
  const migrate = program
    .command('migrate')
    .summary("rename a field or change its type, for everyone")
    .description(
      'Changes one field in the profiles of all users. An export finds the users concerned; the command reads and changes one after the other, as fast as ' +
        "Auth0's rate limit allows. An interrupted run continues where it stopped. A second run changes nothing. " +
        `AUTH0_CLIENT_ID and AUTH0_CLIENT_SECRET in the environment must belong to a machine-to-machine application with ${SCOPES}.`,
    );
  const withOptions = (command: Command) =>
    command
      .requiredOption('--domain <domain>', 'acme.auth0.com, or http://localhost:4400', toDomain)
      .option('--connection <id>', 'only people of this connection')
      .option('--dry-run', 'count the people concerned, and change nothing')
      .option('--state <file>', 'the file for its progress', 'progressive-lock-migration.json');
  withOptions(
    migrate.command('rename').description('Moves answers and the record of the question to another name. If both names have an answer, the one under the new name stays.').argument('<old>', 'the name so far').argument('<new>', 'the name in the new plan'),
  )
    .addHelpText('after', '\nExample:\n  $ progressive-lock migrate rename vat vat_id --domain acme.eu.auth0.com --dry-run')
    .action(async (from: string, to: string, flags: MigrateFlags) => runMigration(renaming(from, to), flags));
  withOptions(migrate.command('retype').description("Reads answers as the plan's field does now, and stores them in that form: texts as numbers, old choices as new ones.").argument('<plan.json>', 'the new plan').argument('<field>', 'its name'))
    .option('--map <old=new>', 'a stored text and its replacement, such as --map dev=developer; repeatable', toPair)
    .option('--drop-unfit', 'erase what does not fit, so that people are asked again (default: it stays)')
    .addHelpText('after', '\nExample:\n  $ progressive-lock migrate retype plan.json team_size --map "10+=10" --domain acme.eu.auth0.com --dry-run')
    .action(async (path: string, name: string, flags: RetypeFlags) => runMigration(await retyping(path, name, flags), flags));
}

function renaming(from: string, to: string): FieldMigration {
  if (from === to) throw new CommandError('Expected two different names, got the same name twice.');
  try {
    parsePlan({ fields: [from, to].map((name) => ({ name, label: name })) });
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    throw new CommandError(error.problems.map(({ path, message }) => `${path === 'fields[0].name' ? from : to}: ${message}`).join('\n'), { cause: error });
  }
  return renameField(from, to);
}

async function retyping(path: string, name: string, { map = [], dropUnfit = false }: RetypeFlags): Promise<FieldMigration> {
  const plan = await readPlan(path);
  const field = plan.fields.find((one) => one.name === name);
  if (!field) throw new CommandError(`The plan has no field ${JSON.stringify(name)}. It has: ${plan.fields.map((one) => one.name).join(', ')}.`);
  if (field.storage === 'root') throw new CommandError(`${name} is a root attribute of the profile ("storage": "root"), which keeps its type.`);
  return retypeField(plan, field, { map: new Map(map), dropsUnfit: dropUnfit, now: () => new Date() });
}

async function runMigration(migration: FieldMigration, { domain, connection, dryRun = false, state }: MigrateFlags): Promise<void> {
  const options = { ...credentialsFor(domain, SCOPES), migration, connection, isDry: dryRun, stateFile: state };
  if (!process.stderr.isTTY) return tell(await migratePeople(options), dryRun);
  const bar = openBar('{bar} {value} of {total} people changed, {eta_formatted} left');
  bar.start(0, 0);
  try {
    const handleProgress = (done: number, all: number) => {
      bar.setTotal(all);
      bar.update(done);
    };
    tell(await migratePeople({ ...options, handleProgress }), dryRun);
  } finally {
    bar.stop();
  }
}

function tell({ people, changed, notes: { kept, unfit }, refused }: MigrationResult, isDry: boolean): void {
  const lines = [
    `${formatNumber(people)} people looked at. ${isDry ? 'This would change' : 'Changed:'} ${formatNumber(changed)}.`,
    ...(kept > 0 ? [`${formatNumber(kept)} had an answer under both names; that of the new one stays.`] : []),
    ...(unfit > 0 ? [`${formatNumber(unfit)} have an answer that the field does not take.`] : []),
    ...(isDry ? ['Nothing was changed.'] : []),
  ];
  print(`${lines.join('\n')}\n`);
  if (refused.length === 0) return;
  printAside(`${formatNumber(refused.length)} could not be changed:\n${refused.map(({ id, reason }) => `  ${id}: ${reason}\n`).join('')}`);
  process.exitCode = EXIT_LEFT_OUT;
}

function toPair(text: string, pairs: [string, string][] = []): [string, string][] {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('Expected a stored text and its replacement, such as dev=developer.');
  return [...pairs, [text.slice(0, at), text.slice(at + 1)]];
}
