/** Opens profilers for tests, each with its own person. */
import { createProfiler, type Profiler, type ProfilerOptions } from '../../src/headless.ts';
import type { ProfilePlan } from '../../src/plan/plan.ts';
import { PretendStore } from '../person/pretend-store.ts';
import { waitUntil } from '../wait-until.ts';

export const now = { after: { sessions: 1 } };

export const plan: ProfilePlan = {
  fields: [
    {
      name: 'company',
      label: { en: 'Company', de: 'Firma' },
      why: { en: 'For the invoices', de: 'Für die Rechnungen' },
      placeholder: 'ACME',
      ask: now,
      required: true,
      minLength: 2,
      autocomplete: 'organization',
    },
    { name: 'seats', label: { en: 'Seats', de: 'Plätze' }, type: 'number', min: 1, max: 50, ask: now },
    { name: 'vat_id', label: 'VAT number', ask: { on: 'checkout', urgent: true } },
  ],
  pacing: { maxFields: 2 },
};

/** What the test file before this one has left in the storage belongs to others. */
const page = crypto.randomUUID();
let people = 0;
const profilers: Profiler[] = [];

export function profiler(options: Partial<ProfilerOptions> = {}): Profiler {
  const made = createProfiler({ plan, clientId: 'headless', store: new PretendStore(), ...options });
  profilers.push(made);
  return made;
}

/** Ends those that a test has made. */
export function destroyAll(): void {
  for (const one of profilers.splice(0)) one.destroy();
}

export const newUser = () => ({ sub: `auth0|headless-${page}-${++people}` });

export const inPhase = (one: Profiler, phase: Profiler['state']['phase']) => waitUntil(() => one.state.phase === phase, `expected "${phase}"`);

export async function asking(options?: Partial<ProfilerOptions>, user = newUser()): Promise<Profiler> {
  const one = profiler(options);
  one.setUser(user);
  await inPhase(one, 'asking');
  return one;
}

export const namesOf = ({ state }: Profiler) => state.fields.map(({ name }) => name);
export const fieldOf = ({ state }: Profiler, name: string) => state.fields.find((field) => field.name === name)!;

export async function refusal(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'nothing was refused',
    (error: Error) => error.message,
  );
}
