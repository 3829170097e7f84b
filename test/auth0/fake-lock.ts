/** A Lock whose events a test dispatches. Like the real one, it rejects unknown events and throws after `destroy`. */
import type { Lock, LockOptions } from '../../src/auth0/lock.ts';

const EVENTS = [
  'show', 'hide', 'unrecoverable_error', 'authenticated', 'authorization_error', 'hash_parsed', 'signin ready', 'signup ready', 'socialOrPhoneNumber ready',
  'socialOrEmail ready', 'vcode ready', 'forgot_password ready', 'forgot_password submit', 'signin submit', 'signup submit', 'signup success', 'signup error',
  'socialOrPhoneNumber submit', 'socialOrEmail submit', 'vcode submit', 'federated login', 'ssodata fetched', 'sso login',
];

/** What Lock emits only after something else. */
const AFTER: Record<string, string> = { 'signin ready': 'show', 'signup ready': 'show', 'signup success': 'signup submit', 'signup error': 'signup submit' };

export class FakeLock implements Lock {
  /** The one made last. */
  static last: FakeLock;
  validEvents: readonly string[] | undefined = EVENTS;
  /** What was called and emitted, in order. */
  readonly history: string[] = [];
  readonly #listeners = new Map<string, ((data: never) => void)[]>();
  #isDestroyed = false;

  constructor(
    readonly clientId = 'app',
    readonly domain = 'acme.auth0.com',
    readonly options: LockOptions = {},
  ) {
    FakeLock.last = this;
  }

  on(event: string, listener: (data: never) => void): void {
    this.#check(event);
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener]);
  }

  show(): void {
    this.#call('show');
  }

  hide(): void {
    this.#call('hide');
  }

  destroy(): void {
    this.#call('destroy');
    this.#isDestroyed = true;
  }

  /** Lock emits from a timer, so that an event may come after `destroy`. */
  emit(event: string, data?: unknown): void {
    this.#check(event);
    const cause = AFTER[event];
    if (cause && !this.history.includes(cause)) throw new Error(`Lock emits "${event}" only after "${cause}".`);
    this.history.push(event);
    const listeners = this.#listeners.get(event) ?? [];
    if (event === 'unrecoverable_error' && listeners.length === 0) throw data as Error;
    for (const listener of listeners) listener(data as never);
  }

  #call(name: string): void {
    if (this.#isDestroyed) throw new TypeError(`${name}() of a Lock that was destroyed`);
    this.history.push(name);
  }

  #check(event: string): void {
    if (!(this.validEvents ?? EVENTS).includes(event)) throw new Error(`Invalid event "${event}".`);
  }
}
