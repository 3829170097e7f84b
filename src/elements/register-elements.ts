/** Registers elements by their tags. A server that renders the page imports this too, and has nowhere to register them. */
export function registerElements(elements: Record<string, CustomElementConstructor>): void {
  if (typeof document === 'undefined') return;
  for (const [tag, element] of Object.entries(elements)) {
    if (customElements.get(tag)) console.warn(`<${tag}> is registered already; the first registration stays.`);
    else customElements.define(tag, element);
  }
}
