/**
 * Creates the preview's invented person: the content of their profile, token and browser at a moment, as the product would have
 * stored it. Then the real elements continue on their own.
 */
import type { Claims } from '../../src/person/claims.ts';
import { PersonStorage } from '../../src/person/person-storage.ts';
import { LEDGER_KEY, type Ledger } from '../../src/plan/ledger.ts';
import type { FieldValue, ProfilePlan, UserMetadata } from '../../src/plan/plan.ts';
import { claimName } from '../../src/plan/profile-claim.ts';
import { PreviewStore } from './preview-store.ts';

type Values = Record<string, FieldValue>;

export interface PersonFacts {
  plan: ProfilePlan;
  idToken: Claims;
  userMetadata: UserMetadata;
  ledger: Ledger;
  /** Values from the identity provider beyond the standard claims, and from a look-up. */
  idp?: Values;
  enrichment?: Values;
  /** Answers that were typed, but not sent. */
  drafts?: Values;
  isOffline?: boolean;
}

/** What the elements receive. */
export interface PreviewPerson {
  user: Claims;
  store: PreviewStore;
  clientId: string;
}

/**
 * Stores the person in this browser. Each person has a new client ID, so none finds stored data of another or waits for a
 * question in another frame.
 */
export async function placePerson(facts: PersonFacts): Promise<PreviewPerson> {
  const { plan, idToken, userMetadata, ledger, idp = {}, enrichment = {}, drafts = {}, isOffline = false } = facts;
  const clientId = `studio-${crypto.randomUUID()}`;
  const now = Date.now();
  const at = Math.floor(now / 1000);
  const isUserProvided = Object.keys(idp).length + Object.keys(enrichment).length > 0;
  const claim = { v: 1, at, known: Object.keys(userMetadata), idp, enrichment, ledger };
  const user: Claims = { ...idToken, ...(isUserProvided ? { [claimName('https://studio.example')]: claim } : {}) };

  const isOpen = (name: string) => !plan.fields.some((field) => field.name === name && field.sensitive);
  const [open, concealed] = [true, false].map((wanted) => Object.entries(userMetadata).filter(([name]) => isOpen(name) === wanted));
  const drawers = {
    ledger,
    // The session of the moment is already counted.
    visit: { activeAt: now },
    profile: { values: Object.fromEntries(open!), concealed: concealed!.map(([name]) => name), claimAt: isUserProvided ? at : undefined },
    drafts,
  };
  const storage = await PersonStorage.open(user.sub, clientId);
  for (const [name, content] of Object.entries(drawers)) storage.write(name, content);
  return { user, store: new PreviewStore({ ...userMetadata, [LEDGER_KEY]: ledger }, isOffline), clientId };
}

/** Returns what the person has typed so far. */
export async function draftsOf({ user, clientId }: PreviewPerson): Promise<Values> {
  const drafts = (await PersonStorage.open(user.sub, clientId)).read('drafts');
  return typeof drafts === 'object' && drafts ? (drafts as Values) : {};
}
