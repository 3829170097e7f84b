/** How a tenant is named and reached: `acme.auth0.com`, or `http://localhost:4400` for a local one. */

/** A local tenant speaks plain HTTP; Lock and auth0-js take a domain that begins with `http` as it is. */
export function isLocalTenant(domain: string): boolean {
  return domain.startsWith('http://') || domain.startsWith('https://');
}

/** `https://acme.auth0.com`, without a slash at the end. */
export function tenantUrl(domain: string): string {
  return (isLocalTenant(domain) ? domain : `https://${domain}`).replace(/\/$/, '');
}

/** The audience of the Management API: what a token must be made for to read and patch the own profile. */
export function managementAudience(domain: string): string {
  return `${tenantUrl(domain)}/api/v2/`;
}

/** What a person's token needs for reading, answering and erasing. */
export const MANAGEMENT_SCOPE = 'read:current_user update:current_user_metadata';

/**
 * What WebAuth and Lock need beside a local tenant's address: it signs tokens as `http://localhost:4400/`,
 * while they expect `https://DOMAIN/`. Empty for a real tenant.
 */
export function localOverrides(domain: string): { overrides?: { __token_issuer: string } } {
  return isLocalTenant(domain) ? { overrides: { __token_issuer: `${tenantUrl(domain)}/` } } : {};
}
