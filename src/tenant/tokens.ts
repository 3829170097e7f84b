import { createHash, randomUUID } from 'node:crypto';
import {
  calculateJwkThumbprint,
  errors,
  exportJWK,
  generateKeyPair,
  importJWK,
  jwtVerify,
  SignJWT,
  type CryptoKey,
  type JWK,
  type JWTPayload,
} from 'jose';
import type { StateFile } from './state-file.ts';
import { Tickets } from './tickets.ts';

export interface AccessTokenRequest {
  subject: string;
  clientId: string;
  /** `undefined` or the tenant's user info: an opaque token, as at Auth0 without an API. */
  audience: string | undefined;
  scope: string[];
  grantType?: 'client-credentials';
  claims?: Record<string, unknown>;
}

/** The caller that an access token identifies. */
export interface Bearer {
  subject: string;
  clientId: string;
  scope: string[];
}

export type TokenFlaw = 'malformed' | 'signature' | 'expired' | 'audience';

export class TokenError extends Error {
  override readonly name = 'TokenError';
  readonly flaw: TokenFlaw;

  constructor(flaw: TokenFlaw, message: string, options?: ErrorOptions) {
    super(message, options);
    this.flaw = flaw;
  }
}

const ID_TOKEN_LIFETIME_S = 36_000;
/** The lifetime of `client_credentials` tokens: a day, regardless of other tokens. */
export const MACHINE_TOKEN_LIFETIME_S = 86_400;
const ALGORITHM = 'RS256';

/** Signs and checks the tenant's tokens: RS256, with one key. */
export class Tokens {
  readonly lifetimeSeconds: number;
  readonly publicKeys: { keys: JWK[] };
  readonly #url: string;
  readonly #now: () => Date;
  readonly #privateKey: CryptoKey;
  readonly #publicKey: CryptoKey;
  readonly #keyId: string;
  #opaque: Tickets<Bearer>;
  /** Tokens of an earlier generation count as expired. */
  #generation = 0;

  constructor(url: string, now: () => Date, lifetimeSeconds: number, keys: SigningKeys) {
    this.#url = url;
    this.#now = now;
    this.lifetimeSeconds = lifetimeSeconds;
    this.#opaque = this.#newOpaque();
    this.#privateKey = keys.privateKey;
    this.#publicKey = keys.publicKey;
    this.#keyId = keys.publicJwk.kid ?? '';
    this.publicKeys = { keys: [keys.publicJwk] };
  }

  async accessToken({ subject, clientId, audience, scope, ...more }: AccessTokenRequest): Promise<string> {
    const userInfo = `${this.#url}/userinfo`;
    const now = this.#seconds();
    if (audience === undefined || audience === userInfo) return this.#opaque.issue({ subject, clientId, scope });
    return this.#sign({
      ...more.claims,
      iss: `${this.#url}/`,
      sub: subject,
      aud: scope.includes('openid') ? [audience, userInfo] : audience,
      iat: now,
      exp: now + (more.grantType ? MACHINE_TOKEN_LIFETIME_S : this.lifetimeSeconds),
      scope: scope.join(' '),
      azp: clientId,
      jti: `${this.#generation}.${randomUUID()}`,
      ...(more.grantType && { gty: more.grantType }),
    });
  }

  /** `accessToken` is bound to it by `at_hash`. */
  idToken(clientId: string, claims: JWTPayload & { sub: string }, accessToken?: string): Promise<string> {
    const now = this.#seconds();
    return this.#sign({
      ...claims,
      iss: `${this.#url}/`,
      aud: clientId,
      iat: now,
      exp: now + ID_TOKEN_LIFETIME_S,
      ...(accessToken && { at_hash: halfHash(accessToken) }),
    });
  }

  /** Rejects with `TokenError`. */
  async check(token: string, audience: string): Promise<Bearer> {
    const opaque = this.#opaque.peek(token);
    // An API does not accept an opaque token.
    if (opaque && audience === `${this.#url}/userinfo`) return opaque;
    let payload;
    try {
      // The audience is checked below, because its error has its own message.
      ({ payload } = await jwtVerify(token, this.#publicKey, {
        algorithms: [ALGORITHM],
        issuer: `${this.#url}/`,
        currentDate: this.#now(),
      }));
    } catch (cause) {
      throw asTokenError(cause);
    }
    const audiences = [payload.aud ?? []].flat();
    if (!audiences.includes(audience)) throw new TokenError('audience', `Bad audience: ${audiences.join(', ')}`);
    if (Number(payload.jti?.split('.')[0]) < this.#generation) throw expired();
    const { scope, azp } = payload as { scope?: string; azp?: string };
    return { subject: payload.sub ?? '', clientId: azp ?? '', scope: (scope ?? '').split(' ') };
  }

  /** Makes all access tokens so far count as expired. */
  expireAll(): void {
    this.#generation += 1;
    this.#opaque = this.#newOpaque();
  }

  #newOpaque(): Tickets<Bearer> {
    return new Tickets(this.lifetimeSeconds * 1000, this.#now);
  }

  #sign(payload: JWTPayload): Promise<string> {
    const header = { alg: ALGORITHM, typ: 'JWT', kid: this.#keyId };
    return new SignJWT(payload).setProtectedHeader(header).sign(this.#privateKey);
  }

  #seconds(): number {
    return Math.floor(this.#now().getTime() / 1000);
  }
}

export interface SigningKeys {
  privateKey: CryptoKey;
  publicKey: CryptoKey;
  publicJwk: JWK;
}

/** Returns the tenant's keys: those of the state, or new ones that are stored there. */
export async function signingKeys(file: StateFile<{ key?: JWK }>): Promise<SigningKeys> {
  file.state.key ??= await newKey();
  file.save();
  return readKeys(file.state.key);
}

let processKey: Promise<JWK> | undefined;

/** One key for all new tenants of a process, because creating a key takes longer than the rest of a start. */
function newKey(): Promise<JWK> {
  processKey ??= generateKeyPair(ALGORITHM, { modulusLength: 2048, extractable: true }).then(({ privateKey }) =>
    exportJWK(privateKey),
  );
  return processKey;
}

async function readKeys(privateJwk: JWK): Promise<SigningKeys> {
  const { kty, n, e } = privateJwk;
  const bare = { kty, n, e };
  const publicJwk: JWK = { ...bare, use: 'sig', alg: ALGORITHM, kid: await calculateJwkThumbprint(bare) };
  const [privateKey, publicKey] = await Promise.all([
    importJWK(privateJwk, ALGORITHM),
    importJWK(publicJwk, ALGORITHM),
  ]);
  if (privateKey instanceof Uint8Array || publicKey instanceof Uint8Array) {
    throw new Error('Expected an RSA key in the tenant\'s data, but found a symmetric one.');
  }
  return { privateKey, publicKey, publicJwk };
}

/** OpenID Connect Core 3.2.2.9. */
function halfHash(token: string): string {
  return createHash('sha256').update(token).digest().subarray(0, 16).toString('base64url');
}

function expired(cause?: unknown): TokenError {
  return new TokenError('expired', 'Expired token received for JSON Web Token validation', { cause });
}

function asTokenError(cause: unknown): TokenError {
  if (cause instanceof errors.JWTExpired) return expired(cause);
  if (cause instanceof errors.JWSSignatureVerificationFailed) {
    return new TokenError('signature', 'Invalid signature received for JSON Web Token validation', { cause });
  }
  return new TokenError('malformed', 'Invalid token', { cause });
}
