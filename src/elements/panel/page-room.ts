/** Adds space at the end of the page, so that panels do not cover its last lines. */

/** The height of each panel. */
const heights = new Map<object, number>();
/** The page's own paddings, while space is added. */
let paddings: [string, string] | undefined;

/** Reserves the height of `panel`; 0 ends that. */
export function keepRoom(panel: object, height: number): void {
  const { style, scrollHeight } = document.documentElement;
  if (height) heights.set(panel, height);
  else heights.delete(panel);
  if (heights.size) {
    // A page that fits the window needs no space, and gets no scroll bar.
    if (!paddings && scrollHeight <= innerHeight) return;
    paddings ??= [style.paddingBlockEnd, style.scrollPaddingBlockEnd];
    style.paddingBlockEnd = style.scrollPaddingBlockEnd = `${Math.max(...heights.values())}px`;
  } else if (paddings) {
    [style.paddingBlockEnd, style.scrollPaddingBlockEnd] = paddings;
    paddings = undefined;
  }
}
