/**
 * Mends from outside what keeps people from using Lock's additional sign-up fields by keyboard or screen reader.
 * All of it is Lock 14.3's and 15.0's own doing (auth0-lock `src/ui/input/select_input.jsx`, `src/field/custom_input.jsx`,
 * `src/ui/list.jsx`), and can go when Lock does it by itself. Nothing here is needed for a login to work: where Lock
 * looks different, nothing is found and nothing is changed.
 */

/** What is known of each additional field, by its name. */
export interface FieldNotes {
  label: string;
  /** HTML's autofill name. */
  autocomplete?: string;
  inputMode?: string;
  /** What is said of a required choice that is not made. */
  required?: string;
}

export type FieldLabels = ReadonlyMap<string, FieldNotes>;

/** Keeps Lock's form in `container` mended, however often Lock renders it anew. Returns what ends it. */
export function mendLockForm(container: HTMLElement, labels: FieldLabels): () => void {
  /** The select whose list is open, or was about to be. */
  let opened: string | undefined;
  let isOpen = false;
  const mend = () => {
    nameInputs(container, labels);
    mendForm(container);
    const list = container.querySelector<HTMLElement>('.auth0-lock-select-country');
    if (list) mendList(list, labels.get(opened ?? '')?.label ?? '');
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
  for (const [name, { label, autocomplete, inputMode, required }] of labels) {
    const input = findInput(container, name);
    if (!input) continue;
    const isSelect = input.type === 'button';
    // What is chosen is a button's text in Lock, which a label would hide.
    setAttribute(input, 'aria-label', isSelect && input.value !== label ? `${label}: ${input.value}` : label);
    if (autocomplete) setAttribute(input, 'autocomplete', autocomplete);
    if (inputMode) setAttribute(input, 'inputmode', inputMode);
    if (isSelect) mendSelect(input, label, required);
  }
}

/** Lock shows what is chosen in the place of the label, and says nothing of a choice that is missing. Its style sheet shows both. */
function mendSelect(input: HTMLInputElement, label: string, required = ''): void {
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

/** Tabs that do not tell which of them is open, and a description that is not there. */
function mendForm(container: HTMLElement): void {
  for (const tab of container.querySelectorAll('.auth0-lock-tabs li')) {
    const isCurrent = tab.classList.contains('auth0-lock-tabs-current');
    const words = tab.firstElementChild;
    if (isCurrent && words) setAttribute(words, 'aria-current', 'true');
    else words?.removeAttribute('aria-current');
  }
  for (const input of container.querySelectorAll('input[aria-describedby]')) {
    if (!document.getElementById(input.getAttribute('aria-describedby') ?? '')) input.removeAttribute('aria-describedby');
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
