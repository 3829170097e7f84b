import { InvalidArgumentError } from 'commander';

/** The value of `--domain`: a name, or the address of a local tenant. */
export function toDomain(text: string): string {
  const isLocal = /^http:\/\/localhost(:\d+)?\/?$/.test(text);
  if (!isLocal && !/^[a-z\d-]+(\.[a-z\d-]+)+$/i.test(text)) throw new InvalidArgumentError('Expected a name without "https://", such as acme.auth0.com.');
  return text.replace(/\/$/, '');
}
