import type { Auth0Error } from './sign-in-error.ts';
import type { Lock } from './lock.ts';

/** What begins a login in Lock's form; after a sign-up Lock logs in by itself. */
const BEGINNINGS = ['signin submit', 'vcode submit', 'signup success'];

const EVENT_WITHIN_MS = 100;

/**
 * Tells of each login that fails in Lock's form. Lock has an event for some failures only; of the others all that can be
 * seen is that its form shows an error, and `handle` gets nothing.
 * @returns what ends it
 */
export function watchLoginFailures(
  lock: Lock,
  container: HTMLElement | null,
  handle: (error: Auth0Error | undefined, isAfterSignUp: boolean) => void,
): () => void {
  /** The event that began the login under way. */
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
    // Lock's event, if it has one, may come a moment after its message.
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
