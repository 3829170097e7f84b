/** How texts are stored in `user_metadata`. */

/**
 * The value of "Prefer not to say" in an optional select of the sign-up form, because Lock accepts no empty choice. It is read as
 * no answer, and no option of a plan may have it.
 */
export const PREFER_NOT_TO_SAY = 'prefer_not_to_say';

const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&nbsp;': '\u00a0' };
const ENTITY = /&(?:amp|lt|gt|nbsp);/g;

/** Returns the text that Lock has stored as HTML, which it does if it contains `<` (`Tom & Jerry <3` → `Tom &amp; Jerry &lt;3`). */
export function decodeText(stored: string): string {
  return stored.replace(ENTITY, (entity) => ENTITIES[entity] ?? entity);
}

/** Encodes `text` so that it is read unchanged. Only a text that looks like HTML (`&lt;`) needs that. */
export function encodeText(text: string): string {
  return text.replace(ENTITY, (entity) => `&amp;${entity.slice(1)}`);
}

/** True if Lock would change `text`, or if it would be read changed. */
export function isMangledByLock(text: string): boolean {
  return text.includes('<') || text.search(ENTITY) >= 0;
}

/** True if the panel stores `value` unchanged, so that it can be an option's value. */
export function isSavedAsIs(value: string): boolean {
  return value === value.trim() && value !== PREFER_NOT_TO_SAY;
}

/** True if both the panel and Lock store `value` unchanged. */
export function isStoredAsIs(value: string): boolean {
  return isSavedAsIs(value) && !isMangledByLock(value);
}
