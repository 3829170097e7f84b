/**
 * Reads a body as text, up to `maxBytes`, whatever length was announced. Answers `undefined` when there are more; the rest is
 * not read then. Without a reader (there is no body) the text is empty.
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
      // Not waited for: the other side may never answer that.
      reader?.cancel().catch(() => undefined);
      return undefined;
    }
    text += decoder.decode(chunk.value, { stream: true });
  }
}
