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
 * @param pageHash the hash at the page's beginning, which a router may have replaced or rewritten
 */
export function takeRedirectResult(clientId: string, pageHash = '', location: Location = window.location): RedirectResult | undefined {
  if (isTaken) return undefined;
  const found = [handed, pageHash, location.hash].find((hash) => hash !== undefined && isResultFor(hash, clientId));
  if (found === undefined) return undefined;
  isTaken = true;
  handed = undefined;
  if (isResultFor(location.hash, clientId)) history.replaceState(history.state, '', location.pathname + location.search);
  const hash = withoutMark(found);
  return { hash, isOwn: isAskedFor(new URLSearchParams(hash)) };
}

function withoutMark(hash: string): string {
  return hash.replace(/^[#!/]*/, '');
}

function isResultFor(hash: string, clientId: string): boolean {
  const result = new URLSearchParams(withoutMark(hash));
  const idToken = result.get('id_token');
  const hasAccessToken = result.has('access_token');
  // `state` excludes the page's own hashes: "#error=1" is not the result of a login. One that an employer's page began has none.
  const isResult = result.has('state') ? hasAccessToken || idToken !== null || result.has('error') : hasAccessToken && idToken;
  return Boolean(isResult) && (!idToken || isMeantFor(idToken, clientId));
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
  const wanted = `com.auth0.auth.${result.get('state') ?? ''}`;
  const names = document.cookie.split('; ').map((pair) => pair.split('=', 1)[0] ?? '');
  const cookie = names.find((name) => decode(name) === wanted);
  // auth0-js looks at the `state` of tokens, and uses it up; of errors it does neither.
  if (cookie !== undefined && result.has('error')) document.cookie = `${cookie}=; path=/; max-age=0`;
  return cookie !== undefined;
}

/** js-cookie encodes some characters of a name and leaves others as they are. */
function decode(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
