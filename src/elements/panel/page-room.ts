/** Room at the end of the page, whose last lines would lie behind the panels over it. */

/** How high each panel is. */
const heights = new Map<object, number>();
/** The page's own paddings, while there is room for panels. */
let paddings: [string, string] | undefined;

/** Keeps as much as `panel` is high; 0: it needs none any more. */
export function keepRoom(panel: object, height: number): void {
  const { style, scrollHeight } = document.documentElement;
  if (height) heights.set(panel, height);
  else heights.delete(panel);
  if (heights.size) {
    // A page that fits the window needs none, and gets no scroll bar.
    if (!paddings && scrollHeight <= innerHeight) return;
    paddings ??= [style.paddingBlockEnd, style.scrollPaddingBlockEnd];
    style.paddingBlockEnd = style.scrollPaddingBlockEnd = `${Math.max(...heights.values())}px`;
  } else if (paddings) {
    [style.paddingBlockEnd, style.scrollPaddingBlockEnd] = paddings;
    paddings = undefined;
  }
}
