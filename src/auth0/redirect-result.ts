/**
 * What a login by redirect left in the page's address. It is read once a page, by the element it belongs to, and
 * then removed: a second reading would fail on its `state`, and tokens do not belong into an address.
 */
import { jwtDecode } from 'jwt-decode';

let isTaken = false;

/** The address's hash if it carries an Auth0 result meant for `clientId`, without the `#`; at most once a page. */
export function takeRedirectResult(clientId: string, location: Location = window.location): string | undefined {
  if (isTaken) return undefined;
  const hash = location.hash.replace(/^#\/?/, '');
  const result = new URLSearchParams(hash);
  // `state` keeps the page's own hashes out: "#error=1" is nobody's login.
  if (!result.has('state') || !(result.has('id_token') || result.has('access_token') || result.has('error'))) {
    return undefined;
  }
  const idToken = result.get('id_token');
  if (idToken && !isMeantFor(idToken, clientId)) return undefined;
  isTaken = true;
  history.replaceState(history.state, '', location.pathname + location.search);
  return hash;
}

function isMeantFor(idToken: string, clientId: string): boolean {
  try {
    const { aud } = jwtDecode(idToken);
    return Array.isArray(aud) ? aud.includes(clientId) : aud === clientId;
  } catch {
    // Not a token at all: auth0-js will say what is wrong with it.
    return true;
  }
}
