/** Fetches what a tenant answers: for so long, so much of it, and from nowhere else. */
import { readText } from '../plan/read-text.ts';

const TIMEOUT_MS = 10_000;
/** More than any answer that is looked at has. */
const MAX_BYTES = 64 * 1024;

export type Answer = { text: string } | { problem: string; text?: string };

/** Never rejects. `problem` goes on from the address: "answers 404". */
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

/** Asks as a browser does before it sends the call itself; nothing happens at the tenant. */
export async function preflight(url: string, origin: string, method: string, requested: string): Promise<boolean> {
  const headers = { origin, 'access-control-request-method': method, 'access-control-request-headers': requested };
  try {
    const response = await fetch(url, { method: 'OPTIONS', headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
    await response.body?.cancel();
    return response.ok && ['*', origin].includes(response.headers.get('access-control-allow-origin') ?? '');
  } catch {
    // Told already: it is the tenant that answered a moment ago.
    return false;
  }
}
