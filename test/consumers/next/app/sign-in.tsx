'use client';

import { ProgressiveLock } from 'progressive-lock/react';
import { useState } from 'react';
import { plan } from './plan.ts';

export function SignIn({ tenant }: { tenant: string }) {
  const [email, setEmail] = useState('');
  const [saved, setSaved] = useState<string[]>([]);
  return (
    <main>
      <p>Hello, {email}</p>
      <button data-tell-us-more="checkout">Pay</button>
      <p>Saved: {saved.join()}</p>
      <ProgressiveLock
        id="lock"
        domain={tenant}
        clientId="consumer"
        plan={plan}
        onSignedIn={({ detail }) => setEmail(String(detail.user.email))}
        onSaved={({ detail }) => setSaved(detail.names)}
      />
    </main>
  );
}
