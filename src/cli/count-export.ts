/** Counts exports of users. */
import { createReadStream } from 'node:fs';
import type { ProfilePlan } from '../plan/plan.ts';
import { openCounter, type Period } from '../report/count-person.ts';
import { REPORT_KIND } from '../report/report.ts';
import { emptyTally, leaveOut, mergeTallies, readTally, TALLY_KIND, type Tally } from '../report/tally.ts';
import { CommandError } from './command-error.ts';
import { fileError } from './file-error.ts';
import { CHUNK_BYTES, inflate, MAX_LINE, readLines } from './read-lines.ts';

export interface CountOptions {
  period?: Period;
  /** Called after each chunk, with the people counted so far. */
  handleProgress?: (people: number) => void;
}

/**
 * Counts the people in the file at `path`, or in standard input if it is `-`.
 * @throws {CommandError} if it cannot be read or is not an export
 */
export async function countFile(plan: ProfilePlan, path: string, options: CountOptions = {}): Promise<Tally> {
  if (path === '-') return countStream(plan, inflate(process.stdin), 'stdin', options);
  return countStream(plan, inflate(createReadStream(path, { highWaterMark: CHUNK_BYTES })), path, options);
}

/**
 * Counts the people in the lines of `source`, which messages call `name`. Lines that are not profiles are counted, but never
 * shown.
 */
export async function countStream(plan: ProfilePlan, source: AsyncIterable<Buffer | string>, name: string, options: CountOptions = {}): Promise<Tally> {
  const counter = new LineCounter(plan, name, options);
  try {
    for await (const lines of readLines(source)) {
      for (const line of lines) counter.count(line);
      options.handleProgress?.(counter.people);
    }
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw fileError('read', name, error);
  }
  return counter.tally();
}

class LineCounter {
  readonly #plan: ProfilePlan;
  readonly #name: string;
  readonly #tally: Tally;
  readonly #count: ReturnType<typeof openCounter>;
  #parts: Tally | undefined;
  #line = 0;

  constructor(plan: ProfilePlan, name: string, { period }: CountOptions) {
    this.#plan = plan;
    this.#name = name;
    this.#tally = emptyTally(plan);
    this.#count = openCounter(plan, this.#tally, period);
  }

  get people(): number {
    return this.#tally.people;
  }

  tally(): Tally {
    return this.#parts ? mergeTallies(this.#parts, this.#tally) : this.#tally;
  }

  count(text: string): void {
    this.#line++;
    if (text.length > MAX_LINE) return this.#leaveOut('broken');
    if (text === '' || text === '\r') return;
    let user: unknown;
    try {
      user = JSON.parse(text);
    } catch {
      if (this.#line === 1 && /^\s*[[{]\s*$/.test(text.slice(0, 10))) throw new CommandError(`${this.#name} is JSON over several lines. Expected one profile per line (NDJSON), as Auth0 exports them with "format": "json".`);
      return this.#leaveOut('broken');
    }
    const kind = (user as { kind?: unknown } | null)?.kind;
    if (kind === TALLY_KIND || kind === REPORT_KIND) return this.#take(user);
    const outcome = this.#count(user, text.length);
    if (outcome === 'noUser' || outcome === 'ledgerVersion') this.#leaveOut(outcome);
  }

  /** Adds a file of `--partial`, which contains the counts of other people. */
  #take(counted: unknown): void {
    if ((counted as { kind: string }).kind === REPORT_KIND) throw new CommandError(`${this.#name} is a finished report, and rounded numbers cannot be added. Use the file of --partial.`);
    try {
      const tally = readTally(counted, this.#plan);
      this.#parts = this.#parts ? mergeTallies(this.#parts, tally) : tally;
    } catch (error) {
      throw new CommandError(`${this.#name} cannot be added. ${(error as Error).message}`, { cause: error });
    }
  }

  #leaveOut(cause: keyof Tally['leftOut']): void {
    leaveOut(this.#tally, cause, `${this.#name}:${this.#line}`);
  }
}
