/** `progressive-lock dev`: the options. What they start is in its own file, which the other commands need not load. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import type { DevFlags } from './dev.ts';

const collect = (one: string, all: string[] = []) => [...all, one];
const address = (text: string, all?: string[]) => collect(toAddress(text), all);

export function addDevCommand(program: Command): void {
  program
    .command('dev')
    .summary('start a local tenant to develop against')
    .description(
      'Starts a local tenant that stands in for Auth0: Lock and the Auth0 SDKs sign people up and in, the Management API stores answers, and the ' +
        "plan's Actions run at each login. A page of switches makes things go wrong, moves the time, and shows and resets people. " +
        'Listens on this machine alone, unless --host is given.',
    )
    .argument('[plan.json]', 'the plan whose Actions and sign-up page are deployed, again after each change')
    .option('--port <number>', 'the port', toPort, 4400)
    .option('--client-id <id>', 'the client ID of your application', 'dev-app')
    .option('--client-secret <secret>', 'the client secret of your application, if it runs on a server')
    .option('--app <url>', "a callback URL of your application, whose origin may sign people in; repeatable (default: every URL on this machine)", address)
    .option('--audience <api>', 'an API for which tokens can be requested; repeatable', collect)
    .option('--connection <name>', 'a connection of your application; repeatable (default: Username-Password-Authentication and google-oauth2)', collect)
    .option('--namespace <url>', "the namespace of the Action's claim", toAddress, 'https://app.example')
    .option('--page <url>', 'the page with <tell-us-more redirect>, for fields with "ask": {"atLogin": true}', toAddress)
    .option('--people <file>', 'a JSON file of people to create if they do not exist: [{"email", "password", "user_metadata"}]')
    .option('--state <file>', 'where people, sessions and the time are kept', '.progressive-lock/dev.json')
    .option('--no-state', 'keep nothing when it ends')
    .addOption(new Option('--rate-limit <tier>', "enforce this tier's limits of the Management API").choices(['free', 'essentials', 'enterprise']))
    .option('--token-lifetime <seconds>', 'the lifetime of access tokens', toSeconds)
    .option('--https', 'serve https, with a certificate created for this machine, or --cert and --key')
    .option('--cert <file>', 'a certificate, PEM')
    .option('--key <file>', 'its private key, PEM')
    .option('--host <name>', 'the name or address at which others reach it: everyone in that network can sign up and sign in', 'localhost')
    .addHelpText(
      'after',
      '\nExamples:\n' +
        '  $ progressive-lock dev plan.json\n' +
        '  $ progressive-lock dev plan.json --https --app https://localhost:5173/callback\n' +
        '  $ LOOKUP_KEY=any progressive-lock dev plan.json --people people.json\n' +
        "\nValues of the Action's secrets are taken from the environment, by their names.",
    )
    .action(async (path: string | undefined, flags: DevFlags, command: Command) => {
      const { runDev } = await import('./dev.ts');
      await runDev(path, flags, command.parent?.version() ?? '');
    });
}

function toPort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new InvalidArgumentError('Expected a port from 0 (any free port) to 65535.');
  return port;
}

function toSeconds(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new InvalidArgumentError('Expected a whole number of seconds, at least 1.');
  return Number(text);
}

function toAddress(text: string): string {
  if (!/^https?:\/\/\S+$/.test(text) || !URL.canParse(text)) throw new InvalidArgumentError('Expected a URL such as http://localhost:5173.');
  return text;
}
