/**
 * Reads a body as text, up to `maxBytes`, whatever its announced length. Returns `undefined` if it is longer, without reading the
 * rest. Without a reader (there is no body), the text is empty.
 */
export async function readText(reader: ReadableStreamDefaultReader<Uint8Array> | undefined, maxBytes: number): Promise<string | undefined> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for (;;) {
    const chunk = await reader?.read();
    if (!chunk || chunk.done) return text + decoder.decode();
    bytes += chunk.value.length;
    if (bytes > maxBytes) {
      // Not awaited, because the other side may never answer.
      reader?.cancel().catch(() => undefined);
      return undefined;
    }
    text += decoder.decode(chunk.value, { stream: true });
  }
}
