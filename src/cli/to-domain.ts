import { InvalidArgumentError } from 'commander';

/**
 * Reads the value of `--domain`: a name, or the URL of a local tenant. Removes `https://`, because pages name a tenant without
 * it.
 */
export function toDomain(text: string): string {
  const isLocal = /^(?:https?:\/\/)?localhost(?::\d+)?\/?$/.test(text);
  if (!isLocal && !/^[a-z\d-]+(\.[a-z\d-]+)+$/i.test(text)) throw new InvalidArgumentError('Expected a name without "https://", such as acme.auth0.com, or a local tenant, such as http://localhost:4400.');
  return text.replace(/^https:\/\/|\/$/g, '');
}
