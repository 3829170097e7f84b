/** Calls the Management API with Auth0's official SDK and the credentials of a machine-to-machine application. */
import type { ManagementClient } from 'auth0';
import { addressOf } from '../server/sdk-address.ts';
import { CommandError } from './command-error.ts';

export interface MachineCredentials {
  /** `acme.eu.auth0.com`, or `http://localhost:4400` for a local tenant. */
  domain: string;
  clientId: string;
  clientSecret: string;
}

/** The SDK waits for the time in `Retry-After`, up to a minute each time. */
const MAX_RETRIES = 5;

/**
 * Reads the credentials from the environment.
 * @param scopes the scopes that the application needs, for the message
 * @throws {CommandError} if there are none
 */
export function credentialsFor(domain: string, scopes: string): MachineCredentials {
  const { AUTH0_CLIENT_ID: clientId, AUTH0_CLIENT_SECRET: clientSecret } = process.env;
  if (clientId && clientSecret) return { domain, clientId, clientSecret };
  throw new CommandError(`--domain needs AUTH0_CLIENT_ID and AUTH0_CLIENT_SECRET in the environment, from a machine-to-machine application with ${scopes}.`);
}

/**
 * Creates a client of the Management API.
 * @param handleRefusal called with the status of each response after which the SDK tries again, at most `MAX_RETRIES` times
 */
export async function openClient({ domain, clientId, clientSecret }: MachineCredentials, handleRefusal?: (status: number) => void): Promise<ManagementClient> {
  try {
    // The package is optional: without a tenant, you do not need to install it.
    const sdk = await import('auth0');
    const address = addressOf(domain);
    const send = address.fetch ?? fetch;
    const watchedFetch: typeof fetch = async (...request) => {
      const response = await send(...request);
      // The SDK does not repeat its request for a token.
      const isRepeated = response.url.includes('/api/v2/') && (response.status === 429 || response.status >= 500);
      if (isRepeated) handleRefusal?.(response.status);
      return response;
    };
    return new sdk.ManagementClient({ ...address, fetch: watchedFetch, clientId, clientSecret, maxRetries: MAX_RETRIES });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new CommandError("--domain needs Auth0's official SDK. Install it next to this package: npm install progressive-lock auth0", { cause: error });
  }
}

/** A failure of the Management API. The message leaves out what was sent. */
export class ManagementFailure extends CommandError {
  readonly status: number | undefined;

  constructor(words: string, status: number | undefined, cause: unknown) {
    super(words, { cause });
    this.status = status;
  }
}

/** Returns why a call did not reach Auth0: `ENOTFOUND`, for example. */
function obstacleOf({ cause }: Error): string | undefined {
  const { code, message } = Object(cause) as NodeJS.ErrnoException;
  const obstacle = code ?? message;
  return obstacle && `it cannot be reached (${obstacle})`;
}

/**
 * Waits for `call`, and describes its failure.
 * @param failing the beginning of the sentence: "Auth0 makes no export"
 * @param needed what the application may not do if the status is 403
 */
export async function told<Result>(call: PromiseLike<Result>, failing: string, needed: string): Promise<Result> {
  try {
    return await call;
  } catch (error) {
    const { statusCode, body } = error as { statusCode?: number; body?: { message?: unknown } };
    const reasons: Record<number, string> = { 401: 'the credentials are refused', 403: `the application may not ${needed}`, 429: 'the rate limit is reached; try again later, what is under way is kept' };
    const words = (statusCode !== undefined && reasons[statusCode]) || (typeof body?.message === 'string' && body.message) || obstacleOf(error as Error) || (error as Error).message;
    throw new ManagementFailure(`${failing}: ${words}.`, statusCode, error);
  }
}
