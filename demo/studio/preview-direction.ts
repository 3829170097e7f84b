/** Keeps the panel in the document's direction. Elements follow their language, but the studio can also mirror it. */
export function keepDirection(element: HTMLElement): void {
  const observer = new MutationObserver(() => {
    if (!element.isConnected) return observer.disconnect();
    const shown = element.shadowRoot?.querySelector<HTMLElement>('.panel');
    const { dir } = document.documentElement;
    if (shown && shown.dir !== dir) shown.dir = dir;
  });
  const filter = { attributes: true, attributeFilter: ['dir'] };
  observer.observe(document.documentElement, filter);
  if (element.shadowRoot) observer.observe(element.shadowRoot, { ...filter, childList: true, subtree: true });
}
