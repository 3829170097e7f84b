import type { ProfileField } from '../plan/plan.ts';

/**
 * Returns the address of a field's link, for a page at Auth0.
 * @throws {TypeError} if it is relative, because it would lead to a page at Auth0
 */
export function addressOnAuth0({ name, link }: ProfileField): string {
  const { url = '' } = link ?? {};
  if (/^https?:\/\//i.test(url)) return url;
  throw new TypeError(`${name}: its link is relative (${JSON.stringify(url)}), and would lead to a page of Auth0. Give a whole address, such as "https://acme.example/terms".`);
}
