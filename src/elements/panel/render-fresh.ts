import { render, type TemplateResult } from 'lit/html.js';

/**
 * Renders into `root`. A translator in the browser puts `<font>` in the place of texts; where such a text changes,
 * lit-html sets the `data` of what it takes for the text.
 */
export function renderFresh(content: TemplateResult | symbol, root: ShadowRoot): void {
  render(content, root);
  for (const font of root.querySelectorAll<HTMLElement & { data?: string }>('font')) if (font.data !== undefined) font.replaceWith(font.data);
}
