/** As web-test-runner.config.mjs has it for Chromium, with another browser. */
import chromium from '../../web-test-runner.config.mjs';

export function configFor(browser) {
  return { ...chromium, browsers: [browser] };
}
