/**
 * `progressive-lock person`: shows, exports and erases a tenant's data about one person, and lets questions be asked again. It is
 * for support and for the rights that people have.
 */
import type { Command } from 'commander';
import type { ManagementClient } from 'auth0';
import { CommandError } from './command-error.ts';
import { credentialsFor, openClient, told } from './management.ts';
import { erasureOf, recordOf, resetOf, toIso, toStoredPerson, type FieldRecord, type MetadataPatch, type PersonRecord, type StoredPerson } from './person-record.ts';
import { readPlan } from './read-plan.ts';
import { openTable } from './table.ts';
import { print, printAside } from './terminal.ts';
import { toDomain } from './to-domain.ts';
import { writeTo } from './write-file.ts';

interface PersonFlags {
  domain: string;
  json?: boolean;
  output?: string;
  force?: boolean;
  yes?: boolean;
  field?: string[];
}

/** Distinguishes exported files from others. */
const EXPORT_KIND = 'progressive-lock person';
const READS = 'read:users';
const WRITES = 'read:users, update:users and update:users_app_metadata';
const FIELDS = ['user_id', 'email', 'user_metadata', 'app_metadata'];

export function addPersonCommand(program: Command): void {
  const person = program
    .command('person')
    .summary('show, export or erase what a tenant stores about one person, or allow questions again')
    .description(
      'Shows, exports or erases what a tenant stores about one person because of a plan, or allows the person to be asked again. ' +
        'AUTH0_CLIENT_ID and AUTH0_CLIENT_SECRET in the environment must belong to a machine-to-machine application.',
    );
  const add = (name: string, summary: string) =>
    person
      .command(name)
      .description(summary)
      .argument('<plan.json>', 'the plan')
      .argument('<person>', 'an email address, or a user ID such as auth0|5f7c8ec7c33c6c004bbafe82')
      .requiredOption('--domain <domain>', 'acme.auth0.com, or http://localhost:4400', toDomain);
  add('show', `Shows answers, and what happened to each question. Sensitive answers are left out. Needs ${READS}.`)
    .option('--json', 'print it as JSON')
    .action(runShow);
  add('export', `Prints everything as JSON, sensitive answers included, for the person to keep. Needs ${READS}.`)
    .option('-o, --output <file>', 'write it to a file that only you can read')
    .option('--force', 'overwrite an existing file, even if this command did not write it')
    .action(runExport);
  add('erase', `Removes the plan's answers, the record of what was asked, and what the Action keeps. Needs ${WRITES}.`)
    .option('--yes', 'do it. Default: print what would be removed')
    .action(runErase);
  add('reset', `Allows questions again that were put off, declined or shown too often. Answers stay. Needs ${WRITES}.`)
    .option('--field <name>', 'only this field; repeatable', (name: string, names: string[] = []) => [...names, name])
    .option('--yes', 'do it. Default: print what would be asked again')
    .action(runReset);
}

async function runShow(path: string, who: string, { domain, json }: PersonFlags): Promise<void> {
  const plan = await readPlan(path);
  const { stored } = await find(who, domain, READS);
  const record = withoutSensitive(recordOf(plan, stored));
  print(json ? `${JSON.stringify(record, null, 2)}\n` : describe(record));
}

async function runExport(path: string, who: string, { domain, output, force }: PersonFlags): Promise<void> {
  const plan = await readPlan(path);
  const { stored } = await find(who, domain, READS);
  const text = `${JSON.stringify({ kind: EXPORT_KIND, ...recordOf(plan, stored), user_metadata: stored.user_metadata ?? {} }, null, 2)}\n`;
  if (output === undefined) return print(text);
  await writeTo({ path: output, isOwn: (existing) => existing.includes(JSON.stringify(EXPORT_KIND)), isForced: force, mode: 0o600 }, text);
  printAside(`Written: ${output}\n`);
}

async function runErase(path: string, who: string, { domain, yes }: PersonFlags): Promise<void> {
  const plan = await readPlan(path);
  const { client, stored } = await find(who, domain, WRITES);
  const patch = erasureOf(plan, stored);
  if (!patch) return print(`The tenant stores nothing about ${nameOf(stored)} because of this plan.\n`);
  const removed = Object.entries(patch).flatMap(([root, values]) => Object.keys(values as object).map((name) => `  ${root}.${name}\n`));
  await change(client, stored, patch, `of ${nameOf(stored)}:\n${removed.join('')}`, yes ? 'Removed' : undefined, 'remove');
}

