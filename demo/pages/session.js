/** The session of pages that sign people in with their own auth0-js. It uses nothing from this package. */
const byId = (id) => document.getElementById(id);
const promised = (call) => new Promise((resolve, reject) => call((error, result) => (error ? reject(error) : resolve(result))));

/** Opens the session at the tenant `domain`. Resolves with the signed-in `user`, if any, and with the source of tokens. */
export async function openSession(domain) {
  const client = new window.auth0.WebAuth({
    domain,
    clientID: 'demo-app',
    redirectUri: location.origin + location.pathname,
    responseType: 'token id_token',
    scope: 'openid profile email',
    // Only needed because the local tenant uses plain HTTP.
    overrides: { __token_issuer: `${domain}/` },
  });

  async function findUser() {
    if (!location.hash.includes('id_token')) return (await promised((done) => client.checkSession({}, done))).idTokenPayload;
    const { idTokenPayload } = await promised((done) => client.parseHash(done));
    history.replaceState(null, '', location.pathname);
    return idTokenPayload;
  }

  const user = await findUser().catch(() => undefined);
  byId('account').hidden = !user;
  byId('sign-in').hidden = Boolean(user);
  byId('who').textContent = user?.email ?? '';
  byId('sign-in').addEventListener('click', () => client.authorize());

  return {
    user,
    getToken: async ({ audience, scope }) => (await promised((done) => client.checkSession({ audience, scope }, done))).accessToken,
    /** `forget`: called before the sign-out. */
    handleSignOut(forget) {
      byId('sign-out').addEventListener('click', async () => {
        await forget();
        client.logout({ clientID: 'demo-app', returnTo: location.origin + location.pathname });
      });
    },
  };
}
