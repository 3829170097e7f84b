/**
 * The result of a login by redirect in the page's address. The element that it belongs to reads it once and removes it: a second
 * reading would fail because of its `state`, and tokens must not stay in an address.
 */
import { jwtDecode } from 'jwt-decode';

export interface RedirectResult {
  /** Without the `#`. */
  hash: string;
  /** This browser requested it. False for a bookmark, or for a link that someone else sent. */
  isOwn: boolean;
}

let isTaken = false;
/** A hash that the page has passed on, because its router read it first. */
let handed: string | undefined;

/** Passes on a hash that a router has removed from the address. */
export function handOverResult(hash: string): void {
  handed = hash;
  isTaken = false;
}

/**
 * Returns the Auth0 result for `clientId`, at most once per page.
 * @param pageHash the hash when the page was opened, which a router may have replaced since
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
    // Not a token. auth0-js reports why it is invalid.
    return true;
  }
}

/** Whether auth0-js started the login here. It stores the `state` in a cookie of the page for 30 minutes. */
function isAskedFor(result: URLSearchParams): boolean {
  const wanted = `com.auth0.auth.${result.get('state') ?? ''}`;
  const names = document.cookie.split('; ').map((pair) => pair.split('=', 1)[0] ?? '');
  const cookie = names.find((name) => decode(name) === wanted);
  // auth0-js checks and removes the `state` of tokens, but not of errors.
  if (cookie !== undefined && result.has('error')) document.cookie = `${cookie}=; path=/; max-age=0`;
  return cookie !== undefined;
}

/** js-cookie encodes some characters of a name and keeps others. */
function decode(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
