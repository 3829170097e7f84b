import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { generatePeople, type ExportedUser } from './generated-tenant.ts';

/** Yields people as the lines of an export. */
export function* linesOf(people: Iterable<ExportedUser>): Generator<string> {
  for (const person of people) yield `${JSON.stringify(person)}\n`;
}

/** Writes `count` people, from number `from` on, to `path`; compressed if it ends in `.gz`. */
export async function writePeople(path: string, count: number, from = 0): Promise<void> {
  const lines = Readable.from(linesOf(generatePeople(count, 1 + from, from)));
  if (path.endsWith('.gz')) await pipeline(lines, createGzip({ level: 1 }), createWriteStream(path));
  else await pipeline(lines, createWriteStream(path));
}
