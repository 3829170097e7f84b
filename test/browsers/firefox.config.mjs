/** Configures the browser tests for Firefox ESR (Debian: `firefox-esr`), which run.mjs finds. */
import { chromeLauncher } from '@web/test-runner-chrome';
import { configFor } from './config.mjs';

// Puppeteer drives it too, by WebDriver BiDi.
const firefox = chromeLauncher({
  concurrency: 1,
  launchOptions: { browser: 'firefox', executablePath: process.env.FIREFOX_PATH },
});
firefox.name = 'Firefox';

export default configFor(firefox);
