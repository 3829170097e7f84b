import { createHash, randomBytes } from 'node:crypto';
import { DATABASE, PASSWORDLESS, ENTERPRISE, SOCIAL, STRATEGIES, type FederatedName } from './applications.ts';
import { hashPassword, isPassword } from './passwords.ts';
import { MAX_PROFILE_BYTES, profileBytes, type Metadata } from './profile-rules.ts';
import type { StateFile } from './state-file.ts';

/** A profile as the Management API returns it. Dates are ISO 8601. */
export interface TenantUser {
  user_id: string;
  email: string;
  email_verified: boolean;
  name: string;
  nickname: string;
  picture: string;
  given_name?: string;
  family_name?: string;
  locale?: string;
  identities: Identity[];
  user_metadata?: Metadata;
  app_metadata?: Metadata;
  created_at: string;
  updated_at: string;
  last_login?: string;
  last_ip?: string;
  logins_count?: number;
  blocked?: boolean;
}

export interface Identity {
  connection: string;
  provider: string;
  user_id: string;
  isSocial: boolean;
  profileData?: SocialProfile;
}

/** The person at the simulated identity provider. */
export interface SocialProfile {
  email: string;
  email_verified: boolean;
  name: string;
  given_name: string;
  family_name: string;
  picture: string;
  locale: string;
}

/** A new account in the database connection. */
export interface NewUser {
  email: string;
  password: string;
  user_metadata?: Metadata;
  app_metadata?: Metadata;
  email_verified?: boolean;
  name?: string;
  nickname?: string;
  picture?: string;
  given_name?: string;
  family_name?: string;
  /** When it was created (ISO 8601). Default: now. */
  created_at?: string;
  logins_count?: number;
}

interface StoredUser {
  profile: TenantUser;
  passwordHash?: string;
}

/** The people in the tenant's state. */
export interface UserState {
  /** By user id. */
  users: Record<string, StoredUser>;
}

/** Thrown if a change would make the profile larger than Auth0 allows. */
export class ProfileTooLargeError extends Error {
  override readonly name = 'ProfileTooLargeError';
}

export class EmailTakenError extends Error {
  override readonly name = 'EmailTakenError';
}

/** The tenant's people. It returns copies; change a person with `update`. */
export class UserDirectory {
  readonly #file: StateFile<UserState>;
  readonly #url: string;
  readonly #now: () => Date;

  constructor(file: StateFile<UserState>, url: string, now: () => Date) {
    this.#file = file;
    this.#url = url;
    this.#now = now;
  }

