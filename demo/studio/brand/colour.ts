/** Colours as `#rrggbb`: how well one is read on another, and what comes of a mix. */

/** WCAG's contrast ratio: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
export function contrast(one: string, other: string): number {
  const [lighter, darker] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

/** As `color-mix(in srgb, one share, other)`. */
export function mix(one: string, other: string, share: number): string {
  const [a, b] = [channels(one), channels(other)];
  return toHex(a.map((value, index) => value * share + b[index]! * (1 - share)));
}

const STEPS = 100;

/**
 * `colour`, made only as much darker or lighter as it takes for `isEnough`; as far as it goes, if nothing is enough.
 * @param background decides the way: away from it
 */
export function adjust(colour: string, background: string, isEnough: (colour: string) => boolean): string {
  const ends = ['#000000', '#ffffff'].sort((a, b) => contrast(b, background) - contrast(a, background));
  for (const end of ends) {
    for (let step = 0; step <= STEPS; step++) {
      const changed = mix(end, colour, step / STEPS);
      if (isEnough(changed)) return changed;
    }
  }
  return ends[0]!;
}

/** Any colour of CSS as `#rrggbb`; `undefined` if it is none, or can be seen through. Needs a browser. */
export function readColour(text: string): string | undefined {
  const wanted = text.trim();
  if (!CSS.supports('color', wanted) || /^(inherit|initial|unset|revert|currentcolor)/i.test(wanted)) return undefined;
  const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  if (!context) return undefined;
  context.fillStyle = wanted;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 0] = context.getImageData(0, 0, 1, 1).data;
  return alpha === 255 ? toHex([red, green, blue].map((value) => value / 255)) : undefined;
}

/** Reads a typed hex colour; also `#abc`, and without the `#`. */
export function readHex(text: string): string | undefined {
  const digits = /^#?([\da-f]{3}|[\da-f]{6})$/i.exec(text.trim())?.[1]?.toLowerCase();
  if (!digits) return undefined;
  return `#${digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits}`;
}

function channels(colour: string): number[] {
  return [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16) / 255);
}

function toHex(values: readonly number[]): string {
  return `#${values.map((value) => Math.round(value * 255).toString(16).padStart(2, '0')).join('')}`;
}

function luminance(colour: string): number {
  const [red, green, blue] = channels(colour).map((share) => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4)) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
