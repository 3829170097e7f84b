import { Auth0Provider, useAuth0 } from '@auth0/auth0-react';
import { managementStore, type Claims } from 'progressive-lock';
import { ProfileReview, TellUsMore, useTellUsMore } from 'progressive-lock/react';
import { StrictMode, useMemo, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { plan, tenant } from './plan.ts';

function App() {
  const { user, isLoading, loginWithRedirect, logout, getAccessTokenSilently } = useAuth0();
  const { ref, ask, forget, profile } = useTellUsMore();
  const [saved, setSaved] = useState<string[]>([]);
  const [erased, setErased] = useState<string[]>([]);
  const store = useMemo(
    () =>
      managementStore({
        domain: tenant,
        // Without the SDK's ID-token-only mode there always is a token; its type does not know.
        getToken: async ({ audience, scope, fresh }) =>
          (await getAccessTokenSilently({ authorizationParams: { audience, scope }, cacheMode: fresh ? 'off' : 'on' })) ?? '',
      }),
    [getAccessTokenSilently],
  );
  if (isLoading) return <p>Loading…</p>;
  if (!user) return <button onClick={() => void loginWithRedirect()}>Sign in</button>;
  return (
    <>
      <p>Hello, {user.email}</p>
      <button onClick={() => void ask(['vat_id'])}>Pay</button>
      <button onClick={() => void forget().then(() => logout({ logoutParams: { returnTo: location.origin + location.pathname } }))}>Sign out</button>
      <p>Known: {Object.keys(profile).sort().join()}</p>
      <p>Saved: {saved.join()}</p>
      <p>Erased: {erased.join()}</p>
      <TellUsMore
        ref={ref}
        className="questions"
        plan={plan}
        store={store}
        user={user as Claims}
        clientId="consumer"
        onSaved={({ detail }) => setSaved(detail.names)}
      />
      <ProfileReview
        plan={plan}
        store={store}
        user={user as Claims}
        clientId="consumer"
        onSaved={({ detail }) => setSaved(detail.names)}
        onErased={({ detail }) => setErased(detail.names)}
      />
    </>
  );
}

createRoot(document.getElementById('app')!).render(
  <StrictMode>
    <Auth0Provider
      domain={tenant}
      clientId="consumer"
      authorizationParams={{
        redirect_uri: location.origin + location.pathname,
        audience: `${tenant}/api/v2/`,
        scope: 'openid profile email read:current_user update:current_user_metadata',
      }}
    >
      <App />
    </Auth0Provider>
  </StrictMode>,
);
