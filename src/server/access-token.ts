/** Finds out whose access token a request contains. */
import { createRemoteJWKSet, customFetch, errors, jwtVerify, type JSONWebKeySet, type JWTPayload } from 'jose';
import { isUserId } from '../plan/user-id.ts';
import { Problem } from './problem.ts';

export interface TokenRules {
  /** Ends with a slash, as in Auth0's tokens. */
  issuer: string;
  /** The identifier of the API that this endpoint belongs to. */
  audience: string;
  /** A scope that a token must have. */
  scope?: string;
}

/** After keys could not be fetched, they are not fetched again for this time, however many tokens need them. */
const KEYS_REST_MS = 5000;

/** A `fetch` that, after a failure, fails immediately for a while. */
function restAfterFailure(restMs: number): typeof fetch {
  let failedAt = -Infinity;
  return async (...request) => {
    if (Date.now() - failedAt < restMs) throw new Error('The keys could not be fetched a moment ago.');
    try {
      const response = await fetch(...request);
      const { keys } = (await response.json()) as JSONWebKeySet;
      if (!response.ok || !Array.isArray(keys)) throw new Error(`Expected keys, got status ${response.status}.`);
      return Response.json({ keys });
    } catch (error) {
      failedAt = Date.now();
      throw error;
    }
  };
}

/** Creates a check of requests. The tenant's keys are fetched when they are first needed, then kept. */
export function createTokenCheck({ issuer, audience, scope }: TokenRules): (request: Request) => Promise<string> {
  const keys = createRemoteJWKSet(new URL('.well-known/jwks.json', issuer), { [customFetch]: restAfterFailure(KEYS_REST_MS) });

  /** Resolves with the user ID; rejects with `Problem`. */
  return async function checkToken(request) {
    const token = /^Bearer +([^ ]+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
    if (!token) throw unauthorized('Expected an access token in the header "Authorization: Bearer …".');
    let payload;
    try {
      const options = { issuer, audience, algorithms: ['RS256'], requiredClaims: ['sub', 'exp'], clockTolerance: 5 };
      ({ payload } = await jwtVerify(token, keys, options));
    } catch (error) {
      throw tokenProblem(error);
    }
    const { sub, scope: scopes } = payload;
    if (!isUserId(sub) || isOfProgram(payload)) throw forbidden('Expected the access token of a person.');
    if (scope && !(typeof scopes === 'string' && scopes.split(' ').includes(scope))) {
      throw forbidden(`Expected an access token with the scope "${scope}".`, 'missing-scope');
    }
    return sub;
  };
}

/**
 * A program's own token (client credentials) belongs to no profile. How to detect it depends on the format of the API's tokens.
 */
function isOfProgram({ sub, gty, azp, client_id: clientId }: JWTPayload): boolean {
  return [gty].flat().includes('client-credentials') || sub!.endsWith('@clients') || sub === azp || sub === clientId;
}

/** Errors of jose about a token. Any other error means that the keys could not be fetched. */
const TOKEN_ERRORS = [
  errors.JWTExpired,
  errors.JWTClaimValidationFailed,
  errors.JWTInvalid,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWKSNoMatchingKey,
  // A token that does not name its key.
  errors.JWKSMultipleMatchingKeys,
];

function tokenProblem(error: unknown): Problem {
  if (!TOKEN_ERRORS.some((type) => error instanceof type)) {
    const detail = 'The keys of the tenant could not be fetched.';
    return new Problem({ status: 503, code: 'server', detail, headers: { 'retry-after': String(KEYS_REST_MS / 1000) }, cause: error });
  }
  if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'aud') {
    return unauthorized('Expected an access token for the audience of this API.', 'wrong-audience');
  }
  const reason = error instanceof errors.JWTExpired ? 'it has expired' : 'it is not valid';
  return unauthorized(`Expected a valid access token, but ${reason}.`);
}

function unauthorized(detail: string, code = 'unauthorized'): Problem {
  const headers = { 'www-authenticate': 'Bearer error="invalid_token"' };
  return new Problem({ status: 401, code, detail, headers });
}

function forbidden(detail: string, code = 'forbidden'): Problem {
  return new Problem({ status: 403, code, detail });
}
