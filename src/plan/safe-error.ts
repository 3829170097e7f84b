/** Removes secrets from errors of other code: errors of HTTP libraries contain headers and bodies. */

/** The kept characters of a message. */
const MAX_MESSAGE = 300;

/** The text before a secret: `refresh_token=…`, `"password": "…"`, `Bearer …`. */
const LABEL = /(?:token|secret|password|authorization|cookie|assertion)[=:]$|^(?:bearer|basic)$/i;

/** Returns `text` without tokens, email addresses and `values`. Text that may be a token is removed, too. */
export function redact(text: string, values: readonly unknown[] = []): string {
  let words = text;
  for (const value of values.flat()) {
    // Shorter values occur in ordinary words.
    if (typeof value === 'string' && value.length > 2) words = words.replaceAll(value, '[value]');
  }
  let label = '';
  return words.slice(0, MAX_MESSAGE).replace(/[\w.~+%@|-]+|[=:]/g, (word) => {
    const isLabelled = LABEL.test(label);
    label = word === '=' || word === ':' ? label + word : word;
    if (label !== word) return word;
    if (isLabelled || isToken(word)) return '[token]';
    return word.includes('@') ? '[email]' : word;
  });
}

/** A JWT, an Auth0 refresh token (`v1.…`), or a long sequence of letters and digits that no person writes. */
function isToken(word: string): boolean {
  if (/^(?:eyJ|v\d\.)/.test(word) && word.length > 11) return true;
  return word.split(/[.|%~+@]/).some((part) => part.length > 31 || (part.length > 15 && /\d/.test(part) && /[a-z]/i.test(part)));
}

/** Returns only the name, message and status of `thrown`. Never throws. */
export function safeError(thrown: unknown, values?: readonly unknown[]): Error {
  try {
    const { name, message, status } = Object(thrown) as Record<string, unknown>;
    const error = new Error(redact(typeof message === 'string' ? message : typeof thrown === 'string' ? thrown : 'unknown error', values));
    if (typeof name === 'string' && /^\w{1,40}$/.test(name)) error.name = name;
    return typeof status === 'number' ? Object.assign(error, { status }) : error;
  } catch {
    // A getter or a revoked Proxy may throw.
    return new Error('unknown error');
  }
}
