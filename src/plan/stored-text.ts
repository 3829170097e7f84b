/** How texts are stored in `user_metadata`. */

/**
 * What an optional select of the sign-up form stores for "Prefer not to say": Lock accepts no empty choice.
 * It reads as nothing, and no option of a plan may have this value.
 */
export const PREFER_NOT_TO_SAY = 'prefer_not_to_say';

const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&nbsp;': '\u00a0' };
const ENTITY = /&(?:amp|lt|gt|nbsp);/g;

/** The text behind what Lock stores: it turns one with a `<` in it into HTML (`Tom & Jerry <3` → `Tom &amp; Jerry &lt;3`). */
export function decodeText(stored: string): string {
  return stored.replace(ENTITY, (entity) => ENTITIES[entity] ?? entity);
}

/** How `text` is stored so that it reads back as it is. Only one that itself looks like HTML (`&lt;`) needs a change. */
export function encodeText(text: string): string {
  return text.replace(ENTITY, (entity) => `&amp;${entity.slice(1)}`);
}

/** True if Lock would change `text`, or it would read back changed. */
export function isMangledByLock(text: string): boolean {
  return text.includes('<') || text.search(ENTITY) >= 0;
}

/** True if `value` can be in a plan as a value that the panel saves: it is stored unchanged. */
export function isSavedAsIs(value: string): boolean {
  return value === value.trim() && value !== PREFER_NOT_TO_SAY;
}

/** True if every way of saving, Lock's too, keeps `value` as it is. */
export function isStoredAsIs(value: string): boolean {
  return isSavedAsIs(value) && !isMangledByLock(value);
}
