/** Registers elements by their tags. On a server, which has no registry, it does nothing. */
export function registerElements(elements: Record<string, CustomElementConstructor>): void {
  if (typeof document === 'undefined') return;
  for (const [tag, element] of Object.entries(elements)) {
    if (customElements.get(tag)) console.warn(`<${tag}> is registered already; the first registration stays.`);
    else customElements.define(tag, element);
  }
}
