/** Stores a design in the hash of an address: JSON, deflated, in base64url. Browsers do not send the hash to servers. */
import { readDesign, type Design } from './design.ts';

/** The most characters of JSON that a link may expand to: a small link must not fill the memory. */
const MAX_JSON = 1_000_000;

const PREFIX = '#design=';

export async function toHash(design: Design): Promise<string> {
  const json = new Blob([JSON.stringify(design)]);
  const packed = await new Response(json.stream().pipeThrough(new CompressionStream('deflate-raw'))).arrayBuffer();
  const binary = Array.from(new Uint8Array(packed), (byte) => String.fromCharCode(byte)).join('');
  return PREFIX + btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/**
 * Returns the design in `hash`, or `undefined` if there is none.
 * @throws {Error} if there is one that cannot be read
 */
export async function fromHash(hash: string): Promise<Design | undefined> {
  if (!hash.startsWith(PREFIX)) return undefined;
  let design;
  try {
    const binary = atob(hash.slice(PREFIX.length).replaceAll('-', '+').replaceAll('_', '/'));
    const packed = new Blob([Uint8Array.from(binary, (sign) => sign.charCodeAt(0))]);
    design = readDesign(JSON.parse(await readText(packed.stream().pipeThrough(new DecompressionStream('deflate-raw')))));
  } catch (cause) {
    throw new Error('Expected a design in the link, but it cannot be read. Was it cut off?', { cause });
  }
  if (!design) throw new Error('Expected a design in the link, but it holds something else.');
  return design;
}

async function readText(stream: ReadableStream<Uint8Array>): Promise<string> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text;
    text += decoder.decode(value, { stream: true });
    if (text.length > MAX_JSON) {
      await reader.cancel();
      throw new Error(`It unfolds to more than ${MAX_JSON} characters.`);
    }
  }
}
