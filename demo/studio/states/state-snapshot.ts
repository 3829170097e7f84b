/** A preview as static markup and styles, without scripts. */

export interface StateSnapshot {
  /** Of the panel, or of Lock. */
  root: HTMLElement;
  /** All the rules that concern it. */
  css: string;
  /** Custom properties and the like of the page around it. */
  page: string;
  isDark: boolean;
  width: number;
  height: number;
}

export function snapshotOf(document: Document): StateSnapshot {
  const host = document.querySelector('tell-us-more:not(.next), profile-review');
  const shown = host?.shadowRoot?.querySelector<HTMLElement>('.panel') ?? document.querySelector<HTMLElement>('#lock > *') ?? document.body;
  const scope = shown.getRootNode() as Document | ShadowRoot;
  const sheets = [...scope.adoptedStyleSheets, ...scope.styleSheets];
  const rules = sheets.flatMap((sheet) => [...sheet.cssRules].map(({ cssText }) => cssText));
  const pageRule = document.adoptedStyleSheets.flatMap((sheet) => [...sheet.cssRules] as CSSStyleRule[]).find(({ selectorText }) => selectorText === ':root');
  const { width, height } = shown.getBoundingClientRect();
  return {
    root: copyOf(shown),
    css: `${rules.join('\n')}\n${shapeOf(document)}`,
    page: pageRule?.style.cssText ?? '',
    isDark: document.defaultView?.getComputedStyle(document.documentElement).colorScheme === 'dark',
    width: Math.ceil(width),
    height: Math.ceil(height),
  };
}

/** A copy that shows typed and chosen values, and is positioned by its container. */
function copyOf(shown: HTMLElement): HTMLElement {
  const copy = shown.cloneNode(true) as HTMLElement;
  const [inputs, copies] = [shown, copy].map((root) => [...root.querySelectorAll<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>('input, textarea, select')]) as [HTMLInputElement[], HTMLInputElement[]];
  for (const [index, input] of inputs.entries()) {
    const twin = copies[index]!;
    twin.setAttribute('value', input.value);
    twin.toggleAttribute('checked', input.checked);
    if (input.localName === 'textarea') twin.textContent = input.value;
    if (input.localName === 'select') for (const option of twin.querySelectorAll('option')) option.toggleAttribute('selected', option.value === input.value);
  }
  for (const one of [copy, ...copy.querySelectorAll('*')]) {
    one.removeAttribute('popover');
    if (one.localName === 'dialog') one.setAttribute('open', '');
    if (one.localName === 'script') one.remove();
  }
  copy.style.cssText = 'position: relative; inset: auto; margin: 0; animation: none';
  return copy;
}

/** The shape of the buttons reaches the panel through its parts, by no rule of its own. */
function shapeOf(document: Document): string {
  return document.documentElement.hasAttribute('data-buttons') ? '.button { border-radius: var(--button-radius) !important; }' : '';
}
