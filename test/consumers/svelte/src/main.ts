import { mount } from 'svelte';

/** `#sdk` shows the app whose session is another SDK's. Kept in the tab: signing in leaves the page. */
if (location.hash === '#sdk') sessionStorage.setItem('sdk', 'yes');
const { default: App } = await (sessionStorage.getItem('sdk') ? import('./SdkApp.svelte') : import('./App.svelte'));
mount(App, { target: document.getElementById('app')! });
