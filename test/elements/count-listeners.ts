/**
 * Counts the listeners of window and document that were added since the call, and were neither removed nor ended by their signal.
 */
export function countListeners(): { alive(): number; names(): string; restore(): void } {
  const alive: { target: EventTarget; type: string; listener: unknown; isCapture: boolean }[] = [];
  // oxlint-disable-next-line typescript/unbound-method -- called with the target below
  const { addEventListener, removeEventListener } = EventTarget.prototype;
  const isCaptured = (options: unknown) => options === true || (typeof options === 'object' && (options as AddEventListenerOptions).capture === true);
  const forget = (target: EventTarget, type: string, listener: unknown, isCapture: boolean) => {
    const index = alive.findIndex((one) => one.target === target && one.type === type && one.listener === listener && one.isCapture === isCapture);
    if (index >= 0) alive.splice(index, 1);
  };
  // Called as a function it belongs to the window.
  EventTarget.prototype.addEventListener = function (this: EventTarget | undefined, type, listener, options) {
    const target = this ?? window;
    const { signal } = Object(options) as AddEventListenerOptions;
    const isPage = target === window || target === document;
    if (isPage && !signal?.aborted) {
      const isCapture = isCaptured(options);
      alive.push({ target, type, listener, isCapture });
      if (signal) addEventListener.call(signal, 'abort', () => forget(target, type, listener, isCapture));
    }
    addEventListener.call(target, type, listener, options);
  };
  EventTarget.prototype.removeEventListener = function (this: EventTarget | undefined, type, listener, options) {
    const target = this ?? window;
    forget(target, type, listener, isCaptured(options));
    removeEventListener.call(target, type, listener, options);
  };
  return {
    alive: () => alive.length,
    names: () => alive.map(({ type }) => type).join(', '),
    restore: () => Object.assign(EventTarget.prototype, { addEventListener, removeEventListener }),
  };
}
