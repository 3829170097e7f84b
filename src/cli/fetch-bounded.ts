/** Requests to a tenant, with limits of time and size. Reading follows no redirects. */
import { readText } from '../plan/read-text.ts';

const TIMEOUT_MS = 10_000;
/** More than any response that is read has. */
const MAX_BYTES = 64 * 1024;

export type Answer = { text: string } | { problem: string; text?: string };

/** Reads `url`. Never rejects. `problem` continues a sentence that begins with the URL: "answers 404". */
export async function get(url: string, init: RequestInit = {}): Promise<Answer> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS), redirect: 'manual' });
    const text = await readText(response.body?.getReader(), MAX_BYTES);
    if (text === undefined) return { problem: `answers more than ${MAX_BYTES / 1024} kB` };
    return response.ok ? { text } : { problem: `answers ${response.status}`, text };
  } catch (error) {
    const { cause, message } = error as Error & { cause?: { code?: string; message?: string } };
    return { problem: `does not answer (${cause?.code ?? cause?.message ?? message})` };
  }
}

export async function getJson(url: string, init?: RequestInit): Promise<{ body: unknown } | { problem: string }> {
  const answer = await get(url, init);
  if ('problem' in answer) return answer;
  try {
    return { body: JSON.parse(answer.text) as unknown };
  } catch {
    return { problem: 'answers with something that is not JSON' };
  }
}

/** Sends a browser's preflight request and returns whether the call itself would be allowed. Nothing changes at the tenant. */
export async function preflight(url: string, origin: string, method: string, requested: string): Promise<boolean> {
  const headers = { origin, 'access-control-request-method': method, 'access-control-request-headers': requested };
  try {
    const response = await fetch(url, { method: 'OPTIONS', headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
    await response.body?.cancel();
    return response.ok && ['*', origin].includes(response.headers.get('access-control-allow-origin') ?? '');
  } catch {
    // Counts as not allowed. The tenant answered a moment ago, so it is not reported as unreachable.
    return false;
  }
}
