/**
 * Exports the users with Auth0's official SDK and counts them while they arrive, so no profile is written to disk. A file stores
 * the progress, so that an interrupted run can continue.
 */
import { rm } from 'node:fs/promises';
import type { ProfilePlan } from '../plan/plan.ts';
import { indexPlan } from '../plan/plan-index.ts';
import { STANDARD_CLAIMS } from '../plan/well-known.ts';
import type { Period } from '../report/count-person.ts';
import { emptyTally, hashPlanText, mergeTallies, readTally, type Tally } from '../report/tally.ts';
import { CommandError } from './command-error.ts';
import { countStream } from './count-export.ts';
import { LostJob, readJob, startJob, type JobReader } from './export-job.ts';
import { openClient, type MachineCredentials } from './management.ts';
import { readProgress, writeProgress } from './progress-file.ts';

export interface ExportOptions extends MachineCredentials {
  /** IDs of connections that are exported one by one. Empty: all users in one export. */
  connections: readonly string[];
  /** The file that stores the progress. */
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
  period?: string;
  parts: Part[];
}

export async function exportUsers(plan: ProfilePlan, options: ExportOptions): Promise<Tally> {
  const client = await openClient(options);
  const state = await openState(plan, options);
  const fields = fieldsFor(plan);
  let total = emptyTally(plan);
  for (const [index, part] of state.parts.entries()) {
    const { people } = total;
    const tell = (more: number, percent: number) => options.handleProgress?.(people + more, (index * 100 + percent) / state.parts.length);
    const reader: JobReader<Tally> = {
      domain: options.domain,
      handlePercent: (percent) => tell(0, percent),
      read: (lines) => countStream(plan, lines, options.domain, { period: options.period, handleProgress: (more) => tell(more, 100) }),
    };
    while (!part.tally) {
      const isResumed = part.job !== undefined;
      part.job ??= await startJob(client, fields, part.connection);
      await writeProgress(options.stateFile, state);
      part.tally = await readJob(client, part.job, reader).catch((error: unknown) => {
        if (!isResumed || !(error instanceof LostJob)) throw error;
        part.job = undefined;
        return undefined;
      });
      await writeProgress(options.stateFile, state);
    }
    total = mergeTallies(total, readTally(JSON.parse(JSON.stringify(part.tally)), plan));
  }
  await rm(options.stateFile, { force: true });
  return total;
}

/**
 * Returns the names of the fields to export, which are only those that the report needs. Email addresses and phone numbers show
 * whether Auth0 derived a name from them.
 */
export function fieldsFor(plan: ProfilePlan): string[] {
  const needed = new Set(['user_metadata', 'created_at', 'last_login']);
  for (const { name, knownFrom = [], storage } of [...plan.fields, ...indexPlan(plan).supposed]) {
    const isClaim = STANDARD_CLAIMS.includes(name);
    const paths = knownFrom.map((path) => path.replace(/^id_token\./, '')).filter((path) => !/^(app|enrichment)\./.test(path));
    for (const path of paths) if (!path.includes('/')) needed.add(path.split('.')[0]!);
    if (isClaim || storage === 'root') needed.add(name);
    // The Action stores the values of identity providers there.
    if (isClaim || paths.length > 0) needed.add('app_metadata');
  }
  if (plan.enrichment) needed.add('app_metadata');
  if (needed.has('name') || needed.has('nickname')) needed.add('email').add('phone_number');
  return [...needed].sort();
}

async function openState(plan: ProfilePlan, { domain, connections, stateFile, period }: ExportOptions): Promise<State> {
  // As text, because JSON has no Infinity.
  const fresh: State = { domain, plan: hashPlanText(plan), period: period && `${period.from} to ${period.to}`, parts: connections.length > 0 ? connections.map((connection) => ({ connection })) : [{}] };
  const progress = await readProgress(stateFile);
  if (progress === undefined) return fresh;
  const kept = isState(progress) ? progress : undefined;
  const isSame = kept && kept.domain === fresh.domain && kept.plan === fresh.plan && kept.period === fresh.period && kept.parts.map(({ connection }) => connection).join() === fresh.parts.map(({ connection }) => connection).join();
  if (!isSame) throw new CommandError(`${stateFile} belongs to another export. Delete it, or choose another file with --state.`);
  return kept;
}

function isState(progress: unknown): progress is State {
  return Array.isArray((progress as Partial<State> | null)?.parts);
}
