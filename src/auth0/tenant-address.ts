/** The names and addresses of a tenant: `acme.auth0.com`, or `http://localhost:4400` for a local one. */

/** A local tenant uses plain HTTP. Lock and auth0-js use a domain that begins with `http` unchanged. */
export function isLocalTenant(domain: string): boolean {
  return domain.startsWith('http://') || domain.startsWith('https://');
}

/** Returns `https://acme.auth0.com`, without a slash at the end. */
export function tenantUrl(domain: string): string {
  return (isLocalTenant(domain) ? domain : `https://${domain}`).replace(/\/$/, '');
}

/** Returns the audience of the Management API, which a token needs to read and patch its person's profile. */
export function managementAudience(domain: string): string {
  return `${tenantUrl(domain)}/api/v2/`;
}

/** The scopes that a person's token needs to read, answer and erase. */
export const MANAGEMENT_SCOPE = 'read:current_user update:current_user_metadata';

/**
 * What WebAuth and Lock need beside a local tenant's address: it signs tokens as `http://localhost:4400/`,
 * while they expect `https://DOMAIN/`. Empty for a real tenant.
 */
export function localOverrides(domain: string): { overrides?: { __token_issuer: string } } {
  return isLocalTenant(domain) ? { overrides: { __token_issuer: `${tenantUrl(domain)}/` } } : {};
}
