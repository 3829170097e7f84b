/** Matches a page with the patterns of `ask.page`. */

/** Matches without `URLPattern`: segments, named segments and `*`, which most patterns consist of. No other pattern matches. */
function matchesSegments(pattern: string, page: string): boolean {
  const isPlain = /^[\w/:*.~-]*$/.test(pattern);
  const source = pattern.replace(/:\w+|[*.]/g, (piece) => (piece === '*' ? '.*' : piece === '.' ? '\\.' : '[^/]+'));
  return isPlain && new RegExp(`^${source}$`).test(page);
}

interface UrlPatternClass {
  new (init: { pathname: string }): { test(input: { pathname: string }): boolean };
}

/** The compared characters of a path. With two wildcards in a pattern, the time grows with their square. */
const MAX_PAGE = 2000;

/** TypeScript's DOM library does not have `URLPattern` yet, and neither do browsers before 2025. */
export function matchesUrlPattern(pattern: string, page: string): boolean {
  const { URLPattern } = globalThis as { URLPattern?: UrlPatternClass };
  if (page.length > MAX_PAGE) return false;
  try {
    return URLPattern ? new URLPattern({ pathname: pattern }).test({ pathname: page }) : matchesSegments(pattern, page);
  } catch {
    // An invalid pattern matches nothing.
    return false;
  }
}
