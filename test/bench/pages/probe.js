// Starts the measurement, and reports when the questions are visible, in the same way on every page.
(() => {
  const isVisible = (element) => {
    const { width, height } = element.getBoundingClientRect();
    return width > 0 && height > 0 && element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  };

  /** Inputs in the page and in the shadow roots of custom elements. Hidden radios are drawn by their label. */
  function findInputs(root) {
    const inputs = [...root.querySelectorAll('input, textarea')].map((input) =>
      input.matches('[type="radio"]') ? (input.closest('label') ?? input) : input,
    );
    const inside = ({ shadowRoot }) => (shadowRoot ? findInputs(shadowRoot) : []);
    return [...inputs, ...[...root.querySelectorAll('*')].flatMap(inside)];
  }

  window.shiftSoFar = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.shiftSoFar += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });

  /** Calls back when something in the page, or in a shadow root, was added or taken away. */
  function watchPage(callback) {
    const observer = new MutationObserver(callback);
    const watch = (root) => observer.observe(root, { childList: true, subtree: true });
    watch(document);
    const { attachShadow } = Element.prototype;
    Element.prototype.attachShadow = function (...options) {
      const root = attachShadow.apply(this, options);
      watch(root);
      return root;
    };
  }

  /** Resolves with the milliseconds from the mark to the end of the frame in which `count` inputs are visible. */
  const shown = (count) =>
    new Promise((resolve) => {
      let frame = 0;
      const look = () => {
        frame = 0;
        const inputs = findInputs(document);
        if (inputs.length < count) return;
        // They may be faded in.
        if (inputs.filter(isVisible).length < count) return void lookSoon();
        // The frame is painted after this callback; a message comes after it.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now() - performance.getEntriesByName('bench-start')[0].startTime);
        port2.postMessage(0);
      };
      // In a frame that comes anyway: to ask for more of them would be work for the page, and measured.
      const lookSoon = () => (frame ||= requestAnimationFrame(look));
      watchPage(lookSoon);
    });

  const count = Number(new URLSearchParams(location.search).get('inputs'));

  function begin() {
    // Told by the console: a driver that asks the page would be work for its main thread, and measured.
    if (count) shown(count).then((ms) => console.debug(`bench-shown ${ms}`));
    performance.mark('bench-start');
    const content = document.importNode(document.querySelector('template').content, true);
    // In their order, as if they had stood there from the beginning.
    for (const script of content.querySelectorAll('script')) script.async = false;
    document.head.append(content);
  }

  // The page's own first frame is nobody's doing.
  new PerformanceObserver((list, observer) => {
    if (!list.getEntriesByName('first-contentful-paint').length) return;
    observer.disconnect();
    begin();
  }).observe({ type: 'paint', buffered: true });
})();