async function runReset(path: string, who: string, { domain, yes, field }: PersonFlags): Promise<void> {
  const plan = await readPlan(path);
  const unknown = field?.find((name) => !plan.fields.some((one) => one.name === name));
  if (unknown !== undefined) throw new CommandError(`The plan has no field ${JSON.stringify(unknown)}. It has: ${plan.fields.map(({ name }) => name).join(', ')}.`);
  const { client, stored } = await find(who, domain, WRITES);
  const patch = resetOf(plan, stored, new Date(), field);
  if (!patch) return print(`${nameOf(stored)} was never asked anything.\n`);
  const before = recordOf(plan, stored);
  const after = recordOf(plan, { ...stored, user_metadata: { ...stored.user_metadata, ...patch.user_metadata } });
  const open = after.fields.filter((one, index) => JSON.stringify(one) !== JSON.stringify(before.fields[index])).map(({ name }) => `  ${name}\n`);
  const silence = before.silenced && !after.silenced ? '  everything ("Don\'t ask again" for all is taken back)\n' : '';
  if (open.length === 0 && silence === '') return print(`Nothing of ${nameOf(stored)} is put off or declined.\n`);
  await change(client, stored, patch, `of ${nameOf(stored)}:\n${open.join('')}${silence}`, yes ? 'Asked again' : undefined, 'ask again');
}

/** Writes `patch`. @param done the message afterwards. `undefined`: only prints what would change */
async function change(client: ManagementClient, { user_id = '' }: StoredPerson, patch: MetadataPatch, what: string, done: string | undefined, doing: string): Promise<void> {
  if (done === undefined) return print(`This would ${doing} ${what}Nothing was changed. Add --yes to do it.\n`);
  await told(client.users.update(user_id, patch), 'Auth0 refuses the change', 'change users: give it update:users and update:users_app_metadata');
  print(`${done} ${what}`);
}

async function find(who: string, domain: string, scopes: string): Promise<{ client: ManagementClient; stored: StoredPerson }> {
  const client = await openClient(credentialsFor(domain, scopes), tellWaiting);
  const failing = `Auth0 does not return ${who}`;
  const needed = 'read users: give it read:users';
  const options = { fields: FIELDS.join(), include_fields: true };
  if (who.includes('|')) return { client, stored: toStoredPerson(await told(client.users.get(who, options), failing, needed)) };
  // Auth0 compares addresses exactly. Databases store them in lower case, other connections as the identity provider writes them.
  const found = new Map<string | undefined, StoredPerson>();
  for (const email of new Set([who, who.toLowerCase()])) {
    for (const user of await told(client.users.listUsersByEmail({ email, ...options }), failing, needed)) {
      const person = toStoredPerson(user);
      found.set(person.user_id, person);
    }
  }
  const people = [...found.values()];
  const [stored, ...others] = people;
  if (!stored) throw new CommandError(`The tenant has no user with the email address ${who}. If the identity provider writes it with capital letters, write it the same way, or name the user ID.`);
  if (others.length > 0) throw new CommandError(`${people.length} accounts have this address. Name one: ${people.map(({ user_id }) => user_id).join(', ')}.`);
  return { client, stored };
}

/** Reports that the SDK repeats a call. It waits for the time in `Retry-After`. */
function tellWaiting(status: number): void {
  printAside(`${status === 429 ? "Auth0's rate limit is reached" : `Auth0 answers ${status}`}: the call is tried up to six times, up to a minute apart.\n`);
}

function nameOf({ email, user_id }: StoredPerson): string {
  return email ?? user_id ?? '';
}

function withoutSensitive(record: PersonRecord): PersonRecord {
  const fields = record.fields.map(({ value, ...field }) => ({ ...field, ...(value !== undefined && { value: field.sensitive ? '(sensitive)' : value }) }));
  return { ...record, fields };
}

function describe({ userId, email, sessions, firstSeen, lastAsked, silenced, fields, others, action }: PersonRecord): string {
  const table = openTable(['field', 'answer', 'shown', 'put off', 'declined', 'answered']);
  for (const { name, value, unfit, shown, putOff, declined, answered } of fields) {
    const answer = value === undefined ? '' : `${Array.isArray(value) ? value.join(', ') : value}${unfit ? ' (does not fit the plan)' : ''}`;
    table.push([name, answer, shown, dayOf(putOff), declined ? 'yes' : '', dayOf(answered)]);
  }
  const lines = [
    `${email ?? ''} ${userId}`.trim(),
    `Sessions: ${sessions}${firstSeen ? `, the first on ${dayOf(firstSeen)}` : ''}. ${lastAsked ? `Last asked on ${dayOf(lastAsked)}.` : 'Never asked.'}${silenced ? ' "Don\'t ask again" was said to everything.' : ''}`,
    table.toString(),
    ...(others.length > 0 ? [`Beside the plan, user_metadata has: ${others.join(', ')}`] : []),
    ...(action.signedInAt ? [`The Action counted a login on ${dayOf(toIso(action.signedInAt))}.`] : []),
    ...(action.provided ? [`From identity providers: ${Object.keys(action.provided).join(', ')}`] : []),
    ...(action.lookUp ? [`Looked up on ${dayOf(toIso(action.lookUp.at))}: ${Object.keys(action.lookUp.values).join(', ') || 'nothing'}`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function dayOf(time: FieldRecord['putOff']): string {
  return time?.slice(0, 10) ?? '';
}
