// An application with its own session. Nothing in this file signs people in.
import '/dist/progressive-lock.js';
import { openSession } from './session.js';

const { endpointStore, managementStore } = await window.progressiveLock.load();

const element = document.querySelector('tell-us-more');
const domain = element.dataset.tenant;
const { user, getToken, handleSignOut } = await openSession(domain);
if (user) {
  // Two ways to save: to the person's own profile, or through the site's own endpoint, without a token for metadata in the page.
  element.store =
    location.pathname === '/endpoint'
      ? endpointStore({ url: '/api/profile', audience: 'https://api.paperplane.example/', getToken })
      : managementStore({ domain, getToken });
  element.user = user;
}
handleSignOut(() => element.forget());
