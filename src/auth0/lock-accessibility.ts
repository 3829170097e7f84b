/**
 * Makes Lock's form usable by keyboard, screen reader and password manager. The faults are those of Lock 14.3 and 15.0
 * (auth0-lock `src/ui/input/select_input.jsx`, `src/field/custom_input.jsx`, `src/ui/list.jsx`); a patch can go when Lock
 * fixes its fault. A login needs none of this: where Lock's markup is different, nothing is changed.
 */

/** The features of an additional field for which Lock has no option. */
export interface FieldNotes {
  label: string;
  /** HTML's autofill name. */
  autocomplete?: string;
  inputMode?: string;
  /** The error of a required choice that is missing. */
  required?: string;
  /** A link next to the label of a checkbox. */
  link?: { text: string; url: string };
}

export type FieldLabels = ReadonlyMap<string, FieldNotes>;

/** Patches Lock's form in `container` after each of its renderings. Returns a function that stops it. */
export function patchLockAccessibility(container: HTMLElement, labels: FieldLabels): () => void {
  /** The select whose list is open, or was about to be. */
  let opened: string | undefined;
  let isOpen = false;
  const patch = () => {
    nameInputs(container, labels);
    nameOwnInputs(container, labels);
    patchTabs(container);
    removeDeadDescriptions(container);
    const list = container.querySelector<HTMLElement>('.auth0-lock-select-country');
    if (list) patchList(list, labels.get(opened ?? '')?.label ?? '');
    // Lock leaves the focus on the page's body when its list closes.
    else if (isOpen && opened) findInput(container, opened)?.focus();
    isOpen = list !== null;
  };
  const handleKeydown = (event: KeyboardEvent) => {
    const trigger = selectTrigger(event.target, labels);
    opened = trigger?.name ?? opened;
    // Escape closes Lock's list, not the dialog around it.
    if (event.key === 'Escape' && isOpen) {
      event.preventDefault();
      event.stopPropagation();
      container.querySelector<HTMLElement>('.auth0-lock-select-country .auth0-lock-back-button')?.click();
      return;
    }
    if (event.key === 'Escape' && trigger) return passAround(event, container);
    // Lock's handler opens its list at ArrowDown and letters, and swallows every other key: also the ones that press a button.
    if (!trigger || (event.key !== 'Enter' && event.key !== ' ')) return;
    event.preventDefault();
    event.stopPropagation();
    trigger.click();
  };
  const handleClick = (event: Event) => {
    opened = selectTrigger(event.target, labels)?.name ?? opened;
  };

  container.addEventListener('keydown', handleKeydown, true);
  container.addEventListener('click', handleClick, true);
  const observer = new MutationObserver(patch);
  observer.observe(container, { subtree: true, childList: true, attributes: true, attributeFilter: ['class', 'value'] });
  patch();
  return () => {
    observer.disconnect();
    container.removeEventListener('keydown', handleKeydown, true);
    container.removeEventListener('click', handleClick, true);
  };
}

/** Hides an event from Lock, which would cancel it. The page around Lock receives it. */
function passAround(event: KeyboardEvent, container: HTMLElement): void {
  event.stopPropagation();
  const isWanted = container.parentElement?.dispatchEvent(new KeyboardEvent(event.type, event));
  if (isWanted === false) event.preventDefault();
}

/** Lock drops `ariaLabel` of additional fields, so that a screen reader says their raw names: "first_name". */
function nameInputs(container: HTMLElement, labels: FieldLabels): void {
  for (const [name, { label, autocomplete, inputMode, required, link }] of labels) {
    const input = findInput(container, name);
    if (!input) continue;
    const isSelect = input.type === 'button';
    // Lock shows the choice as the text of a button, which a label would hide.
    setAttribute(input, 'aria-label', isSelect && input.value !== label ? `${label}: ${input.value}` : label);
    if (autocomplete) setAttribute(input, 'autocomplete', autocomplete);
    if (inputMode) setAttribute(input, 'inputmode', inputMode);
    if (isSelect) patchSelect(input, label, required);
    if (link && input.type === 'checkbox') addLink(input, link);
  }
}

