/** Finds out whose access token a request carries. */
import { createRemoteJWKSet, customFetch, errors, jwtVerify, type JWTPayload } from 'jose';
import { isUserId } from '../plan/user-id.ts';
import { Problem } from './problem.ts';

export interface TokenRules {
  /** With a slash at the end, as Auth0 writes it into its tokens. */
  issuer: string;
  /** The identifier of the API that this endpoint belongs to. */
  audience: string;
  /** A scope that a token must have. */
  scope?: string;
}

/** Keys that could not be fetched are not fetched again for so long, however many tokens ask for them. */
const KEYS_REST_MS = 5000;

/** A `fetch` that, after a failure, fails immediately for a while. */
function restAfterFailure(restMs: number): typeof fetch {
  let failedAt = -Infinity;
  return async (...request) => {
    if (Date.now() - failedAt < restMs) throw new Error('The keys could not be fetched a moment ago.');
    try {
      const response = await fetch(...request);
      if (!response.ok) failedAt = Date.now();
      return response;
    } catch (error) {
      failedAt = Date.now();
      throw error;
    }
  };
}

/** Makes a check of requests; the tenant's keys are fetched when they are first needed, and kept. */
export function createTokenCheck({ issuer, audience, scope }: TokenRules): (request: Request) => Promise<string> {
  const keys = createRemoteJWKSet(new URL('.well-known/jwks.json', issuer), { [customFetch]: restAfterFailure(KEYS_REST_MS) });

  /** Resolves with the person's id; rejects with `Problem`. */
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

/** A program that signed in as itself has no profile. How to detect it depends on the format of the API's tokens. */
function isOfProgram({ sub, gty, azp, client_id: clientId }: JWTPayload): boolean {
  return [gty].flat().includes('client-credentials') || sub!.endsWith('@clients') || sub === azp || sub === clientId;
}

/** What jose says of a token; everything else means that the keys could not be had. */
const TOKEN_ERRORS = [
  errors.JWTExpired,
  errors.JWTClaimValidationFailed,
  errors.JWTInvalid,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWKSNoMatchingKey,
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
