/** Configures the browser tests for WebKitGTK (Debian: `webkit2gtk-driver`). run.mjs starts its driver. */
import { webdriverLauncher } from '@web/test-runner-webdriver';
import { configFor } from './config.mjs';

const webkit = webdriverLauncher({
  automationProtocol: 'webdriver',
  hostname: '127.0.0.1',
  port: Number(process.env.WEBKIT_DRIVER_PORT),
  path: '/',
  logLevel: 'warn',
  capabilities: {
    browserName: 'MiniBrowser',
    'wdio:enforceWebDriverClassic': true,
    'webkitgtk:browserOptions': { binary: process.env.MINIBROWSER_PATH, args: ['--automation'] },
  },
});

export default configFor(webkit);
