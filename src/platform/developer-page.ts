import { later } from './later.ts';

/** Calls `check` later, if the page is on a developer's machine: mistakes of the page are worth the code that finds them there. */
export function checkLater(check: () => Promise<unknown>): void {
  if (isDeveloperPage()) later(() => void check().catch(() => undefined));
}

export function isDeveloperPage(): boolean {
  return /(^|\.)localhost$|^127\.\d|^\[::1]$/.test(location.hostname);
}
