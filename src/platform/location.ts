/** The current location, also in single-page applications. */

/** Returns the paths to compare with `ask.page`: that of the page, and that of a hash router (`#/account/team`). */
export function currentPaths(): string[] {
  const route = /^#!?(\/[^?]*)/.exec(location.hash)?.[1];
  return route ? [location.pathname, route] : [location.pathname];
}

/** How often the address is compared in browsers without the Navigation API. */
const LOOK_MS = 500;

/** Calls back after each navigation within the page, until `signal` is aborted. */
export function watchLocation(handleChange: () => void, signal: AbortSignal): void {
  let before = location.href;
  const look = () => {
    if (location.href === before) return;
    before = location.href;
    handleChange();
  };
  // The types of the DOM library do not contain it yet.
  const { navigation } = globalThis as { navigation?: EventTarget };
  navigation?.addEventListener('currententrychange', look, { signal });
  for (const type of ['popstate', 'hashchange']) addEventListener(type, look, { signal });
  // Browsers without the Navigation API fire no event for `pushState`.
  if (navigation) return;
  const timer = setInterval(look, LOOK_MS);
  signal.addEventListener('abort', () => clearInterval(timer), { once: true });
}
