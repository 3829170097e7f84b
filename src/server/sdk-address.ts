/** The issuer of a tenant's tokens, unless it has a custom domain: `https://acme.auth0.com/`. */
export function issuerOf(domain: string): string {
  return `${(domain.includes('://') ? domain : `https://${domain}`).replace(/\/$/, '')}/`;
}

/**
 * Passes a tenant to Auth0's SDK: `acme.auth0.com`, or a local tenant (`http://localhost:4400`), for which the SDK has no
 * option.
 */
export function addressOf(domain: string) {
  if (!domain.startsWith('http://')) return { domain };
  const host = new URL(domain).host;
  const plainFetch: typeof fetch = (input, init) =>
    fetch(input instanceof Request ? input : String(input).replace(`https://${host}/`, `http://${host}/`), init);
  return { domain: host, audience: `http://${host}/api/v2/`, fetch: plainFetch };
}
