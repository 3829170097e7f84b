import { randomInt } from 'node:crypto';

/** A mail that the tenant would have sent. */
export interface Mail {
  to: string;
  /** The six digits that log this person in. */
  code: string;
  /** The same as an address to open, where a link was asked for. */
  link?: string;
}

/** Auth0's defaults of an e-mail connection. */
const LIFETIME_MS = 180_000;
const MAX_ATTEMPTS = 3;

/** One-time codes by e-mail address: the last one sent is good once, for three minutes and three attempts. */
export class MailedCodes {
  readonly #codes = new Map<string, { code: string; expiresAt: number; attempts: number }>();
  readonly #now: () => Date;

  constructor(now: () => Date) {
    this.#now = now;
  }

  issue(email: string): string {
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    this.#codes.set(email, { code, expiresAt: this.#now().getTime() + LIFETIME_MS, attempts: 0 });
    return code;
  }

  /** Looks without using it up; a wrong one counts as an attempt. */
  isRight(email: string, code: string): boolean {
    const held = this.#codes.get(email);
    if (!held || held.expiresAt <= this.#now().getTime() || held.attempts >= MAX_ATTEMPTS) return false;
    if (held.code === code) return true;
    held.attempts++;
    return false;
  }

  redeem(email: string, code: string): boolean {
    return this.isRight(email, code) && this.#codes.delete(email);
  }
}
