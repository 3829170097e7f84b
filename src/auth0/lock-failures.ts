import type { Auth0Error } from './sign-in-error.ts';
import type { Lock } from './lock.ts';

/** The events that start a login in Lock's form. After a sign-up Lock logs in by itself. */
const BEGINNINGS = ['signin submit', 'vcode submit', 'signup success'];

const EVENT_WITHIN_MS = 100;

/**
 * Calls `handle` for each login that fails in Lock's form. Lock has an event for some failures only. The others show as
 * an error in its form; `handle` is then called without an error.
 * @returns a function that stops watching
 */
export function watchLoginFailures(
  lock: Lock,
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
    if (!begun || isWaiting || !container?.querySelector('.auth0-global-message-error')) return;
    // Lock's event may come shortly after its message.
    isWaiting = true;
    timer = setTimeout(() => {
      isWaiting = false;
      if (begun) end(undefined);
    }, EVENT_WITHIN_MS);
  });
  if (container) observer.observe(container, { subtree: true, childList: true });
  return () => {
    observer.disconnect();
    clearTimeout(timer);
  };
}
