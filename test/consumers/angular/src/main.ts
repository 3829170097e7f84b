import { provideZonelessChangeDetection } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';

/** `#sdk` shows the app whose session is another SDK's. Kept in the tab: signing in leaves the page. */
if (location.hash === '#sdk') sessionStorage.setItem('sdk', 'yes');
if (sessionStorage.getItem('sdk')) {
  const { SdkApp, auth0 } = await import('./sdk-app');
  await bootstrapApplication(SdkApp, { providers: [provideZonelessChangeDetection(), auth0] });
} else {
  const { App } = await import('./app');
  await bootstrapApplication(App, { providers: [provideZonelessChangeDetection()] });
}
