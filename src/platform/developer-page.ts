/** Whether the page is on a developer's machine: there, mistakes of the page are worth the code that finds them. */
export function isDeveloperPage(): boolean {
  return /(^|\.)localhost$|^127\.\d|^\[::1]$/.test(location.hostname);
}
