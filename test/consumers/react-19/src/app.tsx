import { ProfileReview, ProgressiveLock } from 'progressive-lock/react';
import { useState } from 'react';
import { plan } from './plan.ts';

export function App({ tenant }: { tenant: string }) {
  const [email, setEmail] = useState('');
  const [saved, setSaved] = useState<string[]>([]);
  const [erased, setErased] = useState<string[]>([]);
  return (
    <main>
      <p>Hello, {email}</p>
      <button data-tell-us-more="checkout">Pay</button>
      <p>Saved: {saved.join()}</p>
      <p>Erased: {erased.join()}</p>
      <ProgressiveLock
        id="lock"
        domain={tenant}
        clientId="consumer"
        plan={{ ...plan }}
        lockOptions={{ auth: { redirect: false } }}
        onSignedIn={({ detail }) => setEmail(String(detail.user.email))}
        onSaved={({ detail }) => setSaved(detail.names)}
      />
      <ProfileReview for="lock" onSaved={({ detail }) => setSaved(detail.names)} onErased={({ detail }) => setErased(detail.names)} />
    </main>
  );
}

/** The bare tag, as React 19 takes it: compiled, and rendered on the server. */
export function BareTag() {
  return <tell-us-more plan={plan} client-id="consumer" onsaved={({ detail }) => console.log(detail.names.length)} />;
}
