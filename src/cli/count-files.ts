/** Counts several files at the same time. Each worker takes the next file until none is left. */
import { availableParallelism } from 'node:os';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import type { ProfilePlan } from '../plan/plan.ts';
import type { Period } from '../report/count-person.ts';
import { emptyTally, mergeTallies, type Tally } from '../report/tally.ts';
import { CommandError } from './command-error.ts';
import { countFile } from './count-export.ts';

// In tests, the sources are TypeScript, and a worker has no loader for it.
const HAS_WORKERS = !import.meta.url.endsWith('.ts');

export interface CountFilesOptions {
  period?: Period;
  workers?: number;
  handleProgress?: (people: number) => void;
}

interface Job {
  isReportWorker: true;
  plan: ProfilePlan;
  period?: Period;
}

type Answer = { people: number } | { tally: string } | { error: string };

/** Returns the tally of all files. Starts workers only if there are several files. */
export async function countFiles(plan: ProfilePlan, paths: readonly string[], { workers = availableParallelism(), handleProgress, period }: CountFilesOptions = {}): Promise<Tally> {
  if (paths.length === 1 || workers === 1 || !HAS_WORKERS) {
    let total = emptyTally(plan);
    for (const path of paths) {
      const { people } = total;
      total = mergeTallies(total, await countFile(plan, path, { period, handleProgress: (more) => handleProgress?.(people + more) }));
    }
    return total;
  }
  const waiting = paths.filter((path) => path !== '-');
  // Workers cannot read standard input.
  const piped = waiting.length < paths.length ? await countFile(plan, '-', { period, handleProgress }) : emptyTally(plan);
  const people = new Map<number | '-', number>([['-', piped.people]]);
  const tallies = await Promise.all(
    Array.from({ length: Math.min(workers, waiting.length) }, (_, number) =>
      runWorker({ isReportWorker: true, plan, period }, waiting, (more) => {
        people.set(number, more);
        handleProgress?.([...people.values()].reduce((sum, count) => sum + count, 0));
      }),
    ),
  );
  return tallies.reduce(mergeTallies, piped);
}

async function runWorker(job: Job, waiting: string[], handleProgress: (people: number) => void): Promise<Tally> {
  // The built command line is one file. The worker loads it again and runs `work()`.
  const worker = new Worker(new URL(import.meta.url), { workerData: job });
  let total = emptyTally(job.plan);
  try {
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
      const { people } = total;
      total = mergeTallies(total, await askWorker(worker, path, (more) => handleProgress(people + more)));
    }
    return total;
  } finally {
    await worker.terminate();
  }
}

function askWorker(worker: Worker, path: string, handleProgress: (people: number) => void): Promise<Tally> {
  return new Promise((resolve, reject) => {
    const handleAnswer = (answer: Answer): void => {
      if ('people' in answer) return handleProgress(answer.people);
      worker.off('message', handleAnswer).off('error', reject);
      if ('tally' in answer) resolve(JSON.parse(answer.tally) as Tally);
      else reject(new CommandError(answer.error));
    };
    worker.on('message', handleAnswer).on('error', reject);
    worker.postMessage(path);
  });
}

/** Runs in a worker: counts each file that it receives. */
function work({ plan, period }: Job): void {
  parentPort!.on('message', (path: string) => {
    const post = (answer: Answer): void => parentPort!.postMessage(answer);
    countFile(plan, path, { period, handleProgress: (people) => post({ people }) })
      // Sent as text: a choice may have the name "__proto__", which a structured clone would set as the prototype.
      .then((tally) => post({ tally: JSON.stringify(tally) }))
      .catch((error: Error) => post({ error: error.message }));
  });
}

if (!isMainThread && (workerData as Job | null)?.isReportWorker) work(workerData as Job);
