import { randomBytes } from 'node:crypto';

/** 256 random bits, safe in addresses. */
export function randomToken(): string {
  return randomBytes(32).toString('base64url');
}

interface Ticket<T> {
  value: T;
  expiresAt: number;
}

/** Things handed out under a random name for a short time: login tickets, codes, logins under way. */
export class Tickets<T> {
  readonly #tickets = new Map<string, Ticket<T>>();
  readonly #lifetimeMs: number;
  readonly #now: () => Date;

  constructor(lifetimeMs: number, now: () => Date) {
    this.#lifetimeMs = lifetimeMs;
    this.#now = now;
  }

  issue(value: T): string {
    const now = this.#now().getTime();
    for (const [id, ticket] of this.#tickets) if (ticket.expiresAt <= now) this.#tickets.delete(id);
    const id = randomToken();
    this.#tickets.set(id, { value, expiresAt: now + this.#lifetimeMs });
    return id;
  }

  /** Looks without using the ticket up. */
  peek(id: string | undefined): T | undefined {
    const ticket = id === undefined ? undefined : this.#tickets.get(id);
    return ticket && ticket.expiresAt > this.#now().getTime() ? ticket.value : undefined;
  }

  /** Each ticket is good for one use. */
  redeem(id: string | undefined): T | undefined {
    const value = this.peek(id);
    if (id !== undefined) this.#tickets.delete(id);
    return value;
  }
}
