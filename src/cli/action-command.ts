/** `progressive-lock action`: generates the post-login Action of a plan. */
import { basename } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { generateAction, isGenerated, secretsOf } from '../action/generate-action.ts';
import type { ProfilePlan } from '../plan/plan.ts';
import { planWarnings } from '../plan/plan-warnings.ts';
import { bindAction, type FolderChanges, type ReadFile } from '../universal-login/tenant-folder.ts';
import { actionFile } from './action-file.ts';
import { CommandError } from './command-error.ts';
import { readBuilt } from './read-built.ts';
import { readPlan } from './read-plan.ts';
import { asCommandError, describeChanges, makeChanges, readerOf } from './tenant-files.ts';
import { print, printAside } from './terminal.ts';
import { writeTo } from './write-file.ts';

interface ActionFlags {
  namespace?: string;
  page?: string;
  form?: string;
  clientId?: string[];
  output?: string;
  format: 'js' | 'deploy-cli';
  force?: boolean;
  dryRun?: boolean;
  remove?: boolean;
}

/** The Action's name in the tenant. */
const ACTION_NAME = 'progressive-lock';
const TRIGGER = 'post-login';

export function addActionCommand(program: Command): void {
  program
    .command('action')
    .summary("generate Auth0's post-login Action from a plan")
    .description(
      "Generates Auth0's post-login Action from a plan. The Action converts sign-up answers to their types, stores what identity providers know, " +
        'looks people up, counts sessions across devices, adds one claim for the widget to the ID token, ' +
        'and asks required fields during a login. It has no dependencies: paste it into the editor, or import the folder.',
    )
    .argument('[plan.json]', 'the plan; not needed with --remove')
    .option('--namespace <url>', 'an https URL that you own; the claim is <url>/progressive_lock (required, unless --remove)', toAddress)
    .option('--page <url>', 'the page with <tell-us-more redirect>, for fields with "ask": {"atLogin": true}', toAddress)
    .option('--form <id>', 'instead of --page: the Auth0 form that asks them (progressive-lock form)')
    .option('--client-id <id>', 'only logins to this application; repeatable (default: all applications)', (id: string, ids: string[] = []) => [...ids, id])
    .option('-o, --output <path>', 'the file, or the folder for deploy-cli. Default: print the file')
    .option('--force', 'overwrite existing files, even if this command did not write them')
    .option('--dry-run', 'with deploy-cli: print what would change in the folder, and change nothing')
    .option('--remove', "with deploy-cli: remove this command's parts from the folder")
    .addOption(new Option('--format <format>', "one file, or the folder that Auth0's deploy CLI imports").choices(['js', 'deploy-cli']).default('js'))
    .addHelpText(
      'after',
      '\nExamples:\n' +
        '  $ progressive-lock action plan.json --namespace https://acme.example -o action.js\n' +
        '  $ progressive-lock action plan.json --namespace https://acme.example --format deploy-cli -o tenant\n' +
        '  $ progressive-lock action --remove --format deploy-cli -o tenant --dry-run\n' +
        '\nIn the folder, this Action is bound after the ones in triggers/triggers.json. The import binds exactly the Actions in that file.',
    )
    .action(runAction);
}

