/** Exports users with Auth0's jobs: https://auth0.com/docs/manage-users/user-migration/bulk-user-exports */
import { setTimeout as sleep } from 'node:timers/promises';
import { Readable } from 'node:stream';
import type { ManagementClient } from 'auth0';
import { CommandError } from './command-error.ts';
import { ManagementFailure, told } from './management.ts';
import { inflate } from './read-lines.ts';

const FAILING = 'Auth0 makes no export';
const NEEDED = 'read users: give it read:users of the Auth0 Management API';
/** A small export is ready immediately, so the first requests follow each other quickly. */
const FIRST_WAIT_MS = 100;
const LEAST_WAIT_MS = 2000;
const MOST_WAIT_MS = 30_000;
/** How often a download is tried. Each try has a new address. */
const MAX_TRIES = 4;

/** Starts an export. @returns the ID of its job */
export async function startJob(client: ManagementClient, fields: readonly string[], connection: string | undefined): Promise<string> {
  const { id } = await told(client.jobs.usersExports.create({ format: 'json', fields: fields.map((name) => ({ name })), ...(connection && { connection_id: connection }) }), FAILING, NEEDED);
  if (!id) throw new CommandError('Auth0 returned no job ID.');
  return id;
}

/** The job no longer has a result: it failed, or Auth0 deleted the job or its file, as it does after a day. */
export class LostJob extends CommandError {}

export interface JobReader<Result> {
  domain: string;
  /** Reads NDJSON. It is called again, with the whole file, if a download fails. */
  read: (lines: AsyncIterable<Buffer>) => Promise<Result>;
  handlePercent: (percent: number) => void;
}

/** Waits for the job and reads its file. @throws {LostJob} if Auth0 no longer has the result */
export async function readJob<Result>(client: ManagementClient, job: string, { domain, read, handlePercent }: JobReader<Result>): Promise<Result> {
  for (let failures = 0, looks = 0; ; looks++) {
    const { status, location, percentage_done: percent = 0, time_left_seconds: left } = await told(client.jobs.get(job), FAILING, NEEDED).catch((error: unknown) => {
      throw error instanceof ManagementFailure && error.status === 404 ? lost(job, error) : error;
    });
    if (status === 'failed') throw new LostJob(`Auth0 could not create the export ${job}. Run the command again.`);
    if (status === 'completed') {
      if (!location) throw lost(job);
      try {
        return await read(await download(location, domain));
      } catch (error) {
        // The address is valid for 60 seconds. The job returns a new one.
        if (++failures < MAX_TRIES) continue;
        // The message leaves out the reason, which may contain people's answers.
        throw error instanceof CommandError ? error : new CommandError(`The export of ${domain} arrives damaged, or in part.`, { cause: error });
      }
    }
    handlePercent(percent);
    await sleep(waitMs(looks, left));
  }
}

/** Returns how long to wait before the job is requested again. Auth0 may estimate 0 seconds for a job that is not ready. */
export function waitMs(looks: number, secondsLeft = 0): number {
  return Math.max(Math.min(LEAST_WAIT_MS, FIRST_WAIT_MS * 2 ** looks), Math.min(MOST_WAIT_MS, secondsLeft * 1000));
}

function lost(job: string, cause?: unknown): LostJob {
  return new LostJob(`Auth0 has no result of the export ${job} any more. Run the command again.`, { cause });
}

async function download(location: string, domain: string): Promise<AsyncIterable<Buffer>> {
  let response: Response;
  try {
    response = await fetch(location);
  } catch (error) {
    throw new CommandError(`The export of ${domain} could not be fetched: ${(error as Error).message}.`, { cause: error });
  }
  if (!response.ok || !response.body) throw new CommandError(`The export of ${domain} could not be fetched: the server answered ${response.status}.`);
  return inflate(Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]));
}
