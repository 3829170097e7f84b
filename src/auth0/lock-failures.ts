import type { Auth0Error } from './sign-in-error.ts';

/** The part of a Lock instance that reports logins. `validEvents` is undocumented. */
export interface LockEvents {
  validEvents?: readonly string[];
  on(event: string, listener: (data: never) => void): void;
}

/** The events that start a login in Lock's form. After a sign-up Lock logs in by itself. */
const BEGINNINGS = ['signin submit', 'vcode submit', 'signup success'];

const EVENT_WITHIN_MS = 100;

/** The code of Lock's sentence for all errors without their own text. */
const UNKNOWN = 'lock.fallback';

/**
 * Returns Lock's sentences for failed logins, by code, with each code in the markup. Lock emits an event for some failures only; for
 * the others, only the message in its form identifies the error. Lock renders these sentences as HTML and keeps `data-` attributes.
 */
export function markLoginErrors(sentences: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(sentences).map(([code, sentence]) => [code, `<span data-code="${code}">${String(sentence)}</span>`]));
}

/**
 * Calls `handle` for each login that fails in Lock's form: with Lock's event, or with the code in its message
 * (`markLoginErrors`). If there is neither, `handle` is called without an error.
 * @returns a function that stops watching
 */
export function watchLoginFailures(
  lock: LockEvents,
  container: HTMLElement | null,
  handle: (error: Auth0Error | undefined, isAfterSignUp: boolean) => void,
): () => void {
  /** The event that started the current login. */
  let begun: string | undefined;
  let isWaiting = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = (error: Auth0Error | undefined) => {
    const isAfterSignUp = begun === 'signup success';
    begun = undefined;
    handle(error, isAfterSignUp);
  };
  for (const event of BEGINNINGS) if (lock.validEvents?.includes(event) ?? true) lock.on(event, () => (begun = event));
  lock.on('authenticated', () => (begun = undefined));
  lock.on('authorization_error', end);
  const observer = new MutationObserver(() => {
    if (!begun || isWaiting || !findMessage(container)) return;
    // Lock's event may come shortly after its message.
    isWaiting = true;
    timer = setTimeout(() => {
      isWaiting = false;
      if (begun) end(readCode(findMessage(container)));
    }, EVENT_WITHIN_MS);
  });
  if (container) observer.observe(container, { subtree: true, childList: true });
  return () => {
    observer.disconnect();
    clearTimeout(timer);
  };
}

function findMessage(container: HTMLElement | null): Element | null {
  return container?.querySelector('.auth0-global-message-error') ?? null;
}

function readCode(message: Element | null): Auth0Error | undefined {
  const code = message?.querySelector<HTMLElement>('[data-code]')?.dataset.code;
  return code === undefined || code === UNKNOWN ? undefined : { error: code };
}
