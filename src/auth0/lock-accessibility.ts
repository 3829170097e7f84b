/**
 * Mends from outside what keeps people from using Lock's additional sign-up fields by keyboard or screen reader.
 * All of it is Lock 14.3's and 15.0's own doing (auth0-lock `src/ui/input/select_input.jsx`, `src/field/custom_input.jsx`,
 * `src/ui/list.jsx`), and can go when Lock does it by itself. Nothing here is needed for a login to work: where Lock
 * looks different, nothing is found and nothing is changed.
 */

/** The label of each additional field, by its name. */
export type FieldLabels = ReadonlyMap<string, string>;

/** Keeps Lock's form in `container` mended, however often Lock renders it anew. Returns what ends it. */
export function mendLockForm(container: HTMLElement, labels: FieldLabels): () => void {
  /** The select whose list is open, or was about to be. */
  let opened: string | undefined;
  let isOpen = false;
  const mend = () => {
    nameInputs(container, labels);
    const list = container.querySelector<HTMLElement>('.auth0-lock-select-country');
    if (list) mendList(list, labels.get(opened ?? '') ?? '');
    // Lock leaves the focus on the page's body when its list closes.
    else if (isOpen && opened) findInput(container, opened)?.focus();
    isOpen = list !== null;
  };
  const handleKeydown = (event: KeyboardEvent) => {
    const trigger = selectTrigger(event.target, labels);
    opened = trigger?.name ?? opened;
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
  const observer = new MutationObserver(mend);
  observer.observe(container, { subtree: true, childList: true, attributes: true, attributeFilter: ['class', 'value'] });
  mend();
  return () => {
    observer.disconnect();
    container.removeEventListener('keydown', handleKeydown, true);
    container.removeEventListener('click', handleClick, true);
  };
}

/** Lock drops `ariaLabel` of additional fields and takes their raw names: "first_name" is what a screen reader says. */
function nameInputs(container: HTMLElement, labels: FieldLabels): void {
  for (const [name, label] of labels) {
    const input = findInput(container, name);
    if (!input) continue;
    const isSelect = input.type === 'button';
    // What is chosen is a button's text in Lock, which a label would hide.
    setAttribute(input, 'aria-label', isSelect && input.value !== label ? `${label}: ${input.value}` : label);
    if (isSelect) setAttribute(input, 'aria-haspopup', 'listbox');
  }
}

/** Lock's list has no roles, and opens without taking the focus to the search box that its keys work in. */
function mendList(list: HTMLElement, label: string): void {
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
  for (const [name, value] of [['role', 'combobox'], ['aria-expanded', 'true'], ['aria-controls', items.id], ['aria-label', label]] as const) {
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

/** Writing only what differs keeps the observer from waking itself. */
function setAttribute(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
