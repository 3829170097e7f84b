/** Returns the configuration of web-test-runner.config.mjs with another browser than Chromium. */
import chromium from '../../web-test-runner.config.mjs';

export function configFor(browser) {
  return { ...chromium, browsers: [browser] };
}
