import { later } from './later.ts';

/** Calls `check` later, if the page is on a developer's machine. Only there is the code loaded that finds mistakes of the page. */
export function checkLater(check: () => Promise<unknown>): void {
  if (isDeveloperPage()) later(() => void check().catch(() => undefined));
}

export function isDeveloperPage(): boolean {
  return /(^|\.)localhost$|^127\.\d|^\[::1]$/.test(location.hostname);
}
