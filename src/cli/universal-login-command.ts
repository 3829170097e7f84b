/** `progressive-lock universal-login`: generates the sign-up fields for Auth0's own page. */
import { basename } from 'node:path';
import type { Command } from 'commander';
import type { ProfilePlan } from '../plan/plan.ts';
import { generateSignUpAction, isSignUpAction } from '../universal-login/generate-sign-up-action.ts';
import { buildSignUpPage, type SignUpPage } from '../universal-login/sign-up-page.ts';
import { bindAction, measureOthers, placePage, type FolderChanges, type ReadFile, type SignUpScreen } from '../universal-login/tenant-folder.ts';
import { actionFile } from './action-file.ts';
import { CommandError } from './command-error.ts';
import { readBuilt } from './read-built.ts';
import { readPlan } from './read-plan.ts';
import { asCommandError, describeChanges, makeChanges, readerOf } from './tenant-files.ts';
import { print, printAside } from './terminal.ts';

interface UniversalLoginFlags {
  output: string;
  clientId?: string[];
  language?: string[];
  passwordless?: boolean;
  dryRun?: boolean;
  remove?: boolean;
}

/** The Action's name in the tenant. */
const ACTION_NAME = 'progressive-lock-sign-up';
const TRIGGER = 'pre-user-registration';

const collect = (one: string, all: string[] = []) => [...all, one];

export function addUniversalLoginCommand(program: Command): void {
  program
    .command('universal-login')
    .summary("generate the sign-up fields for Auth0's own page")
    .description(
      "Writes the sign-up fields of a plan into a folder for Auth0's deploy CLI: partials for the sign-up screens, their texts as custom texts, " +
        'and a pre-user-registration Action that checks and stores the submitted values. Other files in the folder stay as they are.',
    )
    .argument('[plan.json]', 'the plan; not needed with --remove')
    .requiredOption('-o, --output <folder>', "the folder that Auth0's deploy CLI imports")
    .option('--client-id <id>', 'only on the page of this application; repeatable (default: all applications)', collect)
    .option('--language <tag>', "a language of the tenant's pages besides English; repeatable (default: all languages of the plan and of this package)", collect)
    .option('--passwordless', 'with identifier-first: show the fields on the first screen (signup-id), which passwordless sign-ups have, instead of with the password')
    .option('--dry-run', 'print what would change, and change nothing')
    .option('--remove', "remove this command's parts from the folder")
    .addHelpText(
      'after',
      '\nExamples:\n' +
        '  $ progressive-lock universal-login plan.json -o tenant --language de --language fr\n' +
        '  $ progressive-lock universal-login --remove -o tenant --dry-run\n',
    )
    .action(runUniversalLogin);
}

async function runUniversalLogin(path: string | undefined, flags: UniversalLoginFlags, command: Command): Promise<void> {
  const read = readerOf(flags.output);
  const version = command.parent?.version() ?? '';
  if (path === undefined && !flags.remove) throw new CommandError('Name the plan: progressive-lock universal-login plan.json -o tenant.');
  let changes: FolderChanges;
  try {
    changes = path === undefined || flags.remove ? removal(read) : await placement(read, await readPlan(path), basename(path), flags, version);
  } catch (error) {
    throw asCommandError(error);
  }
  if (flags.dryRun) {
    print(describeChanges(read, changes));
    return;
  }
  const paths = makeChanges(flags.output, changes);
  printAside(paths.length > 0 ? `Changed in ${flags.output}:\n${paths.map((one) => `  ${one}\n`).join('')}` : `Nothing to change in ${flags.output}.\n`);
}

async function placement(read: ReadFile, plan: ProfilePlan, planName: string, { clientId: clients, language: languages, passwordless }: UniversalLoginFlags, version: string): Promise<FolderChanges> {
  const screens: SignUpScreen[] = ['signup', passwordless ? 'signup-id' : 'signup-password'];
  const page = buildSignUpPage(plan, { script: await readBuilt('sign-up-page.js'), clients, languages, ...measureOthers(read, screens) });
  for (const { name, reason } of page.deferred) printAside(`Asked later: ${name}: ${reason}\n`);
  if (page.fields.length === 0) {
    throw new CommandError('The plan has no field with "ask": "signup" that the page can show. To remove the fields from the folder, add --remove.');
  }
  const changes = placePage(read, page, screens);
  const code = generateSignUpAction(plan, { clients, version, planName, now: new Date(), runtime: await readBuilt('sign-up-action-runtime.js') });
  for (const [file, text] of actionFiles(code)) {
    if (!isOurs(read, file)) throw new CommandError(`${file} exists already and was not written by this command. Rename it first.`);
    changes.set(file, text);
  }
  bindAction(read, changes, TRIGGER, ACTION_NAME, true);
  printAside(summary(page, screens));
  return changes;
}

function removal(read: ReadFile): FolderChanges {
  const changes = placePage(read, { partials: {}, texts: {} }, []);
  if (isOurs(read, CODE)) for (const [file] of actionFiles('')) if (read(file) !== undefined) changes.set(file, undefined);
  bindAction(read, changes, TRIGGER, ACTION_NAME, false);
  return changes;
}

const CODE = `actions/${ACTION_NAME}/code.js`;
const SETTINGS = `actions/${ACTION_NAME}.json`;

function actionFiles(code: string): [string, string][] {
  return [
    [CODE, code],
    [SETTINGS, actionFile({ name: ACTION_NAME, code: `./${CODE}`, secrets: [], trigger: TRIGGER, version: 'v2' })],
  ];
}

function isOurs(read: ReadFile, file: string): boolean {
  const text = read(file);
  if (text === undefined) return true;
  return file === CODE ? isSignUpAction(text) : text.includes(JSON.stringify(ACTION_NAME));
}

function summary({ fields, partials, texts }: SignUpPage, screens: SignUpScreen[]): string {
  const lengths = Object.entries(partials).map(([entryPoint, text]) => `${entryPoint} ${text.length}`);
  const variables = Math.max(0, ...Object.values(texts).map((names) => Object.keys(names).length));
  return `Fields: ${fields.join(', ')}\nScreens: ${screens.join(', ')}\nCharacters (of 10000): ${lengths.join(', ')}\nCustom texts (of 30): ${variables} in ${Object.keys(texts).length} languages\n`;
}
