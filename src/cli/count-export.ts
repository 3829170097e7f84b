/** Counts exports of users: NDJSON, gzip or not, as a stream, so that memory does not grow with the number of people. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { createGunzip } from 'node:zlib';
import type { ProfilePlan } from '../plan/plan.ts';
import { openCounter, type Period } from '../report/count-person.ts';
import { REPORT_KIND } from '../report/report.ts';
import { emptyTally, leaveOut, mergeTallies, readTally, TALLY_KIND, type Tally } from '../report/tally.ts';
import { CommandError } from './command-error.ts';

/** Auth0 keeps a profile under 10 KB; a line of more characters than this is none of its export. */
const MAX_LINE = 1_000_000;
const CHUNK_BYTES = 256 * 1024;
const GZIP = [0x1f, 0x8b];

export interface CountOptions {
  period?: Period;
  /** Called after each chunk, with the people counted so far. */
  handleProgress?: (people: number) => void;
}

/**
 * Counts the file at `path`; `-`: what comes in by standard input. @throws {CommandError} if it cannot be read, or is not an
 * export
 */
export async function countFile(plan: ProfilePlan, path: string, options: CountOptions = {}): Promise<Tally> {
  if (path === '-') return countStream(plan, process.stdin, 'stdin', options);
  const isCompressed = await hasGzipHeader(path);
  const file = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  return countStream(plan, isCompressed ? inflate(file) : file, path, options);
}

/** Inflates in the thread pool; an error of the source is one of the result. */
export function inflate(source: Readable): Readable {
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
  source.on('error', (error) => gunzip.destroy(error));
  return source.pipe(gunzip);
}

async function hasGzipHeader(path: string): Promise<boolean> {
  try {
    const file = await open(path);
    try {
      const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
      return buffer[0] === GZIP[0] && buffer[1] === GZIP[1];
    } finally {
      await file.close();
    }
  } catch (error) {
    throw cannotRead(path, error);
  }
}

function cannotRead(path: string, error: unknown): CommandError {
  const { code = 'unknown error' } = error as NodeJS.ErrnoException;
  const reasons: Record<string, string> = { ENOENT: 'there is no such file', EISDIR: 'it is a folder', EACCES: 'it may not be read', Z_DATA_ERROR: 'its gzip data is damaged', Z_BUF_ERROR: 'its gzip data ends too early' };
  return new CommandError(`Cannot read ${path}: ${reasons[code] ?? code}.`, { cause: error });
}

/** Counts the lines of `source`; `name` is its name in messages. Lines that are not profiles are counted, never shown. */
export async function countStream(plan: ProfilePlan, source: AsyncIterable<Buffer | string>, name: string, options: CountOptions = {}): Promise<Tally> {
  const lines = new LineCounter(plan, name, options);
  const decoder = new StringDecoder('utf8');
  try {
    let rest = '';
    for await (const chunk of source) {
      const text = rest + (typeof chunk === 'string' ? chunk : decoder.write(chunk));
      let start = 0;
      for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
        lines.count(text.slice(start, end));
        start = end + 1;
      }
      rest = text.slice(start);
      if (rest.length > MAX_LINE) rest = lines.skipLong();
      options.handleProgress?.(lines.people);
    }
    if (rest + decoder.end()) lines.count(rest);
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw cannotRead(name, error);
  }
  return lines.tally();
}

class LineCounter {
  readonly #plan: ProfilePlan;
  readonly #name: string;
  readonly #tally: Tally;
  readonly #count: ReturnType<typeof openCounter>;
  #parts: Tally | undefined;
  #line = 0;
  #isLong = false;

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
    if (this.#isLong) {
      this.#isLong = false;
      return this.#leaveOut('broken');
    }
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

  /** The line so far is longer than any profile: no more of it is kept. */
  skipLong(): string {
    this.#isLong = true;
    return '';
  }

  /** What was counted before, of other people. */
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
