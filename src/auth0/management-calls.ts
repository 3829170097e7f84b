/** Reads and saves answers with auth0-js's user patching. Adds time limits and errors, which auth0-js lacks (see `call`). */
import type { UserMetadata } from '../plan/plan.ts';
import type { GetToken, ProfileStore, StoreCallOptions } from '../person/profile-store.ts';
import { checkPatch, encodeUserId, savedProfile } from './saved-profile.ts';
import { isLocalTenant, MANAGEMENT_SCOPE, managementAudience, tenantUrl } from './tenant-address.ts';
import { STORE_TIMEOUT_MS, withToken } from './token-source.ts';
import type { StoreError } from '../person/store-error.ts';
import { storeError } from '../person/store-failure.ts';
import { errorFromAnswer } from './bad-answer.ts';

export interface ManagementStoreOptions {
  /** The domain of the Management API: the tenant's domain or a custom one. */
  domain: string;
  /** The tenant's own domain, if `domain` is a custom one. The audience of tokens is `https://TENANT_DOMAIN/api/v2/`. */
  tenantDomain?: string;
  /** Returns an access token for the tenant's Management API. */
  getToken: GetToken;
  /** The time limit of a whole read or save, including its token, in milliseconds, at most 25 seconds. Default: 20 seconds. */
  timeoutMs?: number;
}

export function managementCalls({ domain, tenantDomain = domain, getToken, timeoutMs = STORE_TIMEOUT_MS }: ManagementStoreOptions): ProfileStore {
  const audience = managementAudience(tenantDomain);
  const use = async (
    userId: string,
    patch: UserMetadata,
    start: (management: Management, id: string, done: Done) => Ongoing,
    { signal }: StoreCallOptions = {},
  ): Promise<UserMetadata> => {
    const id = encodeUserId(userId);
    const token = { getToken, audience, scope: MANAGEMENT_SCOPE, userId, timeoutMs, signal };
    const answer = await withToken(token, async (accessToken, limit) => {
      const management = await openManagement(domain, accessToken);
      // The code may come after the time limit, or after the person has left.
      limit.throwIfAborted();
      return call((done) => start(management, id, done), limit, audience);
    });
    return savedProfile(userId, patch, answer);
  };
  return {
    prepare: () => import('./chunks/management.ts'),
    read: (userId, options) => use(userId, {}, (management, id, done) => management.getUser(id, done), options),
    async save(userId, patch, options) {
      checkPatch(patch);
      return use(userId, patch, (management, id, done) => management.patchUserMetadata(id, patch, done), options);
    },
  };
}

type Done = (error: ManagementError | null, answer: unknown) => void;

/** The part of auth0-js's Management that is used here. */
interface Management {
  baseOptions: { rootUrl: string };
  getUser(id: string, done: Done): Ongoing;
  patchUserMetadata(id: string, patch: UserMetadata, done: Done): Ongoing;
}

interface Ongoing {
  abort(): void;
}

/** The error of auth0-js's callbacks. Its `code` and `description` say little; superagent's `original` has the facts. */
interface ManagementError {
  original?: {
    status?: number;
    response?: { status: number; body: unknown; headers?: Record<string, string> };
  };
}

async function openManagement(domain: string, token: string): Promise<Management> {
  let chunk;
  try {
    chunk = await import('./chunks/management.ts');
  } catch (cause) {
    throw storeError('network', { detail: 'The script that saves did not load.', cause });
  }
  const management = new chunk.Management({ domain, token }) as unknown as Management;
  // auth0-js puts "https://" before every domain and has no documented option for another address.
  if (isLocalTenant(domain)) management.baseOptions.rootUrl = `${tenantUrl(domain)}/api/v2`;
  return management;
}

/**
 * auth0-js has no time limit, and never calls back after `abort()`. `withToken` settles the promise then; this only ends the
 * request.
 */
function call(start: (done: Done) => Ongoing, limit: AbortSignal, audience: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ongoing = start((error, answer) => {
      if (error) reject(translate(error, audience));
      else resolve(answer);
    });
    limit.addEventListener('abort', () => ongoing.abort(), { once: true });
  });
}

/** Passes on only facts of auth0-js's error, because it also contains the token and the request. */
function translate({ original = {} }: ManagementError, audience: string): StoreError {
  const { response, status = response?.status } = original;
  if (!status) return storeError('network');
  return errorFromAnswer(
    { status, body: response?.body, header: (name) => response?.headers?.[name] },
    `Expected: audience "${audience}", scope "${MANAGEMENT_SCOPE}".`,
  );
}
