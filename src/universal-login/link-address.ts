import type { ProfileField } from '../plan/plan.ts';

/**
 * The address of a field's link, for a page at Auth0.
 * @throws {TypeError} when it is relative: it would lead to a page of Auth0's
 */
export function addressOnAuth0({ name, link }: ProfileField): string {
  const { url = '' } = link ?? {};
  if (/^https?:\/\//i.test(url)) return url;
  throw new TypeError(`${name}: its link is relative (${JSON.stringify(url)}), and would lead to a page of Auth0. Give a whole address, such as "https://acme.example/terms".`);
}
