import { randomInt } from 'node:crypto';

/** An email that the tenant would have sent. */
export interface Mail {
  to: string;
  /** The six digits for the login. */
  code: string;
  /** The address to open, if a link was requested. */
  link?: string;
}

/** Receives the emails of a tenant. */
interface Mailbox {
  mails: Mail[];
  handleMail?: (mail: Mail) => void;
}

export function sendMail({ mails, handleMail }: Mailbox, mail: Mail): void {
  mails.push(mail);
  handleMail?.(mail);
}

/** Auth0's defaults for an email connection. */
const LIFETIME_MS = 180_000;
const MAX_ATTEMPTS = 3;

/** One-time codes by email address. The last one is valid once, for three minutes and three attempts. */
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

  /** Checks a code without using it. A wrong one counts as an attempt. */
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
