// Tells when the questions can be seen, on every page in the same way. A classic script: it is there before others.
(() => {
  const isVisible = (element) => {
    const { width, height } = element.getBoundingClientRect();
    return width > 0 && height > 0 && element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  };

  /** Inputs in the page and in the shadow roots of custom elements. Hidden radios are drawn by their label. */
  function visibleInputs(root) {
    const inputs = [...root.querySelectorAll('input, textarea')].map((input) =>
      input.matches('[type="radio"]') ? (input.closest('label') ?? input) : input,
    );
    const inside = ({ shadowRoot }) => (shadowRoot ? visibleInputs(shadowRoot) : []);
    const inner = [...root.querySelectorAll('*')].flatMap(inside);
    return [...inputs.filter(isVisible), ...inner];
  }

  window.shiftSoFar = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.shiftSoFar += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });

  /** Resolves with the milliseconds from the mark to the end of the frame in which `count` inputs are visible. */
  const shown = (count) =>
    new Promise((resolve) => {
      const look = () => {
        if (visibleInputs(document).length < count) return void requestAnimationFrame(look);
        // The frame is painted after this callback; a message comes after it.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now() - performance.getEntriesByName('bench-start')[0].startTime);
        port2.postMessage(0);
      };
      look();
    });

  const count = Number(new URLSearchParams(location.search).get('inputs'));
  // Told by the console: a driver that asks the page would be work for its main thread, and measured.
  if (count) shown(count).then((ms) => console.debug(`bench-shown ${ms}`));
})();
