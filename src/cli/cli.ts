#!/usr/bin/env node
/** The command line. Each command has its own file and is registered here. */
import { isMainThread } from 'node:worker_threads';
import { Command, Help, type Option } from 'commander';
import { addActionCommand } from './action-command.ts';
import { addCheckCommand } from './check-command.ts';
import { CommandError } from './command-error.ts';
import { addDevCommand } from './dev-command.ts';
import { addFormCommand } from './form-command.ts';
import { printAside, print } from './terminal.ts';
import { addMigrateCommand } from './migrate-command.ts';
import { addPersonCommand } from './person-command.ts';
import { addReportCommand } from './report-command.ts';
import { addSimulateCommand } from './simulate-command.ts';
import { addUniversalLoginCommand } from './universal-login-command.ts';

declare const __VERSION__: string | undefined;

const program = new Command('progressive-lock')
  .description("Progressive profiling for Auth0: simulate a plan, develop against a local tenant, generate Actions and the sign-up page, check a tenant, report what people answered, manage what is stored.")
  .version(typeof __VERSION__ === 'undefined' ? 'source' : __VERSION__)
  .configureOutput({ writeOut: print, writeErr: printAside })
  .configureHelp({ optionDescription: describeOption })
  .showHelpAfterError('(add --help for help)')
  .hook('preAction', (_, command) => checkFilled(command));

addSimulateCommand(program);
addActionCommand(program);
addUniversalLoginCommand(program);
addFormCommand(program);
addCheckCommand(program);
addReportCommand(program);
addPersonCommand(program);
addMigrateCommand(program);
addDevCommand(program);

// A reader may stop early: `… | head` is not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
// If no one reads the warnings, the command still does its work, and its exit code shows the result.
process.stderr.on('error', () => undefined);

// A worker of the report also loads this file, but does its own work instead.
if (isMainThread) await runProgram();

async function runProgram(): Promise<void> {
  try {
    await program.parseAsync();
  } catch (error) {
    process.exitCode = 1;
    const words = isCommandError(error) ? error.message : `Unexpected error: ${String(error)}`;
    printAside(`error: ${words}\n`);
  }
}

/**
 * Rejects empty values, because `--connection "$ID"` without a value of `ID` must not mean all connections.
 * @throws {CommandError} if a value is empty
 */
function checkFilled(command: Command): void {
  const option = command.options.find((one) => [command.getOptionValue(one.attributeName())].flat().includes(''));
  if (option || command.args.includes('')) throw new CommandError(`${option?.flags ?? 'An argument'} is empty. Does a variable of the shell have no value?`);
}

/** Marks required options, because Commander names them only when they are missing. */
function describeOption(option: Option): string {
  return `${new Help().optionDescription(option)}${option.mandatory ? ' (required)' : ''}`;
}

/** Compares the name, because `dist/dev.js` has its own copy of the class. */
function isCommandError(error: unknown): error is Error {
  return error instanceof Error && error.name === 'CommandError';
}
