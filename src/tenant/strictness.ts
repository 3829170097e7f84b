/** Rules of Auth0 and browsers that tests enable. With them, the demo on localhost could not run. */
import type { IncomingMessage, ServerResponse } from 'node:http';

export interface Strictness {
  /**
   * People confirm callbacks to loopback addresses, so that nothing is silent there
   * (Auth0: "Non-Verifiable Callback URI End-User Confirmation").
   */
  confirmsLoopback: boolean;
  /** Browsers neither send nor store the tenant's cookies, unless the tenant's own page is open. */
  blocksThirdPartyCookies: boolean;
  /** Bot Detection requires a captcha. Logins within a page cannot send one; sign-ups send it as `captcha`. */
  wantsCaptcha: boolean;
}

/** No rule is enabled. */
export function lenient(): Strictness {
  return { confirmsLoopback: false, blocksThirdPartyCookies: false, wantsCaptcha: false };
}

/** `localhost`, 127.0.0.0/8 and ::1. */
export function isLoopback(address: string): boolean {
  const { hostname } = new URL(address);
  return hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}

/**
 * Blocks cookies as Chrome does: everything except a navigation of the window itself is third-party. The browser's own blocking does
 * nothing, because the pages of tests and the tenant are both on localhost, which is one site.
 */
export function blockCookies(strictness: Strictness, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const destination = incoming.headers['sec-fetch-dest'];
  if (!strictness.blocksThirdPartyCookies || destination === undefined || destination === 'document') return;
  delete incoming.headers.cookie;
  incoming.rawHeaders = incoming.rawHeaders.filter((_, index, all) => all[index - (index % 2)]?.toLowerCase() !== 'cookie');
  const writeHead = outgoing.writeHead.bind(outgoing) as (status: number, headers?: Record<string, unknown>) => ServerResponse;
  outgoing.writeHead = ((status: number, { 'set-cookie': _, ...headers }: Record<string, unknown> = {}) => writeHead(status, headers)) as typeof outgoing.writeHead;
}
