/** Reads NDJSON, gzip or not, as a stream, so that memory does not grow with the number of people. */
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** Auth0 keeps a profile under 10 KB; a line of more characters than this is none of its export. */
export const MAX_LINE = 1_000_000;
export const CHUNK_BYTES = 256 * 1024;
const GZIP = [0x1f, 0x8b];

/** The contents of `source`: inflated in the thread pool if it begins as gzip does. An error of the source is one of the result. */
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
 * The lines of `source`, chunk by chunk. Only "\n" ends a line: in JSON, a text may contain U+2028. A line that is longer than
 * `MAX_LINE` is cut, to a length that still exceeds it.
 */
export async function* readLines(source: AsyncIterable<Buffer | string>): AsyncGenerator<string[]> {
  // It leaves out a byte order mark.
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
