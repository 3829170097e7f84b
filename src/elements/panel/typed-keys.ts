/**
 * Keeps what is typed in `root` from the page: outside of the root the event's target is the host, which no page's shortcuts
 * take for an input or a button.
 */
export function keepTypedKeys(root: ShadowRoot): void {
  for (const type of ['keydown', 'keypress', 'keyup', 'beforeinput', 'copy', 'cut', 'paste']) root.addEventListener(type, keepKey);
}

/** What presses a button, link or summary. */
const PRESSING = /^( |Enter)$/;
/** What edits a text with Control or Command; with these, other keys are the page's shortcuts. */
const EDITING = /^([acvxyz]|Backspace|Delete|Arrow.+|Home|End)$/i;

function keepKey(event: Event): void {
  const { target, key = '', ctrlKey, metaKey, altKey } = event as KeyboardEvent;
  // Control and Alt together are AltGr, which types.
  const isShortcut = (ctrlKey || metaKey) && !altKey;
  const isTyped = (target as Element).matches('input, select, textarea') ? !isShortcut || EDITING.test(key) : !isShortcut && PRESSING.test(key);
  if (isTyped) event.stopPropagation();
}
