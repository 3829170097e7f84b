/** Reads and patches people of the tenant, with the credentials of a machine-to-machine application. */
import { ManagementClient, ManagementError } from 'auth0';
import type { UserMetadata } from '../plan/plan.ts';
import { Problem } from './problem.ts';
import { addressOf } from './sdk-address.ts';

/** Reads and changes no profile after `limit` is aborted. */
export interface TenantUsers {
  read(userId: string, limit: AbortSignal): Promise<UserMetadata>;
  /** Merges root keys and resolves with the whole new `user_metadata`. `patch` must not be empty. */
  patch(userId: string, patch: UserMetadata, limit: AbortSignal): Promise<UserMetadata>;
}

export interface TenantCredentials {
  domain: string;
  clientId: string;
  clientSecret: string;
}

/** No retries, because the browser retries. The SDK's time limit ends with the headers of a response. */
const LIMITS = { timeoutInSeconds: 10, maxRetries: 0 };

export function openTenantUsers({ domain, clientId, clientSecret }: TenantCredentials): TenantUsers {
  const open = () => new ManagementClient({ ...addressOf(domain), clientId, clientSecret, ...LIMITS });
  // It keeps its token until it expires, even if the tenant no longer accepts it (keys rotated, grant changed).
  let client = open();

  async function call(userId: string, start: (client: ManagementClient) => PromiseLike<User>): Promise<UserMetadata> {
    const used = client;
    try {
      return metadataOf(userId, await start(used));
    } catch (error) {
      if (!(error instanceof ManagementError) || error.statusCode !== 401) throw tenantProblem(error);
      // If several calls are rejected together, the first one drops the token for all.
      if (client === used) client = open();
    }
    try {
      return metadataOf(userId, await start(client));
    } catch (error) {
      throw tenantProblem(error);
    }
  }

  return {
    read: (userId, abortSignal) => call(userId, ({ users }) => users.get(userId, {}, { abortSignal })),
    patch: (userId, patch, abortSignal) => call(userId, ({ users }) => users.update(userId, { user_metadata: patch }, { abortSignal })),
  };
}

interface User {
  user_id?: string;
  user_metadata?: UserMetadata;
}

/**
 * Checks a successful response, which may be a page of a gateway. As an empty profile, it would make known questions be asked
 * again.
 */
function metadataOf(userId: string, { user_id: id, user_metadata: metadata }: User): UserMetadata {
  if (id !== userId) throw new ManagementError({ statusCode: 200 });
  return { ...metadata };
}

/** The SDK's errors contain what was sent. Only the status and Auth0's code are passed on. */
function tenantProblem(error: unknown): Problem {
  const { statusCode, body, rawResponse } = error instanceof ManagementError ? error : new ManagementError({});
  const { errorCode = 'no code', message = '' } = Object(body) as { errorCode?: string; message?: string };
  const cause = new Error(`Management API: ${statusCode ?? 'no answer'} ${errorCode}`);
  // The SDK keeps no response of a token request. A refused token says nothing about the answer.
  const isTokenRefused = !rawResponse && (statusCode === 400 || statusCode === 404);
  switch (isTokenRefused ? 401 : statusCode) {
    case 400: {
      const isTooLarge = /too.large|exceed|bytes|size/i.test(message);
      const code = isTooLarge ? 'too-large' : 'invalid';
      return new Problem({ status: 400, code, detail: 'The tenant refused the answers.', cause });
    }
    case 404:
      return new Problem({ status: 404, code: 'not-found', detail: 'The person’s profile no longer exists.', cause });
    case 429: {
      const wait = Number(rawResponse?.headers.get('x-ratelimit-reset')) - Math.floor(Date.now() / 1000);
      const headers = { 'retry-after': String(Math.min(Math.max(wait || 1, 1), 60)) };
      return new Problem({ status: 429, code: 'rate-limited', detail: 'The tenant has no capacity left.', headers, cause });
    }
    case 401:
    case 403: {
      const detail = 'Expected the client credentials to be good for read:users and update:users, but they are not.';
      return new Problem({ status: 500, code: 'server', detail, cause });
    }
    default:
      return new Problem({ status: 502, code: 'server', detail: 'The tenant did not answer as expected.', cause });
  }
}
