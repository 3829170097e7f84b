/** Whether a page is one of those that `ask.page` names. */

/** For segments, named ones and `*`, which most patterns are made of; no other pattern matches. */
function matchesSegments(pattern: string, page: string): boolean {
  const isPlain = /^[\w/:*.~-]*$/.test(pattern);
  const source = pattern.replace(/:\w+|[*.]/g, (piece) => (piece === '*' ? '.*' : piece === '.' ? '\\.' : '[^/]+'));
  return isPlain && new RegExp(`^${source}$`).test(page);
}

interface UrlPatternClass {
  new (init: { pathname: string }): { test(input: { pathname: string }): boolean };
}

/** Characters of a path that is compared: with two wildcards in a pattern the time grows with their square. */
const MAX_PAGE = 2000;

/** TypeScript's DOM library does not know `URLPattern` yet, nor do browsers before 2025. */
export function matchesUrlPattern(pattern: string, page: string): boolean {
  const { URLPattern } = globalThis as { URLPattern?: UrlPatternClass };
  if (page.length > MAX_PAGE) return false;
  try {
    return URLPattern ? new URLPattern({ pathname: pattern }).test({ pathname: page }) : matchesSegments(pattern, page);
  } catch {
    // A pattern that cannot be read matches nothing.
    return false;
  }
}
