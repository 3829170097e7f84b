/** The panel's look: its CSS custom properties, the shape of its buttons, and the logo of the sign-up form. */

/** Hex colours, `#rrggbb`. */
export interface ColourPair {
  light?: string;
  dark?: string;
}

export type ColourName = 'accent' | 'background' | 'text' | 'error';

export interface Look extends Partial<Record<ColourName, ColourPair>> {
  font?: keyof typeof FONTS;
  /** The site's own font, by its name in the site's style sheet. It replaces `font`. */
  fontFamily?: string;
  /** Pixels. */
  radius?: number;
  buttons?: keyof typeof BUTTONS;
  /** The URL of an image, or a small image as `data:`. */
  logo?: string;
}

/** The label of each colour, and the panel's defaults (src/elements/panel/panel.styles.ts). */
export const COLOURS: readonly { name: ColourName; label: string; light: string; dark: string }[] = [
  { name: 'accent', label: 'Accent', light: '#2850c8', dark: '#a8bcff' },
  { name: 'background', label: 'Background', light: '#ffffff', dark: '#1f2126' },
  { name: 'text', label: 'Text', light: '#1a1c21', dark: '#f2f3f5' },
  { name: 'error', label: 'Errors', light: '#b3261e', dark: '#ffb4ab' },
];

export const DEFAULT_RADIUS = 12;

/** Border radii. */
export const BUTTONS = { pill: '999px', square: '0' } as const;

export const FONTS = {
  system: { label: 'The system’s', family: 'system-ui, sans-serif' },
  humanist: { label: 'Humanist', family: 'Seravek, "Gill Sans Nova", Ubuntu, Calibri, "DejaVu Sans", sans-serif' },
  serif: { label: 'Serif', family: '"Iowan Old Style", "Palatino Linotype", Georgia, serif' },
  rounded: { label: 'Rounded', family: 'ui-rounded, "Arial Rounded MT Bold", Quicksand, sans-serif' },
  mono: { label: 'Monospaced', family: 'ui-monospace, Menlo, Consolas, monospace' },
} as const;

const MAX_FONT_NAME = 60;
/** The most characters of a logo, because the link contains it. */
export const MAX_LOGO = 30_000;

/** Returns the custom properties of `look`, by name. Leaves out the panel's defaults. */
export function lookProperties(look: Look): Record<string, string> {
  const properties: Record<string, string> = {};
  for (const { name, light, dark } of COLOURS) {
    const pair = look[name];
    if (pair) properties[`--tell-us-more-${name}`] = `light-dark(${pair.light ?? light}, ${pair.dark ?? dark})`;
  }
  if (look.fontFamily) properties['--tell-us-more-font'] = `"${look.fontFamily}", system-ui, sans-serif`;
  else if (look.font) properties['--tell-us-more-font'] = FONTS[look.font].family;
  if (look.radius !== undefined) properties['--tell-us-more-radius'] = `${look.radius}px`;
  return properties;
}

/** The parts of the panel that are buttons. */
export const BUTTON_PARTS = ['save', 'later', 'yes', 'no', 'back', 'undo', 'close'] as const;

/** Returns a font name that is safe in quotes in a style sheet, or `undefined` for anything else. */
export function readFontFamily(text: unknown): string | undefined {
  const name = typeof text === 'string' ? text.trim() : '';
  return name.length <= MAX_FONT_NAME && /^[\p{L}\d][\p{L}\d _-]*$/u.test(name) ? name : undefined;
}

/** Returns a URL that an image can have here, or `undefined` for anything else. */
export function readLogo(text: unknown): string | undefined {
  if (typeof text !== 'string' || text.length > MAX_LOGO) return undefined;
  return /^(https:\/\/|\/(?!\/)|data:image\/(png|svg\+xml|webp|jpeg|gif);)[^\s"'<>\\]*$/.test(text) ? text : undefined;
}
