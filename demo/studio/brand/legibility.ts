/** Whether one can read what comes of a look: every pair of colours of the panel (src/elements/panel/panel.styles.ts). */
import { COLOURS, type ColourName, type Look } from '../look.ts';
import { adjust, contrast, mix } from './colour.ts';

type Colours = Record<ColourName, string>;

interface Pair {
  what: string;
  needed: number;
  /** The colour to change. */
  cause: ColourName;
  /** What is seen on what. */
  seen: (colours: Colours) => [string, string];
}

/** WCAG: text needs 4.5, what is no text 3. */
const PAIRS: readonly Pair[] = [
  { what: 'Text', needed: 4.5, cause: 'text', seen: ({ text, background }) => [text, background] },
  { what: 'Quiet text', needed: 4.5, cause: 'text', seen: ({ text, background }) => [mix(text, background, 0.7), background] },
  { what: 'Examples in inputs', needed: 4.5, cause: 'text', seen: ({ text, background }) => [mix(text, background, 0.64), background] },
  { what: 'Lines of inputs', needed: 3, cause: 'text', seen: ({ text, background }) => [mix(text, background, 0.52), background] },
  { what: 'Errors', needed: 4.5, cause: 'error', seen: ({ error, background }) => [error, background] },
  { what: 'Buttons', needed: 3, cause: 'accent', seen: ({ accent, background }) => [accent, background] },
  // The panel takes black or white, whichever reads better.
  { what: 'Text on buttons', needed: 4.5, cause: 'accent', seen: ({ accent }) => [contrast('#ffffff', accent) >= contrast('#000000', accent) ? '#ffffff' : '#000000', accent] },
  { what: 'Focus', needed: 3, cause: 'accent', seen: ({ accent, text, background }) => [mix(accent, text, 0.5), background] },
];

export interface Legibility {
  what: string;
  /** WCAG's contrast ratio. */
  ratio: number;
  needed: number;
}

export function legibility(look: Look, scheme: 'light' | 'dark'): Legibility[] {
  const colours = coloursOf(look, scheme);
  return PAIRS.map(({ what, needed, seen }) => ({ what, needed, ratio: contrast(...seen(colours)) }));
}

/** The look with as little changed as makes `what` legible. */
export function mend(look: Look, scheme: 'light' | 'dark', what: string): Look {
  const pair = PAIRS.find((one) => one.what === what);
  if (!pair) return look;
  const colours = coloursOf(look, scheme);
  const { cause, needed, seen } = pair;
  const mended = adjust(colours[cause], colours.background, (colour) => contrast(...seen({ ...colours, [cause]: colour })) >= needed);
  return { ...look, [cause]: { ...look[cause], [scheme]: mended } };
}

function coloursOf(look: Look, scheme: 'light' | 'dark'): Colours {
  return Object.fromEntries(COLOURS.map((colour) => [colour.name, look[colour.name]?.[scheme] ?? colour[scheme]])) as Colours;
}
