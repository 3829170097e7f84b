/** What a style sheet or a file of design tokens calls things, and what of it the panel can use. */
import { FONTS, readFontFamily, type ColourName, type Look } from '../look.ts';
import { readColour } from './colour.ts';

export interface NamedValue {
  /** In lower case, words joined by `-`: `color-brand-primary`. */
  name: string;
  /** As in CSS, references resolved. */
  value: string;
  isDark: boolean;
}

/** Of each the more telling names first. */
const COLOUR_NAMES: Readonly<Record<ColourName, readonly RegExp[]>> = {
  accent: [/(^|-)accent$/, /(^|-)(primary|brand)$/, /accent/, /primary(-(color|500|600|default|main|base))?$/, /brand/, /(button|btn|action|link)-(background|bg|color)$/, /button-background|link/],
  background: [/(^|-)(background|bg|surface|paper|canvas)$/, /(page|body|base|default)-(background|bg)/, /surface|background|paper/],
  text: [/(^|-)(text|foreground|fg|ink|on-surface|on-background)$/, /(body|base|default|primary)-(text|color)$/, /text-(primary|default|base|body)|foreground|ink/],
  error: [/(^|-)(error|danger|critical|destructive|negative)$/, /error|danger|critical|destructive|negative/],
};
const FONT_NAMES = [/font-(family-)?(body|base|sans|default|text)$/, /(^|-)font(-family)?$/, /font-family|typeface/];
const RADIUS_NAMES = [/radius-(md|medium|base|default|card)$/, /(^|-)(border-)?radius$/, /radius|corner|round/];

/** As much of a look as the names tell. */
export function lookOf(values: readonly NamedValue[]): Look {
  const look: Look = {};
  for (const [colour, names] of Object.entries(COLOUR_NAMES) as [ColourName, readonly RegExp[]][]) {
    const light = pick(values.filter(({ isDark }) => !isDark), names, (value) => readColour(half(value, 0)));
    const dark = pick(values.filter(({ isDark }) => isDark), names, readColour) ?? pick(values, names, (value) => (value.startsWith('light-dark(') ? readColour(half(value, 1)) : undefined));
    if (light || dark) look[colour] = { ...(light && { light }), ...(dark && { dark }) };
  }
  const fontFamily = pick(values, FONT_NAMES, (value) => readFontFamily(value.split(',')[0]!.replaceAll(/["']/g, '')));
  if (fontFamily && !Object.values(FONTS).some(({ family }) => family.startsWith(fontFamily))) look.fontFamily = fontFamily;
  const radius = pick(values, RADIUS_NAMES, readLength);
  if (radius !== undefined) look.radius = Math.min(32, Math.round(radius));
  return look;
}

function pick<T>(values: readonly NamedValue[], names: readonly RegExp[], read: (value: string) => T | undefined): T | undefined {
  for (const name of names) {
    for (const entry of values) {
      const found = name.test(entry.name) ? read(entry.value) : undefined;
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** One of the two of `light-dark(a, b)`; anything else as it is. */
function half(value: string, index: 0 | 1): string {
  const inner = /^light-dark\((.*)\)$/.exec(value)?.[1];
  if (inner === undefined) return value;
  let depth = 0;
  const comma = [...inner].findIndex((sign) => {
    if (sign === '(') depth += 1;
    if (sign === ')') depth -= 1;
    return sign === ',' && depth === 0;
  });
  return index === 0 ? inner.slice(0, comma) : inner.slice(comma + 1);
}

function readLength(value: string): number | undefined {
  const [, number, unit] = /^(\d*\.?\d+)(px|rem|em)?$/.exec(value.trim()) ?? [];
  return number === undefined ? undefined : Number(number) * (unit === 'rem' || unit === 'em' ? 16 : 1);
}
