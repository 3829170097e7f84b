/**
 * What a login by redirect left in the page's address. It is read once a page, by the element it belongs to, and
 * then removed: a second reading would fail on its `state`, and tokens do not belong into an address.
 */
import { jwtDecode } from 'jwt-decode';

export interface RedirectResult {
  /** Without the `#`. */
  hash: string;
  /** This browser requested it. False for a bookmark, or for a link that someone else sent. */
  isOwn: boolean;
}

let isTaken = false;
/** Handed over by a page whose router got it first. */
let handed: string | undefined;

/** Hands over a hash that a router took out of the address; it counts as if it were there. */
export function handOverResult(hash: string): void {
  handed = hash;
  isTaken = false;
}

/**
 * The Auth0 result meant for `clientId`; at most once a page.
 * @param pageHash the hash at the page's beginning, which a router may have replaced
 */
export function takeRedirectResult(clientId: string, pageHash = '', location: Location = window.location): RedirectResult | undefined {
  if (isTaken) return undefined;
  const found = [handed, location.hash, pageHash].find((hash) => hash !== undefined && isResultFor(hash, clientId));
  if (found === undefined) return undefined;
  isTaken = true;
  handed = undefined;
  if (location.hash === found) history.replaceState(history.state, '', location.pathname + location.search);
  const hash = withoutMark(found);
  return { hash, isOwn: isAskedFor(new URLSearchParams(hash)) };
}

function withoutMark(hash: string): string {
  return hash.replace(/^#?\/?/, '');
}

function isResultFor(hash: string, clientId: string): boolean {
  const result = new URLSearchParams(withoutMark(hash));
  // `state` excludes the page's own hashes: "#error=1" is not the result of a login.
  if (!result.has('state') || !(result.has('id_token') || result.has('access_token') || result.has('error'))) return false;
  const idToken = result.get('id_token');
  return !idToken || isMeantFor(idToken, clientId);
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

/** Whether auth0-js began it here: it keeps the `state` in a cookie of the page, for half an hour. */
function isAskedFor(result: URLSearchParams): boolean {
  const cookie = `com.auth0.auth.${encodeURIComponent(result.get('state') ?? '')}`;
  const isThere = document.cookie.split('; ').some((pair) => pair.startsWith(`${cookie}=`));
  // auth0-js looks at the `state` of tokens, and uses it up; of errors it does neither.
  if (isThere && result.has('error')) document.cookie = `${cookie}=; path=/; max-age=0`;
  return isThere;
}
