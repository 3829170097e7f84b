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
  // A page that fits the window needs no space, and gets no scroll bar.
  if (!paddings && (!height || scrollHeight <= innerHeight)) return;
  paddings ??= [style.paddingBlockEnd, style.scrollPaddingBlockEnd];
  pad();
  for (const type of ['beforeprint', 'afterprint']) addEventListener(type, pad);
}

/** Printed pages have no panel, and space for one could be an empty page. */
function pad(event?: Event): void {
  const room = event?.type !== 'beforeprint' && heights.size && `${Math.max(...heights.values())}px`;
  const { style } = document.documentElement;
  if (paddings) [style.paddingBlockEnd, style.scrollPaddingBlockEnd] = room ? [room, room] : paddings;
  if (!heights.size) paddings = undefined;
}
