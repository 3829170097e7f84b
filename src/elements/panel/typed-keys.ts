/**
 * Keeps keys that are typed in `root` from the page's shortcuts. Outside of the root, the event's target is the host, which
 * shortcuts do not recognise as an input or a button.
 */
export function keepTypedKeys(root: ShadowRoot): void {
  for (const type of ['keydown', 'keypress', 'keyup', 'beforeinput', 'copy', 'cut', 'paste']) root.addEventListener(type, keepKey);
}

/** The keys that press a button, link or summary. */
const PRESSING = /^( |Enter)$/;
/** The keys that edit a text with Control or Command. Other keys with these are the page's shortcuts. */
const EDITING = /^([acvxyz]|Backspace|Delete|Arrow.+|Home|End)$/i;

function keepKey(event: Event): void {
  const { target, key = '', ctrlKey, metaKey, altKey } = event as KeyboardEvent;
  // Control and Alt together are AltGr, which types characters.
  const isShortcut = (ctrlKey || metaKey) && !altKey;
  const isTyped = (target as Element).matches('input, select, textarea') ? !isShortcut || EDITING.test(key) : !isShortcut && PRESSING.test(key);
  if (isTyped) event.stopPropagation();
}
