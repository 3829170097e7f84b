// An application that has its session already: nothing of ours signs anybody in here.
import '/dist/progressive-lock.js';

const { endpointStore, managementStore } = await window.progressiveLock.load();

const element = document.querySelector('tell-us-more');
const byId = (id) => document.getElementById(id);
const domain = element.dataset.tenant;
const client = new window.auth0.WebAuth({
  domain,
  clientID: 'demo-app',
  redirectUri: location.origin + location.pathname,
  responseType: 'token id_token',
  scope: 'openid profile email',
  // Only because the local tenant speaks plain HTTP.
  overrides: { __token_issuer: `${domain}/` },
});

const promised = (call) => new Promise((resolve, reject) => call((error, result) => (error ? reject(error) : resolve(result))));

async function findSession() {
  if (location.hash.includes('id_token')) {
    const result = await promised((done) => client.parseHash(done));
    history.replaceState(null, '', location.pathname);
    return result;
  }
  return promised((done) => client.checkSession({}, done));
}

async function getToken({ audience, scope }) {
  return (await promised((done) => client.checkSession({ audience, scope }, done))).accessToken;
}

try {
  const { idTokenPayload } = await findSession();
  byId('account').hidden = false;
  byId('who').textContent = idTokenPayload.email;
  // Two ways to save: to the person's own profile, or through the site's own endpoint, without a metadata token here.
  element.store =
    location.pathname === '/endpoint'
      ? endpointStore({ url: '/api/profile', audience: 'https://api.paperplane.example/', getToken })
      : managementStore({ domain, getToken });
  element.user = idTokenPayload;
} catch {
  byId('sign-in').hidden = false;
}

byId('sign-in').addEventListener('click', () => client.authorize());
byId('sign-out').addEventListener('click', async () => {
  await element.forget();
  client.logout({ clientID: 'demo-app', returnTo: location.origin + location.pathname });
});
