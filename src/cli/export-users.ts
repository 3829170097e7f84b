/**
 * Has Auth0 export the users by its official SDK, and counts them while they arrive: nobody's profile is written to disk.
 * What is under way is kept in a file, so that a run that was broken off goes on.
 */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Readable } from 'node:stream';
import type { ManagementClient } from 'auth0';
import type { ProfilePlan } from '../plan/plan.ts';
import { STANDARD_CLAIMS } from '../plan/well-known.ts';
import type { Period } from '../report/count-person.ts';
import { emptyTally, hashPlanText, mergeTallies, readTally, type Tally } from '../report/tally.ts';
import { addressOf } from '../server/sdk-address.ts';
import { CommandError } from './command-error.ts';
import { countStream, inflate } from './count-export.ts';

export interface ExportOptions {
  domain: string;
  clientId: string;
  clientSecret: string;
  /** Ids of connections that are exported one by one; none: everybody at once. */
  connections: readonly string[];
  /** Where it is kept what is under way. */
  stateFile: string;
  period?: Period;
  handleProgress?: (people: number, percent: number) => void;
}

interface Part {
  connection?: string;
  job?: string;
  tally?: Tally;
}

interface State {
  domain: string;
  plan: string;
  parts: Part[];
}

/** Between two questions after a job. */
const LEAST_WAIT_MS = 2000;
const MOST_WAIT_MS = 30_000;
/** A download that fails is begun anew with a new address. */
const MAX_TRIES = 4;

export async function exportUsers(plan: ProfilePlan, options: ExportOptions): Promise<Tally> {
  const client = await openClient(options);
  const state = await openState(plan, options);
  const fields = fieldsFor(plan).map((name) => ({ name }));
  let total = emptyTally(plan);
  for (const [index, part] of state.parts.entries()) {
    if (!part.tally) {
      part.job ??= await startJob(client, fields, part.connection);
      await writeState(options.stateFile, state);
      const { people } = total;
      part.tally = await countJob(plan, client, part.job, options, (more, percent) => options.handleProgress?.(people + more, (index * 100 + percent) / state.parts.length));
      await writeState(options.stateFile, state);
    }
    total = mergeTallies(total, readTally(JSON.parse(JSON.stringify(part.tally)), plan));
  }
  await rm(options.stateFile, { force: true });
  return total;
}

/** No more than the report needs: an e-mail address only where it tells whether Auth0 made up a name. */
export function fieldsFor({ fields, enrichment }: ProfilePlan): string[] {
  const needed = new Set(['user_metadata', 'created_at', 'last_login']);
  for (const { name, knownFrom = [], storage } of fields) {
    const roots = knownFrom.map((path) => path.replace(/^id_token\./, '')).filter((path) => !/^(app|enrichment)\./.test(path));
    for (const path of roots) needed.add(path.startsWith('identities.') ? 'identities' : path.includes('/') ? 'app_metadata' : path.split('.')[0]!);
    if (STANDARD_CLAIMS.includes(name) || storage === 'root') needed.add(name);
  }
  if (enrichment) needed.add('app_metadata');
  if (needed.has('name') || needed.has('nickname')) needed.add('email');
  return [...needed].sort();
}

async function openClient({ domain, clientId, clientSecret }: ExportOptions): Promise<ManagementClient> {
  try {
    // Optional: whoever reads files alone need not install it.
    const sdk = await import('auth0');
    return new sdk.ManagementClient({ ...addressOf(domain), clientId, clientSecret, maxRetries: 5 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new CommandError("--domain needs Auth0's official SDK. Install it beside this package: npm install auth0", { cause: error });
  }
}

async function openState(plan: ProfilePlan, { domain, connections, stateFile }: ExportOptions): Promise<State> {
  const fresh: State = { domain, plan: hashPlanText(plan), parts: connections.length > 0 ? connections.map((connection) => ({ connection })) : [{}] };
  let text: string;
  try {
    text = await readFile(stateFile, 'utf8');
  } catch {
    return fresh;
  }
  const kept = parseState(text);
  const isSame = kept && kept.domain === fresh.domain && kept.plan === fresh.plan && kept.parts.map(({ connection }) => connection).join() === fresh.parts.map(({ connection }) => connection).join();
  if (!isSame) throw new CommandError(`${stateFile} is of another export. Delete it, or name another file with --state.`);
  return kept;
}

function parseState(text: string): State | undefined {
  try {
    const state = JSON.parse(text) as State;
    return Array.isArray(state.parts) ? state : undefined;
  } catch {
    // No file of ours.
    return undefined;
  }
}

async function writeState(path: string, state: State): Promise<void> {
  try {
    await writeFile(path, JSON.stringify(state), { mode: 0o600 });
  } catch (error) {
    throw new CommandError(`Cannot write ${path}: ${(error as NodeJS.ErrnoException).code ?? String(error)}.`, { cause: error });
  }
}

async function startJob(client: ManagementClient, fields: { name: string }[], connection: string | undefined): Promise<string> {
  const { id } = await told(client.jobs.usersExports.create({ format: 'json', fields, ...(connection && { connection_id: connection }) }));
  if (!id) throw new CommandError('Auth0 answered without the id of a job.');
  return id;
}

async function countJob(plan: ProfilePlan, client: ManagementClient, job: string, { period, domain }: ExportOptions, handleProgress: (people: number, percent: number) => void): Promise<Tally> {
  for (let failures = 0; ; ) {
    const { status, location, percentage_done: percent = 0, time_left_seconds: left } = await told(client.jobs.get(job));
    if (status === 'failed') throw new CommandError(`Auth0 could not make the export ${job}. Delete the state file to begin anew.`);
    if (status === 'completed' && location) {
      try {
        return await download(plan, location, domain, period, (people) => handleProgress(people, 100));
      } catch (error) {
        // The address holds for 60 seconds; the job gives a new one.
        if (++failures >= MAX_TRIES) throw error;
      }
      continue;
    }
    handleProgress(0, percent);
    await sleep(left === undefined ? LEAST_WAIT_MS : Math.min(MOST_WAIT_MS, left * 1000));
  }
}

async function download(plan: ProfilePlan, location: string, domain: string, period: Period | undefined, handleProgress: (people: number) => void): Promise<Tally> {
  let response: Response;
  try {
    response = await fetch(location);
  } catch (error) {
    throw new CommandError(`The export of ${domain} could not be fetched: ${(error as Error).message}.`, { cause: error });
  }
  if (!response.ok || !response.body) throw new CommandError(`The export of ${domain} could not be fetched: the server answered ${response.status}.`);
  return countStream(plan, inflate(Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0])), domain, { period, handleProgress });
}

/** What the SDK says of a failure, without what was sent. */
async function told<Result>(call: PromiseLike<Result>): Promise<Result> {
  try {
    return await call;
  } catch (error) {
    const { statusCode, body } = error as { statusCode?: number; body?: { message?: unknown } };
    const reasons: Record<number, string> = { 401: 'the credentials are refused', 403: 'the application may not read users: give it read:users of the Auth0 Management API', 429: 'the rate limit is reached; try again later, what is under way is kept' };
    const words = (statusCode !== undefined && reasons[statusCode]) || (typeof body?.message === 'string' && body.message) || (error as Error).message;
    throw new CommandError(`Auth0 makes no export: ${words}.`, { cause: error });
  }
}
