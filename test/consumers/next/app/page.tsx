import { SignIn } from './sign-in.tsx';

// The tenant's address is known when the app starts, not when it is built.
export const dynamic = 'force-dynamic';

export default function Page() {
  return <SignIn tenant={process.env.TENANT!} />;
}
