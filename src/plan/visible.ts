/**
 * Returns `text` with an escape (`\u001b`) instead of each character that terminals and editors interpret: control characters
 * except line ends, and characters that change the direction of text. JSON stays JSON.
 */
export function visible(text: string): string {
  return text.replace(/[^\n\P{C}]|[\u2028\u2029]/gu, (sign) => sign.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`));
}
