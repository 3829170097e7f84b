/** False in a hidden part of the page: a tab that is not shown, React's `<Activity mode="hidden">`. */
export function isRendered(element: Element): boolean {
  // An element without a box cannot be checked. Before Safari 17.4, none can.
  return element.checkVisibility?.() !== false || getComputedStyle(element).display === 'contents';
}
