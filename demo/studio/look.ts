/** The panel's look: its CSS custom properties, and whether one can read what comes of them. */

/** Hex colours, `#rrggbb`. */
export interface ColourPair {
  light?: string;
  dark?: string;
}

export type ColourName = 'accent' | 'background' | 'text' | 'error';

export interface Look extends Partial<Record<ColourName, ColourPair>> {
  font?: keyof typeof FONTS;
  /** Pixels. */
  radius?: number;
}

/** What each is for, and what the panel has by default (src/elements/panel/panel.styles.ts). */
export const COLOURS: readonly { name: ColourName; label: string; light: string; dark: string }[] = [
  { name: 'accent', label: 'Accent', light: '#2850c8', dark: '#a8bcff' },
  { name: 'background', label: 'Background', light: '#ffffff', dark: '#1f2126' },
  { name: 'text', label: 'Text', light: '#1a1c21', dark: '#f2f3f5' },
  { name: 'error', label: 'Errors', light: '#b3261e', dark: '#ffb4ab' },
];

export const DEFAULT_RADIUS = 12;

export const FONTS = {
  system: { label: 'The system’s', family: 'system-ui, sans-serif' },
  humanist: { label: 'Humanist', family: 'Seravek, "Gill Sans Nova", Ubuntu, Calibri, "DejaVu Sans", sans-serif' },
  serif: { label: 'Serif', family: '"Iowan Old Style", "Palatino Linotype", Georgia, serif' },
  rounded: { label: 'Rounded', family: 'ui-rounded, "Arial Rounded MT Bold", Quicksand, sans-serif' },
  mono: { label: 'Monospaced', family: 'ui-monospace, Menlo, Consolas, monospace' },
} as const;

/** The custom properties of `look`, by name; what is as the panel has it anyway is left out. */
export function lookProperties(look: Look): Record<string, string> {
  const properties: Record<string, string> = {};
  for (const { name, light, dark } of COLOURS) {
    const pair = look[name];
    if (pair) properties[`--tell-us-more-${name}`] = `light-dark(${pair.light ?? light}, ${pair.dark ?? dark})`;
  }
  if (look.font) properties['--tell-us-more-font'] = FONTS[look.font].family;
  if (look.radius !== undefined) properties['--tell-us-more-radius'] = `${look.radius}px`;
  return properties;
}

export interface Legibility {
  what: string;
  /** WCAG's contrast ratio. */
  ratio: number;
  needed: number;
}

/** The contrasts that depend on the look. The text on the accent needs none: the panel makes it black or white. */
export function legibility(look: Look, scheme: 'light' | 'dark'): Legibility[] {
  const [accent, background, text, error] = COLOURS.map((colour) => look[colour.name]?.[scheme] ?? colour[scheme]) as [string, string, string, string];
  return [
    { what: 'Text on background', ratio: contrast(text, background), needed: 4.5 },
    { what: 'Errors on background', ratio: contrast(error, background), needed: 4.5 },
    { what: 'Buttons on background', ratio: contrast(accent, background), needed: 3 },
  ];
}

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(one: string, other: string): number {
  const [lighter, darker] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((start) => {
    const share = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
