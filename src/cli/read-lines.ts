/** Reads NDJSON, with or without gzip, as a stream, so that memory does not grow with the number of people. */
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** Auth0 limits a profile to less than 10 KB, so a line with more characters than this is not part of its export. */
export const MAX_LINE = 1_000_000;
export const CHUNK_BYTES = 256 * 1024;
const GZIP = [0x1f, 0x8b];

/**
 * Yields the content of `source`. Inflates it in the thread pool if it begins like gzip. Errors of the source reject the
 * iteration.
 */
export async function* inflate(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const chunks = source[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  while (head.length < GZIP.length) {
    const next = await chunks.next();
    if (next.done) break;
    head = Buffer.concat([head, next.value]);
  }
  const all = join(head, { [Symbol.asyncIterator]: () => chunks });
  const isGzip = GZIP.every((byte, index) => head[index] === byte);
  yield* isGzip ? pipeline(all, createGunzip({ chunkSize: CHUNK_BYTES }), () => undefined) : all;
}

async function* join(head: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield head;
  yield* rest;
}

/**
 * Yields the lines of `source`, chunk by chunk. Only "
 * " ends a line, because a text in JSON may contain U+2028. A line that is longer than `MAX_LINE` is cut, but stays longer than
 * `MAX_LINE`.
 */
export async function* readLines(source: AsyncIterable<Buffer | string>): AsyncGenerator<string[]> {
  // The decoder removes a byte order mark.
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of source) {
    const lines = (rest + (typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true }))).split('\n');
    rest = lines.pop()!.slice(0, MAX_LINE + 1);
    yield lines;
  }
  rest += decoder.decode();
  if (rest) yield [rest];
}
