/** Measures what stays on the heap after the panel was shown and removed a thousand times. */
import { exactly } from './stats.mjs';

const CYCLES = 1000;
/** Until caches and compiled code are there. */
const WARM_UP = 100;

/** @returns {Promise<Record<string, import('./stats.mjs').Sample>>} */
export async function measureHeap({ browser, url, handleStep }) {
  const context = await browser.newContext({ locale: 'en-GB' });
  try {
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await page.goto(`${url}/page/ours`);
    await runCycles(page, WARM_UP);
    handleStep();
    const before = await heap(devtools);
    await runCycles(page, CYCLES);
    handleStep();
    const after = await heap(devtools);
    return { heapBytesPerCycle: exactly((after - before) / CYCLES) };
  } finally {
    await context.close();
  }
}

export const HEAP_STEPS = 2;

async function heap(devtools) {
  // Twice: what finalizers let go of is collected by the second.
  for (let round = 0; round < 2; round++) await devtools.send('HeapProfiler.collectGarbage');
  return (await devtools.send('Runtime.getHeapUsage')).usedSize;
}

function runCycles(page, count) {
  return page.evaluate(async (cycles) => {
    const { showPanel } = await import('/bench/ours.js');
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    for (let cycle = 0; cycle < cycles; cycle++) {
      const element = showPanel();
      const patience = performance.now() + 5000;
      const isShown = () => element.shadowRoot?.querySelector('[part~="panel"] input')?.checkVisibility({ visibilityProperty: true });
      while (!isShown()) {
        if (performance.now() > patience) throw new Error(`the panel was not shown in cycle ${cycle}`);
        await frame();
      }
      element.remove();
    }
  }, count);
}
