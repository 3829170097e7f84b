/** Reads and saves answers with the site's own endpoint (`progressive-lock/server`). */
import type { UserMetadata } from '../plan/plan.ts';
import type { GetToken, ProfileStore, StoreCallOptions } from '../person/profile-store.ts';
import { checkPatch, savedProfile } from './saved-profile.ts';
import { STORE_TIMEOUT_MS, withToken } from './token-source.ts';
import { storeError } from '../person/store-failure.ts';
import { errorFromAnswer } from './bad-answer.ts';

export interface EndpointStoreOptions {
  /** The URL of the handler of `progressive-lock/server`. */
  url: string;
  /** Returns an access token for your own API. */
  getToken: GetToken;
  /** Passed to `getToken`: the identifier of your API. */
  audience?: string;
  /** Passed to `getToken`. */
  scope?: string;
  /** The time limit of a whole read or save, including its token, in milliseconds, at most 25 seconds. Default: 20 seconds. */
  timeoutMs?: number;
}

export function endpointCalls(options: EndpointStoreOptions): ProfileStore {
  const { url, getToken, audience = '', scope = '', timeoutMs = STORE_TIMEOUT_MS } = options;
  const use = async (userId: string, patch?: UserMetadata, { signal }: StoreCallOptions = {}): Promise<UserMetadata> => {
    const answer = await withToken({ getToken, audience, scope, userId, timeoutMs, signal }, (token, limit) =>
      request(url, token, limit, patch && JSON.stringify({ user_id: userId, user_metadata: patch })),
    );
    return savedProfile(userId, patch ?? {}, answer);
  };
  return {
    read: (userId, callOptions) => use(userId, undefined, callOptions),
    async save(userId, patch, callOptions) {
      checkPatch(patch);
      return use(userId, patch, callOptions);
    },
  };
}

async function request(url: string, token: string, signal: AbortSignal, body?: string): Promise<unknown> {
  let response: Response;
  let answer: unknown;
  try {
    response = await fetch(url, {
      method: body ? 'PATCH' : 'GET',
      headers: { authorization: `Bearer ${token}`, accept: 'application/json', ...(body && { 'content-type': 'application/json' }) },
      body,
      signal,
      cache: 'no-store',
    });
    const text = await response.text();
    answer = parseJson(text);
  } catch (error) {
    // `fetch` throws a TypeError if there is no response. Other errors are mistakes in its arguments.
    if (error instanceof TypeError) throw storeError('network');
    throw error;
  }
  if (response.ok) return answer;
  throw errorFromAnswer({ status: response.status, body: answer, header: (name) => response.headers.get(name) });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // An HTML page, or an empty body. The caller reports that it is not a profile.
    return undefined;
  }
}