/** Lock's own inputs have English names in every language, and the box that shows the password has none. */
function nameOwnInputs(container: HTMLElement, labels: FieldLabels): void {
  for (const input of container.querySelectorAll<HTMLInputElement>('.auth0-lock-input[placeholder]')) {
    if (input.placeholder && !labels.has(input.name)) setAttribute(input, 'aria-label', input.placeholder);
  }
  for (const label of container.querySelectorAll<HTMLLabelElement>('.auth0-lock-show-password label')) {
    const box = label.previousElementSibling;
    if (box && label.title) setAttribute(box, 'aria-label', label.title);
  }
}

/** Lock shows the choice instead of the label, and no error for a missing choice. The style sheet shows both. */
function patchSelect(input: HTMLInputElement, label: string, required = ''): void {
  setAttribute(input, 'aria-haspopup', 'listbox');
  const block = input.closest('.auth0-lock-input-block');
  if (!block) return;
  setAttribute(block, 'data-label', label);
  setAttribute(block, 'data-error', required);
  const isWrong = block.classList.contains('auth0-lock-error');
  setAttribute(input, 'aria-invalid', String(isWrong));
  if (isWrong) setAttribute(input, 'aria-description', required);
  else input.removeAttribute('aria-description');
}

/** Lock's labels are text. The link comes after the label, so that a click on it does not check the box. */
function addLink(input: HTMLInputElement, { text, url }: { text: string; url: string }): void {
  const label = input.closest('label');
  if (!label || label.nextElementSibling?.matches('.progressive-lock-link')) return;
  const link = Object.assign(document.createElement('a'), { className: 'progressive-lock-link', href: url, target: '_blank', rel: 'noopener', textContent: text });
  label.after(link);
}

/** Lock does not say which tab is open. */
function patchTabs(container: HTMLElement): void {
  for (const tab of container.querySelectorAll('.auth0-lock-tabs li')) {
    const isCurrent = tab.classList.contains('auth0-lock-tabs-current');
    const words = tab.firstElementChild;
    if (isCurrent && words) setAttribute(words, 'aria-current', 'true');
    else words?.removeAttribute('aria-current');
  }
}

/** Lock's inputs refer to a description that may be missing. */
function removeDeadDescriptions(container: HTMLElement): void {
  for (const input of container.querySelectorAll('input[aria-describedby]')) {
    if (!document.getElementById(input.getAttribute('aria-describedby') ?? '')) input.removeAttribute('aria-describedby');
  }
}

/** Lock's list has no roles, and does not focus the search box that handles its keys. */
function patchList(list: HTMLElement, label: string): void {
  const search = list.querySelector<HTMLInputElement>('input[name="search"]');
  const items = list.querySelector<HTMLElement>('ul');
  if (!search || !items) return;
  items.id ||= `${search.id}-list`;
  setAttribute(items, 'role', 'listbox');
  setAttribute(items, 'aria-label', label);
  for (const [index, item] of [...items.children].entries()) {
    const isHighlighted = item.classList.contains('auth0-lock-list-code-highlighted');
    item.id = `${items.id}-${index}`;
    setAttribute(item, 'role', 'option');
    setAttribute(item, 'aria-selected', String(isHighlighted));
    if (isHighlighted) setAttribute(search, 'aria-activedescendant', item.id);
  }
  if (!items.querySelector('[aria-selected="true"]')) search.removeAttribute('aria-activedescendant');
  for (const [name, value] of [['role', 'combobox'], ['aria-expanded', 'true'], ['aria-controls', items.id], ['aria-label', label], ['placeholder', label]] as const) {
    setAttribute(search, name, value);
  }
  if (!list.contains(document.activeElement)) search.focus();
}

function findInput(container: HTMLElement, name: string): HTMLInputElement | null {
  return container.querySelector<HTMLInputElement>(`input[name="${CSS.escape(name)}"]:not([type="hidden"])`);
}

function selectTrigger(target: EventTarget | null, labels: FieldLabels): HTMLInputElement | undefined {
  const isTrigger = target instanceof HTMLInputElement && target.type === 'button' && labels.has(target.name);
  return isTrigger ? target : undefined;
}

/** Sets only attributes that differ. Otherwise, the observer would call itself. */
function setAttribute(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
