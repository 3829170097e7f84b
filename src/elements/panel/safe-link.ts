/** True for a page of the web: a plan must not be able to run a script. */
export function isSafeLink(url: string | undefined): url is string {
  return url !== undefined && URL.canParse(url, document.baseURI) && /^https?:$/.test(new URL(url, document.baseURI).protocol);
}
