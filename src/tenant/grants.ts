import type { StateFile } from './state-file.ts';
import { randomToken } from './tickets.ts';

/** The data of a refresh token. */
export interface RefreshGrant {
  /** The family of tokens of one login. A second use of one of them ends all. */
  family: string;
  userId: string;
  /** The connection of its login. */
  connection: string;
  clientId: string;
  audience?: string;
  scope: string[];
  isUsed: boolean;
}

/** A person's consent to an application's use of an API. */
export interface Consent {
  clientId: string;
  userId: string;
  audience: string;
  scope: string[];
}

/** The grants in the tenant's state. */
export interface GrantState {
  consents: Consent[];
  /** The IDs of applications whose consents were revoked, so that people must consent even if consent is skipped. */
  revokedConsents: string[];
  /** By refresh token. */
  refreshGrants: Record<string, RefreshGrant>;
}

/** What people have allowed: consents to APIs, and refresh tokens. */
export class Grants {
  readonly #file: StateFile<GrantState>;

  constructor(file: StateFile<GrantState>) {
    this.#file = file;
  }

  hasConsent(wanted: Consent): boolean {
    return this.#file.state.consents.some(
      (given) => isSameConsent(given, wanted) && wanted.scope.every((scope) => given.scope.includes(scope)),
    );
  }

  giveConsent(consent: Consent): void {
    const { consents } = this.#file.state;
    const before = consents.find((given) => isSameConsent(given, consent));
    if (before) before.scope = [...new Set([...before.scope, ...consent.scope])];
    else consents.push(consent);
    this.#file.save();
  }

  isRevoked(clientId: string): boolean {
    return this.#file.state.revokedConsents.includes(clientId);
  }

  /** From now on, people of this application must consent (again), even if consent is skipped. */
  revokeConsents(clientId: string): void {
    const { state } = this.#file;
    state.consents = state.consents.filter((consent) => consent.clientId !== clientId);
    if (!this.isRevoked(clientId)) state.revokedConsents.push(clientId);
    this.#file.save();
  }

  issueRefreshToken(grant: Omit<RefreshGrant, 'isUsed' | 'family'> & { family?: string }): string {
    const token = randomToken();
    this.#file.state.refreshGrants[token] = { ...grant, family: grant.family ?? randomToken(), isUsed: false };
    this.#file.save();
    return token;
  }

  /** Uses a refresh token (rotation). A second use ends its whole family, because the token may be stolen. */
  redeemRefreshToken(token: string, clientId: string): RefreshGrant | undefined {
    const { refreshGrants } = this.#file.state;
    const grant = Object.hasOwn(refreshGrants, token) ? refreshGrants[token] : undefined;
    if (!grant || grant.clientId !== clientId) return undefined;
    this.#file.save();
    if (grant.isUsed) {
      for (const [other, { family }] of Object.entries(refreshGrants)) {
        if (family === grant.family) delete refreshGrants[other];
      }
      return undefined;
    }
    grant.isUsed = true;
    return grant;
  }
}

function isSameConsent(one: Consent, other: Consent): boolean {
  return one.clientId === other.clientId && one.userId === other.userId && one.audience === other.audience;
}
