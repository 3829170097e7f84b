import { randomBytes } from 'node:crypto';

/** Returns 256 random bits as a text for addresses. */
export function randomToken(): string {
  return randomBytes(32).toString('base64url');
}

interface Ticket<T> {
  value: T;
  expiresAt: number;
}

/** Items with a random name and a short lifetime: login tickets, codes, waiting logins. */
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

  /** Returns the item without using the ticket. */
  peek(id: string | undefined): T | undefined {
    const ticket = id === undefined ? undefined : this.#tickets.get(id);
    return ticket && ticket.expiresAt > this.#now().getTime() ? ticket.value : undefined;
  }

  /** Returns the item and removes the ticket. */
  redeem(id: string | undefined): T | undefined {
    const value = this.peek(id);
    if (id !== undefined) this.#tickets.delete(id);
    return value;
  }
}
