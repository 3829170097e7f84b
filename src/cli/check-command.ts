/** `progressive-lock check`: finds problems in the tenant's settings and in the plan. */
import { InvalidArgumentError, type Command } from 'commander';
import { readPlan } from './read-plan.ts';
import { checkSignUpPage } from './sign-up-page-check.ts';
import { print } from './terminal.ts';
import { checkIdToken } from './token-check.ts';
import { toDomain } from './to-domain.ts';
import { checkPlan, checkTenant, type CheckTarget, type Finding } from './tenant-check.ts';

interface CheckFlags extends CheckTarget {
  json?: boolean;
  idToken?: string;
}

export function addCheckCommand(program: Command): void {
  program
    .command('check')
    .summary('check a tenant from outside, and a plan')
    .description(
      'Inspects a tenant as a browser on your site would, and says what to change: settings of the ' +
        'application, signing keys, callback and CORS URLs, tokens for saving, third-party cookies, the sign-up fields on Auth0\'s own page. It signs no one in. ' +
        'The exit code is 1 if something does not work.',
    )
    .argument('[plan.json]', 'a plan to check, too')
    .requiredOption('--domain <domain>', 'acme.auth0.com, a custom domain, or http://localhost:4400', toDomain)
    .requiredOption('--client-id <id>', "the application's client ID")
    .option('--origin <url>', 'your site: https://app.acme.example', toOrigin)
    .option('--configuration-base-url <url>', "where Lock finds the application's settings, if the page sets lockOptions.configurationBaseUrl", toOrigin)
    .option('--id-token <token>', 'an ID token of a login to the application, to check the deployed Action; "-" reads it from standard input')
    .option('--json', 'print the findings as JSON')
    .addHelpText('after', '\nExample:\n  $ progressive-lock check plan.json --domain acme.eu.auth0.com --client-id abc123 --origin https://app.acme.example')
    .action(runCheck);
}

async function runCheck(path: string | undefined, { json, idToken, ...target }: CheckFlags): Promise<void> {
  const plan = path === undefined ? undefined : await readPlan(path);
  const tenant = await checkTenant(target);
  const isReached = !tenant.some(({ level, subject }) => level === 'error' && (subject === 'tenant' || subject === 'origin' || subject === 'application'));
  const page = plan && isReached ? await checkSignUpPage(target, plan) : [];
  const token = idToken === '-' ? await readInput() : idToken;
  const claim = token === undefined ? [] : checkIdToken(token, target, plan, new Date());
  const findings = [...tenant, ...page, ...claim, ...(plan ? checkPlan(plan) : [])];
  if (json) print(`${JSON.stringify(findings, null, 2)}\n`);
  else for (const finding of findings) printFinding(finding);
  if (findings.some(({ level }) => level === 'error')) process.exitCode = 1;
}

/** Reads the token from standard input, because a token in the arguments stays in the shell's history. */
async function readInput(): Promise<string> {
  let text = '';
  for await (const chunk of process.stdin) text += String(chunk);
  return text;
}

const MARKS = { ok: ['✓', 32], warning: ['!', 33], error: ['✗', 31] } as const;

function printFinding({ level, subject, message }: Finding): void {
  const [mark, colour] = MARKS[level];
  const hasColour = process.stdout.isTTY && !process.env.NO_COLOR;
  // Only the colour is written as a control sequence. The rest is printed as text.
  process.stdout.write(hasColour ? `\u001b[${colour}m${mark}\u001b[0m` : mark);
  print(` ${subject.padEnd(11)} ${message.replaceAll('\n', ' ')}\n`);
}

function toOrigin(text: string): string {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) throw new InvalidArgumentError('Expected a URL such as https://app.acme.example.');
  return new URL(text).origin;
}