async function runAction(path: string | undefined, flags: ActionFlags, command: Command): Promise<void> {
  const { output, format, dryRun, remove, force = false } = flags;
  if ((dryRun || remove) && format !== 'deploy-cli') throw new CommandError('--dry-run and --remove need the folder of the deploy CLI: add --format deploy-cli.');
  if (format === 'deploy-cli' && output === undefined) throw new CommandError('Name the folder: --output <path>.');
  if (remove) return changeFolder(output ?? '', removal, dryRun);
  if (path === undefined) throw new CommandError('Name the plan: progressive-lock action plan.json --namespace https://acme.example.');
  const { namespace, page, form, clientId: clients } = flags;
  if (namespace === undefined) throw new CommandError('Name an https URL that you own, for the claim: --namespace https://acme.example.');
  const plan = await readPlan(path);
  const version = command.parent?.version() ?? '';
  const code = generate(plan, { namespace, page, form, clients, version, planName: basename(path), now: new Date(), runtime: await readBuilt('action-runtime.js') });
  const secrets = secretsOf(plan, { form });
  // Printed unchanged: `generateAction()` escapes what comes from the plan.
  if (output === undefined) process.stdout.write(code);
  else if (format === 'js') {
    await writeTo({ path: output, isOwn: isGenerated, isForced: force }, code);
    printAside(`Written: ${output}\n`);
  } else changeFolder(output, (read) => placement(read, code, secrets, force), dryRun);
  if (dryRun) return;
  for (const { path, message } of planWarnings(plan).filter(isAboutAction)) printAside(`Warning: ${path}: ${message}\n`);
  if (secrets.length > 0) printAside(`Secrets to set:\n${secrets.map(({ name, purpose }) => `  ${name}: ${purpose}\n`).join('')}`);
}

function changeFolder(folder: string, change: (read: ReadFile) => FolderChanges, isDry = false): void {
  const read = readerOf(folder);
  let changes;
  try {
    changes = change(read);
  } catch (error) {
    throw asCommandError(error);
  }
  if (isDry) return print(describeChanges(read, changes));
  const paths = makeChanges(folder, changes);
  printAside(paths.length > 0 ? `Changed in ${folder}:\n${paths.map((one) => `  ${one}\n`).join('')}` : `Nothing to change in ${folder}.\n`);
}

const CODE = `actions/${ACTION_NAME}/code.js`;
const SETTINGS = `actions/${ACTION_NAME}.json`;

/**
 * Returns the changes that add the Action to a folder of the deploy CLI.
 * https://auth0.com/docs/deploy-monitor/deploy-cli-tool/resource-specific-documentation
 */
function placement(read: ReadFile, code: string, secrets: { name: string }[], isForced: boolean): FolderChanges {
  const settings = actionFile({ name: ACTION_NAME, code: `./${CODE}`, secrets: secrets.map(({ name }) => name), trigger: TRIGGER, version: 'v3' });
  for (const file of [CODE, SETTINGS]) {
    if (!isForced && !isOurs(read, file)) throw new CommandError(`${file} exists already and was not written by this command. Rename it, or add --force.`);
  }
  const changes: FolderChanges = new Map([[CODE, code], [SETTINGS, settings]]);
  bindAction(read, changes, TRIGGER, ACTION_NAME, true);
  return changes;
}

function removal(read: ReadFile): FolderChanges {
  const changes: FolderChanges = new Map();
  // If another Action has this name, its settings and its binding also stay.
  if (!isOurs(read, CODE)) return changes;
  for (const file of [CODE, SETTINGS]) if (read(file) !== undefined && isOurs(read, file)) changes.set(file, undefined);
  bindAction(read, changes, TRIGGER, ACTION_NAME, false);
  return changes;
}

function isOurs(read: ReadFile, file: string): boolean {
  const text = read(file);
  if (text === undefined) return true;
  return file === CODE ? isGenerated(text) : (Object(parseJson(text)) as { name?: unknown }).name === ACTION_NAME;
}

/** Whether this command prints the warning. `check` prints the others. */
function isAboutAction({ path }: { path: string }): boolean {
  return path.startsWith('enrichment');
}

function generate(plan: ProfilePlan, options: Parameters<typeof generateAction>[1]): string {
  try {
    return generateAction(plan, options);
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) throw new CommandError(error.message, { cause: error });
    throw error;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function toAddress(text: string): string {
  if (!/^https?:\/\/\S+$/.test(text) || !URL.canParse(text)) throw new InvalidArgumentError('Expected a URL such as https://acme.example.');
  return text;
}
