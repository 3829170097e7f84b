/** Rules of Auth0 and of browsers that a test switches on: with them the demo on localhost could not run. */
import type { IncomingMessage, ServerResponse } from 'node:http';

export interface Strictness {
  /**
   * Callbacks to loopback addresses are confirmed by the person, so that nothing is silent there
   * (Auth0: "Non-Verifiable Callback URI End-User Confirmation").
   */
  confirmsLoopback: boolean;
  /** Cookies of the tenant are neither sent nor kept, unless the tenant's own page is open. */
  blocksThirdPartyCookies: boolean;
  /** Bot Detection wants a captcha. Logins inside a page cannot give one; sign-ups send it as `captcha`. */
  wantsCaptcha: boolean;
}

/** What Auth0 and browsers do where nothing is switched on. */
export function lenient(): Strictness {
  return { confirmsLoopback: false, blocksThirdPartyCookies: false, wantsCaptcha: false };
}

/** `localhost`, 127.0.0.0/8 and ::1. */
export function isLoopback(address: string): boolean {
  const { hostname } = new URL(address);
  return hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}

/**
 * Blocks cookies as Chrome does: everything but a navigation of the window itself is third-party. The pages of tests and the
 * tenant are both on localhost, which browsers take for one site, so that the browser's own blocking does nothing.
 */
export function blockCookies(strictness: Strictness, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const destination = incoming.headers['sec-fetch-dest'];
  if (!strictness.blocksThirdPartyCookies || destination === undefined || destination === 'document') return;
  delete incoming.headers.cookie;
  incoming.rawHeaders = incoming.rawHeaders.filter((_, index, all) => all[index - (index % 2)]?.toLowerCase() !== 'cookie');
  const writeHead = outgoing.writeHead.bind(outgoing) as (status: number, headers?: Record<string, unknown>) => ServerResponse;
  outgoing.writeHead = ((status: number, { 'set-cookie': _, ...headers }: Record<string, unknown> = {}) => writeHead(status, headers)) as typeof outgoing.writeHead;
}
