/**
 * Keeps what is typed into the inputs of `root` from the page: outside of the root the event's target is the host, which no
 * page's shortcuts take for an input. Shortcuts with Control or Command still reach the page.
 */
export function keepTypedKeys(root: ShadowRoot): void {
  for (const type of ['keydown', 'keypress', 'keyup']) root.addEventListener(type, keepKey);
}

function keepKey(event: Event): void {
  const { target, ctrlKey, metaKey, altKey } = event as KeyboardEvent;
  // Control and Alt together are AltGr, which types.
  const isShortcut = (ctrlKey || metaKey) && !altKey;
  if (!isShortcut && (target as Element).matches('input, select, textarea')) event.stopPropagation();
}
