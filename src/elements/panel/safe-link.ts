/** True for a web address, because a plan must not run scripts. */
export function isSafeLink(url: string | undefined): url is string {
  return url !== undefined && URL.canParse(url, document.baseURI) && /^https?:$/.test(new URL(url, document.baseURI).protocol);
}
