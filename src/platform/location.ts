/** Where the person is in the page's own terms, and when that changes without a page being loaded. */

/** The paths that `ask.page` is compared with: that of the page, and that of a hash router (`#/account/team`). */
export function currentPaths(): string[] {
  const route = /^#!?(\/[^?]*)/.exec(location.hash)?.[1];
  return route ? [location.pathname, route] : [location.pathname];
}

/** How often the address is looked at where the browser does not tell. */
const LOOK_MS = 500;

/** Calls back after each navigation within the page, until `signal` is aborted. */
export function watchLocation(handleChange: () => void, signal: AbortSignal): void {
  let before = location.href;
  const look = () => {
    if (location.href === before) return;
    before = location.href;
    handleChange();
  };
  // Not in the types of the DOM library yet.
  const { navigation } = globalThis as { navigation?: EventTarget };
  navigation?.addEventListener('currententrychange', look, { signal });
  for (const type of ['popstate', 'hashchange']) addEventListener(type, look, { signal });
  // Browsers without the Navigation API fire no event for `pushState`.
  if (navigation) return;
  const timer = setInterval(look, LOOK_MS);
  signal.addEventListener('abort', () => clearInterval(timer), { once: true });
}
