import { render, type TemplateResult } from 'lit/html.js';

/**
 * Renders into `root`, also after a browser's translator has replaced texts with `<font>`. lit-html sets the `data` of the node that
 * it takes for the text.
 */
export function renderFresh(content: TemplateResult | symbol, root: ShadowRoot): void {
  render(content, root);
  for (const font of root.querySelectorAll<HTMLElement & { data?: string }>('font')) if (font.data !== undefined) font.replaceWith(font.data);
}
