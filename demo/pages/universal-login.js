// Signs in with auth0-spa-js, with a code and PKCE, and passes the user to the panel.
import '/dist/progressive-lock.js';

const byId = (id) => document.getElementById(id);
const { managementStore } = await window.progressiveLock.load();

const panel = document.querySelector('tell-us-more');
const domain = panel.dataset.tenant;
const client = await window.auth0.createAuth0Client({
  domain,
  clientId: 'demo-app',
  authorizationParams: { redirect_uri: location.origin + location.pathname },
});

if (new URLSearchParams(location.search).has('code')) {
  await client.handleRedirectCallback();
  history.replaceState(null, '', location.pathname);
} else {
  await client.checkSession();
}

const user = await client.getUser();
byId('account').hidden = !user;
byId('signed-out').hidden = Boolean(user);
byId('who').textContent = user?.email ?? '';
if (user) {
  panel.store = managementStore({
    domain,
    getToken: ({ audience, scope, fresh }) => client.getTokenSilently({ authorizationParams: { audience, scope }, cacheMode: fresh ? 'off' : 'on' }),
  });
  panel.user = user;
}

byId('sign-up').addEventListener('click', () => client.loginWithRedirect({ authorizationParams: { screen_hint: 'signup' } }));
byId('sign-in').addEventListener('click', () => client.loginWithRedirect());
byId('sign-out').addEventListener('click', async () => {
  await panel.forget();
  await client.logout({ logoutParams: { returnTo: location.origin + location.pathname } });
});
