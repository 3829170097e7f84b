/** `progressive-lock action`: the post-login Action of a plan. */
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
import { asCommandError, readerOf } from './tenant-files.ts';
import { printAside } from './terminal.ts';
import { inFolder, writeFiles, type MadeFile } from './write-files.ts';

interface ActionFlags {
  namespace: string;
  page?: string;
  form?: string;
  clientId?: string[];
  output?: string;
  format: 'js' | 'deploy-cli';
  force?: boolean;
}

/** What the Action is called in the tenant. */
const ACTION_NAME = 'progressive-lock';
const TRIGGER = 'post-login';

export function addActionCommand(program: Command): void {
  program
    .command('action')
    .summary("make Auth0's post-login Action from a plan")
    .description(
      "Makes Auth0's post-login Action from a plan: it mends what the sign-up form stored, notes what identity providers tell, " +
        'looks people up, counts sessions across devices, puts what the widget needs into one claim of the ID token, ' +
        'and asks required fields during a login. Needs nothing else: paste it into the editor, or import the folder.',
    )
    .argument('<plan.json>', 'the plan')
    .requiredOption('--namespace <address>', 'an https address of yours; the claim is <address>/progressive_lock', toAddress)
    .option('--page <address>', 'the page with <tell-us-more redirect>, for fields with "ask": {"atLogin": true}', toAddress)
    .option('--form <id>', 'in its place, the form of Auth0’s that asks them (progressive-lock form)')
    .option('--client-id <id>', 'only logins to this application; may be given several times (default: all of the tenant)', (id: string, ids: string[] = []) => [...ids, id])
    .option('-o, --output <path>', 'the file, or the folder of deploy-cli; without it the file is printed')
    .option('--force', 'write over files that are there, whoever made them')
    .addOption(new Option('--format <format>', "one file, or the folder that Auth0's deploy CLI imports").choices(['js', 'deploy-cli']).default('js'))
    .addHelpText(
      'after',
      '\nExamples:\n' +
        '  $ progressive-lock action plan.json --namespace https://acme.example -o action.js\n' +
        '  $ progressive-lock action plan.json --namespace https://acme.example --format deploy-cli -o tenant\n' +
        '\nIn the folder this Action is bound behind those that triggers/triggers.json names: the import binds these alone.',
    )
    .action(runAction);
}

async function runAction(path: string, { namespace, page, form, clientId: clients, output, format, force = false }: ActionFlags, command: Command): Promise<void> {
  const plan = await readPlan(path);
  const version = command.parent?.version() ?? '';
  const code = generate(plan, { namespace, page, form, clients, version, planName: basename(path), runtime: await readBuilt('action-runtime.js') });
  if (output === undefined) {
    if (format === 'deploy-cli') throw new CommandError('Say where the folder goes: --output <path>.');
    // Code as it is; what comes from the plan is escaped in it (generate-action.ts).
    process.stdout.write(code);
  } else {
    await writeFiles(format === 'js' ? [codeFile(output, code)] : inFolder(output, deployFilesOf(secretsOf(plan, { form }), code, output)), force);
    printAside(`Written: ${output}\n`);
  }
  for (const { path, message } of planWarnings(plan).filter(isAboutAction)) printAside(`Warning: ${path}: ${message}\n`);
  const secrets = secretsOf(plan, { form }).map(({ name, purpose }) => `  ${name}: ${purpose}\n`);
  if (secrets.length > 0) printAside(`Secrets to set:\n${secrets.join('')}`);
}

/** The others are for `check`. */
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

function deployFilesOf(secrets: { name: string }[], code: string, folder: string): MadeFile[] {
  try {
    return deployFiles(secrets, code, readerOf(folder));
  } catch (error) {
    throw asCommandError(error);
  }
}

/** https://auth0.com/docs/deploy-monitor/deploy-cli-tool/resource-specific-documentation */
function deployFiles(secrets: { name: string }[], code: string, read: ReadFile): MadeFile[] {
  const changes: FolderChanges = new Map();
  bindAction(read, changes, TRIGGER, ACTION_NAME, true);
  const settings = actionFile({ name: ACTION_NAME, code: `./actions/${ACTION_NAME}/code.js`, secrets: secrets.map(({ name }) => name), trigger: TRIGGER, version: 'v3' });
  return [
    codeFile(`actions/${ACTION_NAME}/code.js`, code),
    {
      path: `actions/${ACTION_NAME}.json`,
      text: settings,
      judge: (existing) => ((Object(parseJson(existing)) as { name?: unknown }).name === ACTION_NAME ? 'replace' : 'refuse'),
    },
    // Behind the Actions that are bound already.
    ...[...changes].map(([path, text = '']): MadeFile => ({ path, text, judge: () => 'replace' })),
  ];
}

function codeFile(path: string, text: string): MadeFile {
  return { path, text, judge: (existing) => (isGenerated(existing) ? 'replace' : 'refuse') };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function toAddress(text: string): string {
  if (!/^https?:\/\/\S+$/.test(text) || !URL.canParse(text)) throw new InvalidArgumentError('Expected an address such as https://acme.example.');
  return text;
}