  all(): TenantUser[] {
    return Object.values(this.#file.state.users).map(({ profile }) => structuredClone(profile));
  }

  get(userId: string): TenantUser | undefined {
    return copy(this.#stored(userId));
  }

  /** Finds people by email address, in upper or lower case. The account with a password comes before a social one. */
  find(email: string): TenantUser | undefined {
    return copy([DATABASE, SOCIAL, ENTERPRISE, PASSWORDLESS].map((connection) => this.#find(email, connection)).find((user) => user));
  }

  /** Rejects with `EmailTakenError` or `ProfileTooLargeError`. The sign-up checks the password policy. */
  async create({ password, created_at, ...given }: NewUser): Promise<TenantUser> {
    const passwordHash = await hashPassword(password);
    const email = given.email.trim().toLowerCase();
    if (this.#find(email, DATABASE)) throw new EmailTakenError('The user already exists.');
    const id = randomBytes(12).toString('hex');
    const now = created_at ?? this.#now().toISOString();
    const profile: TenantUser = {
      email_verified: false,
      name: email,
      nickname: email.split('@')[0] ?? email,
      picture: this.#pictureOf(email),
      ...given,
      email,
      user_id: `auth0|${id}`,
      identities: [{ connection: DATABASE, provider: 'auth0', user_id: id, isSocial: false }],
      created_at: now,
      updated_at: now,
    };
    checkSize(profile);
    return this.#put({ profile, passwordHash });
  }

  /** Finds the person with this email address and password. */
  async authenticate(email: string, password: string): Promise<TenantUser | undefined> {
    const stored = this.#find(email, DATABASE);
    if (!stored?.passwordHash) return undefined;
    return (await isPassword(password, stored.passwordHash)) ? copy(stored) : undefined;
  }

  /** Returns the person of the identity provider, as a new account the first time. Updates root attributes. */
  signInFederated(connection: FederatedName, social: SocialProfile): TenantUser {
    const isSocial = connection === SOCIAL;
    const id = isSocial ? BigInt(`0x${hashOf(social.email).slice(0, 16)}`).toString() : `${connection}|${social.email}`;
    const provider = STRATEGIES[connection];
    const userId = `${provider}|${id}`;
    const now = this.#now().toISOString();
    const before = this.#stored(userId)?.profile;
    const identities = [{ connection, provider, user_id: id, isSocial, profileData: social }];
    const nickname = social.email.split('@')[0] ?? social.email;
    const profile = { nickname, created_at: now, ...before, ...social, identities, updated_at: now, user_id: userId };
    return this.#put({ profile });
  }

  /** Returns the person with this verified address, as a new account the first time. */
  signInByEmail(email: string): TenantUser {
    const id = this.emailId(email);
    const userId = `${PASSWORDLESS}|${id}`;
    const now = this.#now().toISOString();
    const made = { name: email, nickname: email.split('@')[0] ?? email, picture: this.#pictureOf(email), created_at: now };
    const identities = [{ connection: PASSWORDLESS, provider: STRATEGIES[PASSWORDLESS], user_id: id, isSocial: false }];
    const profile = { ...made, ...this.#stored(userId)?.profile, email, email_verified: true, identities, updated_at: now, user_id: userId };
    return this.#put({ profile });
  }

  /** Returns the second part of the user ID of a person who signs in by email. */
  emailId(email: string): string {
    return hashOf(email).slice(0, 24);
  }

  /**
   * Changes root attributes. Replaces metadata as a whole; the Management API merges them before (`mergeMetadata`).
   * Throws `ProfileTooLargeError`, and an `Error` if the person does not exist.
   */
  update(userId: string, changes: Partial<Omit<TenantUser, 'user_id'>>): TenantUser {
    const stored = this.#stored(userId);
    if (!stored) throw new Error(`Expected a user "${userId}", but there is none.`);
    const profile = { ...stored.profile, ...changes, user_id: userId, updated_at: this.#now().toISOString() };
    checkSize(profile);
    return this.#put({ ...stored, profile });
  }

  async setPassword(userId: string, password: string): Promise<void> {
    const passwordHash = await hashPassword(password);
    const stored = this.#stored(userId);
    if (stored) this.#put({ ...stored, passwordHash });
  }

  /** Counts a login with credentials, not a restored session. A full profile does not prevent it. */
  recordLogin(userId: string, ip: string): void {
    const stored = this.#stored(userId);
    if (!stored) return;
    const now = this.#now().toISOString();
    const logins_count = (stored.profile.logins_count ?? 0) + 1;
    const profile = { ...stored.profile, logins_count, last_login: now, updated_at: now, last_ip: ip };
    this.#put({ ...stored, profile });
  }

  delete(userId: string): void {
    delete this.#file.state.users[userId];
    this.#file.save();
  }

  #pictureOf(email: string): string {
    return `${this.#url}/avatars/${encodeURIComponent(email.slice(0, 2))}.svg`;
  }

  #stored(userId: string): StoredUser | undefined {
    const { users } = this.#file.state;
    return Object.hasOwn(users, userId) ? users[userId] : undefined;
  }

  #find(email: string, connection: string): StoredUser | undefined {
    const wanted = email.trim().toLowerCase();
    return Object.values(this.#file.state.users).find(
      ({ profile }) =>
        profile.email.toLowerCase() === wanted && profile.identities.some((one) => one.connection === connection),
    );
  }

  #put(user: StoredUser): TenantUser {
    const own = structuredClone(user);
    this.#file.state.users[own.profile.user_id] = own;
    this.#file.save();
    return structuredClone(own.profile);
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function checkSize(profile: TenantUser): void {
  const bytes = profileBytes(profile);
  if (bytes <= MAX_PROFILE_BYTES) return;
  throw new ProfileTooLargeError(`The profile would have ${bytes} bytes, maximum allowed is ${MAX_PROFILE_BYTES}`);
}

function copy(user: StoredUser | undefined): TenantUser | undefined {
  return user && structuredClone(user.profile);
}
