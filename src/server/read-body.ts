/** Reads a body within limits of size and time, whatever length it announces. */
import { readText } from '../plan/read-text.ts';
import { Problem } from './problem.ts';
import { withTimeLimit } from './time-limit.ts';

export interface BodyLimits {
  maxBytes: number;
  timeoutMs: number;
}

/** The JSON in the body of `request`. Rejects with `Problem`. */
export async function readJson(request: Request, limits: BodyLimits): Promise<unknown> {
  if (!isJson(request.headers.get('content-type') ?? '')) {
    throw new Problem({ status: 415, code: 'invalid', detail: 'Expected application/json.' });
  }
  const text = await readBody(request, limits);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // V8's own message quotes the text.
    throw new Problem({ status: 400, code: 'invalid', detail: 'Expected JSON.' });
  }
}

/** A media type can be upper or lower case and have parameters (RFC 9110, 8.3.1). */
function isJson(contentType: string): boolean {
  const [type = ''] = contentType.split(';');
  return type.trim().toLowerCase() === 'application/json';
}

async function readBody(request: Request, { maxBytes, timeoutMs }: BodyLimits): Promise<string> {
  const reader = request.body?.getReader();
  const late = new Problem({ status: 408, code: 'timeout', detail: `Expected the whole body within ${timeoutMs / 1000} s.` });
  try {
    const text = await withTimeLimit(timeoutMs, late, () => readText(reader, maxBytes));
    if (text === undefined) throw new Problem({ status: 413, code: 'too-large', detail: `Expected at most ${maxBytes} bytes.` });
    return text;
  } catch (error) {
    // Not awaited: the other side may never answer.
    reader?.cancel().catch(() => undefined);
    // The client has ended the connection, which the log need not contain.
    throw error instanceof Problem ? error : new Problem({ status: 408, code: 'timeout', detail: 'Expected the whole body.', cause: error });
  }
}
