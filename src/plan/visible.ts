/**
 * `text` with an escape (`\u001b`) in the place of everything that terminals and editors act upon instead of showing
 * it: control characters but the end of a line, and those that turn the direction of a text. JSON stays JSON.
 */
export function visible(text: string): string {
  return text.replace(/[^\n\P{C}]|[\u2028\u2029]/gu, (sign) => sign.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`));
}
