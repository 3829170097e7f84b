import { Auth0Provider, useAuth0 } from '@auth0/auth0-react';
import { managementStore, type Claims } from 'progressive-lock';
import { ProfileReview, TellUsMore } from 'progressive-lock/react';
import { StrictMode, useMemo, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { plan, tenant } from './plan.ts';

function App() {
  const { user, isLoading, loginWithRedirect, getAccessTokenSilently } = useAuth0();
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
      <button data-tell-us-more="checkout">Pay</button>
      <p>Saved: {saved.join()}</p>
      <p>Erased: {erased.join()}</p>
      <TellUsMore
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
