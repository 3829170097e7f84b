/** Moves a row of a list by its handle, with a mouse, a pen or a finger. Reports the new position at the end. */

export interface Drag {
  /** The rows in order. */
  rows: readonly HTMLElement[];
  from: number;
  /** Called with the position at which the row was released. */
  onDrop: (to: number) => void;
}

/** Begins a drag. `event` is the `pointerdown` of a handle. */
export function beginDrag(event: PointerEvent, { rows, from, onDrop }: Drag): void {
  const row = rows[from];
  const handle = event.currentTarget as HTMLElement;
  if (!row || event.button !== 0) return;
  event.preventDefault();
  handle.setPointerCapture(event.pointerId);
  const boxes = rows.map((other) => other.getBoundingClientRect());
  const { height } = boxes[from]!;
  const gap = boxes[1] ? boxes[1].top - boxes[0]!.bottom : 0;
  const ending = new AbortController();
  let to = from;
  row.classList.add('dragged');

  const follow = ({ clientY }: PointerEvent) => {
    const way = clientY - event.clientY;
    const middle = boxes[from]!.top + height / 2 + way;
    to = boxes.filter((box, index) => index !== from && middle > box.top + box.height / 2).length;
    row.style.transform = `translateY(${way}px)`;
    for (const [index, other] of rows.entries()) {
      if (index === from) continue;
      const isBetween = index > from ? index <= to : index >= to;
      other.style.transform = isBetween ? `translateY(${(index > from ? -1 : 1) * (height + gap)}px)` : '';
    }
  };
  const end = () => {
    ending.abort();
    row.classList.remove('dragged');
    for (const other of rows) other.style.transform = '';
  };
  const { signal } = ending;
  handle.addEventListener('pointermove', follow, { signal });
  handle.addEventListener('pointercancel', end, { signal });
  handle.addEventListener('lostpointercapture', end, { signal });
  handle.addEventListener('pointerup', () => (end(), to !== from && onDrop(to)), { signal });
  addEventListener('keydown', ({ key }) => key === 'Escape' && end(), { signal });
}
