/** Reads what is known about a person from all sources. */
import { readValue } from './codec.ts';
import { indexPlan } from './plan-index.ts';
import type { Profile, ProfileEntry, ProfileField, ProfilePlan, Source, UserMetadata } from './plan.ts';
import { STANDARD_CLAIMS } from './well-known.ts';

type Attributes = Readonly<Record<string, unknown>>;

/** The sources of a profile. Each may be missing. */
export interface ProfileSources {
  /** `user_metadata`: the person's answers. */
  userMetadata?: UserMetadata | null;
  /** The claims of the decoded ID token. Not Lock's `idTokenPayload`, whose keys Lock renames. */
  idToken?: Attributes | null;
  /** `identities` as Auth0 returns them. */
  identities?: readonly unknown[] | null;
  /** Values from the page, by field name, or by any key that a `knownFrom` path names. */
  app?: Attributes | null;
  /** Results of look-ups, by field name, or by any key that a `knownFrom` path names. */
  enrichment?: Attributes | null;
}

/** The most trusted source first. */
const SOURCES: readonly Source[] = ['user', 'app', 'idp', 'enrichment'];

/**
 * Reads the values of the plan's fields, and of other names in its conditions. Each value is decoded by its field's type and comes
 * from the most trusted source that has it (user, app, idp, enrichment). Empty texts and "Prefer not to say" are not values. A
 * value that does not fit its field is ignored, unless the person gave it: then it is kept and marked `unfit`.
 *
 * Two values that Auth0 generates are ignored: a `name` or `nickname` that only repeats the email address or phone number of the
 * sign-up, and the placeholder picture.
 */
export function readProfile(plan: ProfilePlan, sources: ProfileSources): Profile {
  const entries: [string, ProfileEntry][] = [];
  for (const field of [...plan.fields, ...indexPlan(plan).supposed]) {
    const entry = readField(field, sources ?? {});
    if (entry) entries.push([field.name, entry]);
  }
  return Object.fromEntries(entries);
}

/** Reads one field like `readProfile`. */
export function readField(field: ProfileField, sources: ProfileSources): ProfileEntry | undefined {
  for (const source of SOURCES) {
    for (const raw of candidates(field, source, sources)) {
      const read = raw === undefined ? undefined : readValue(field, raw);
      if (read && (source === 'user' || !read.unfit)) return { ...read, source };
    }
  }
  return undefined;
}

/** Returns the raw values for `field` in one source, the best first. */
function candidates(field: ProfileField, source: Source, sources: ProfileSources): unknown[] {
  const { name } = field;
  if (source === 'user') return [own(sources.userMetadata, name)];
  const known = (field.knownFrom ?? []).map((path) => readPath(path, source, sources));
  if (source !== 'idp') known.push(own(sources[source], name));
  else if (STANDARD_CLAIMS.includes(name)) known.push(readClaim(sources.idToken, name));
  return known;
}

/** Returns the value at a `knownFrom` path, if the path is of `source`. */
function readPath(path: string, source: Source, sources: ProfileSources): unknown {
  const [, root, rest = ''] = /^(id_token|identities|app|enrichment)\.(.+)$/s.exec(path) ?? [];
  if (root === 'app' || root === 'enrichment') return root === source ? lookUp(sources[root], rest) : undefined;
  if (source !== 'idp') return undefined;
  return root === 'identities' ? readIdentity(rest, sources) : readClaim(sources.idToken, root ? rest : path);
}

/** `<connection or provider>.<attribute>` */
function readIdentity(path: string, { identities, idToken }: ProfileSources): unknown {
  const dot = path.indexOf('.');
  const [origin, attribute] = [path.slice(0, dot), path.slice(dot + 1)];
  if (dot < 1 || !Array.isArray(identities)) return undefined;
  for (const [index, identity] of (identities as unknown[]).entries()) {
    if (own(identity, 'connection') !== origin && own(identity, 'provider') !== origin) continue;
    const data = own(identity, 'profileData');
    // Auth0 stores the attributes of the first identity at the root of the profile, where the claims come from.
    const value = data === undefined && index === 0 ? readClaim(idToken, attribute) : lookUp(data, attribute);
    if (value !== undefined) return value;
  }
  return undefined;
}

function readClaim(claims: unknown, path: string): unknown {
  const value = lookUp(claims, path);
  return isMadeUp(claims, path, value) ? undefined : value;
}

/** Whether Auth0 has generated the value: https://auth0.com/docs/manage-users/user-accounts/user-profiles */
function isMadeUp(claims: unknown, name: string, value: unknown): boolean {
  if (typeof value !== 'string') return false;
  if (name === 'picture') return /^https:\/\/(s\.gravatar|cdn\.auth0)\.com\/avatars?\//.test(value);
  if (name !== 'name' && name !== 'nickname') return false;
  const email = own(claims, 'email');
  const repeated = [email, own(claims, 'phone_number'), typeof email === 'string' && email.split('@')[0]];
  return repeated.some((text) => typeof text === 'string' && text.toLowerCase() === value.toLowerCase());
}

/** Returns the value of a key, or at a path of keys. A key may contain dots, as names of custom claims do. */
function lookUp(container: unknown, path: string): unknown {
  const value = own(container, path);
  if (value !== undefined) return value;
  for (let dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
    const inner = own(container, path.slice(0, dot));
    const found = inner === undefined ? undefined : lookUp(inner, path.slice(dot + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Returns an own property, because a name must not reach inherited ones. */
function own(container: unknown, key: string): unknown {
  const isObject = typeof container === 'object' && container !== null;
  return isObject && Object.hasOwn(container, key) ? (container as Attributes)[key] : undefined;
}
