const digests = new Map<string, Promise<string | undefined>>();

/**
 * Returns a digest of a text (SHA-256, truncated to 128 bits, base64url), computed once per page; `undefined` without a secure
 * context.
 */
export function digestOf(text: string): Promise<string | undefined> {
  const digest = digests.get(text) ?? compute(text);
  digests.set(text, digest);
  return digest;
}

async function compute(text: string): Promise<string | undefined> {
  const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined;
  if (!subtle) return undefined;
  const digest = await subtle.digest('SHA-256', new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(digest).subarray(0, 16)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
