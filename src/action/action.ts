/**
 * The post-login Action: its steps at each login, in order. An error never ends a login: a failed step is logged and left out.
 */
import { isUnsaid, readValue } from '../plan/codec.ts';
import { encodeAnswers } from '../plan/encode-answers.ts';
import { historyOf, LEDGER_KEY, mergeLedgers, readLedger, recordAnswered, recordDeclined, recordSession, recordShown, recordSnoozed, type Ledger } from '../plan/ledger.ts';
import { formVariable } from '../plan/form-fields.ts';
import type { Profile, ProfileField, ProfilePlan, UserMetadata } from '../plan/plan.ts';
import { byteLength, isData } from '../plan/json.ts';
import { indexPlan } from '../plan/plan-index.ts';
import { claimName, writeProfileClaim } from '../plan/profile-claim.ts';
import { MAX_PROFILE_BYTES } from '../plan/profile-size.ts';
import { readProfile } from '../plan/profile.ts';
import { SESSION_TIMEOUT_MS } from '../plan/session-timeout.ts';
import { readPostedAnswers, signUpPageFields } from '../plan/sign-up-page.ts';
import { readState, STATE_KEY, type ActionState } from './action-state.ts';
import { isAtLogin } from '../plan/at-login.ts';
import * as atLogin from './at-login.ts';
import { attempt, log, succeeds } from './attempt.ts';
import { readFacts, type LoginFacts } from './login-facts.ts';
import { isAddress, isFresh, lookUp } from './look-up.ts';
import type { PostLoginApi, PostLoginEvent } from './post-login.ts';

export interface ActionSettings {
  /** An https address. The claim is `<namespace>/progressive_lock`. */
  namespace: string;
  /** The URL of the page that asks during a login. Without it, no login is redirected. */
  page?: string;
  /** The ID of Auth0's form that asks during a login instead of the page. */
  form?: string;
  /** The client IDs of the applications whose logins count. Default: all of the tenant's. */
  clients?: string[];
}

export interface PostLoginAction {
  onExecutePostLogin(event: PostLoginEvent, api: PostLoginApi): Promise<void>;
  onContinuePostLogin(event: PostLoginEvent, api: PostLoginApi): Promise<void>;
}

/** Creates the two handlers of the Action. `parsePlan` has checked `plan`. */
export function createAction(plan: ProfilePlan, settings: ActionSettings, crypto: atLogin.ActionCrypto): PostLoginAction {
  const isMeant = ({ client }: PostLoginEvent) => !settings.clients || settings.clients.includes(client?.client_id ?? '');
  return {
    async onExecutePostLogin(event, api) {
      await attempt('login', async () => {
        if (!isMeant(event)) return;
        const login = new Login(plan, settings, event);
        login.mendTypes();
        attempt('sign-up', () => login.takeSignUpAnswers());
        attempt('declined', () => login.noteDeclined());
        attempt('provider', () => login.noteProvided());
        await attempt('look-up', () => login.lookUp());
        attempt('session', () => login.countSession());
        const redirect = attempt('redirect', () => (settings.form === undefined ? login.prepareRedirect(api, crypto) : login.prepareForm(api, settings.form)));
        const isWritten = attempt('metadata', () => login.write(api));
        attempt('claim', () => login.setClaim(api));
        // If the redirect could not be stored, the Action could not accept the answers after it.
        if (redirect && isWritten) attempt('redirect', redirect);
      });
    },

    onContinuePostLogin(event, api) {
      attempt('return', () => {
        if (!isMeant(event)) return;
        const login = new Login(plan, settings, event);
        attempt('answers', () => (settings.form === undefined ? login.takeAnswers(api, crypto) : login.takeFormAnswers(settings.form)));
        attempt('metadata', () => login.write(api));
        attempt('claim', () => login.setClaim(api));
      });
      return Promise.resolve();
    },
  };
}

/** One login. */
class Login {
  readonly #plan: ProfilePlan;
  readonly #settings: ActionSettings;
  readonly #event: PostLoginEvent;
  readonly #facts: LoginFacts;
  readonly #now = new Date();
  /** The changes to `user_metadata`. */
  readonly #patch: UserMetadata = {};
  readonly #state: ActionState;
  readonly #storedState: string;
  #bytesBefore: number | undefined;

  constructor(plan: ProfilePlan, settings: ActionSettings, event: PostLoginEvent) {
    this.#plan = plan;
    this.#settings = settings;
    this.#event = event;
    this.#facts = readFacts(event);
    this.#state = readState(event.user.app_metadata);
    this.#storedState = JSON.stringify(this.#state);
  }

  /** The sign-up form stores strings only, and Lock turns some of them into HTML. This converts both to their types, once. */
  mendTypes(): void {
    for (const field of this.#plan.fields) {
      const raw = Object.hasOwn(this.#metadata, field.name) ? this.#metadata[field.name] : undefined;
      if (typeof raw === 'string' && field.storage !== 'root') attempt('types', () => this.#mendType(field, raw));
    }
  }

  #mendType(field: ProfileField, raw: string): void {
    const read = readValue(field, raw);
    if (!read || read.unfit) return;
    const mended = encodeAnswers({ fields: [{ ...field, required: false }] }, { [field.name]: read.value })[field.name];
    if (mended !== null && mended !== undefined && mended !== raw) this.#patch[field.name] = mended;
  }

  /**
   * Takes the answers of a passwordless sign-up, because no earlier Action runs for it. Invalid answers are left out and asked
   * later: an error would end the login on a page of the application.
   */
  takeSignUpAnswers(): void {
    const { connection, request } = this.#event;
    if ((connection?.strategy !== 'email' && connection?.strategy !== 'sms') || (this.#facts.logins ?? 2) > 1) return;
    const { fields } = signUpPageFields(this.#plan);
    const { wereShown } = readPostedAnswers(fields, request?.body);
    if (!wereShown) return;
    this.#state.signUpForm = true;
    for (const field of fields) {
      if (!Object.hasOwn(this.#metadata, field.name)) Object.assign(this.#patch, readPostedAnswers([field], request?.body).patch);
    }
  }

  /** Records "Prefer not to say" in the sign-up form as "Don't ask again". */
  noteDeclined(): void {
    const isNew = ({ field, key }: { field: ProfileField; key: string }) =>
      isUnsaid(field, this.#metadata[field.name]) && !historyOf(this.#ledger, key).isDeclined;
    const names = indexPlan(this.#plan).fields.filter(isNew).map(({ field }) => field.name);
    if (names.length > 0) this.#changeLedger((ledger) => recordDeclined(this.#plan, ledger, names, this.#now));
  }

  /** Stores the values of this login's identity provider, for logins with another one. */
  noteProvided(): void {
    const from = this.#event.connection?.name;
    if (!from) return;
    const provided = { ...this.#state.provided };
    for (const [name, { value, source }] of Object.entries(this.#readProfile())) {
      if (source === 'idp' && JSON.stringify(provided[name]?.value) !== JSON.stringify(value)) provided[name] = { value, from };
    }
    if (Object.keys(provided).length > 0) this.#state.provided = provided;
  }

  /** Looks the person up, unless that was done recently, or everything is known already. */
  async lookUp(): Promise<void> {
    const { enrichment } = this.#plan;
    const email = this.#address;
    if (!enrichment || email === undefined) return;
    const before = this.#state.lookUp?.for === email ? this.#state.lookUp : undefined;
    if (isFresh(before, enrichment, email, this.#now.getTime())) return;
    const known = this.#profile;
    const isWanted = Object.keys(enrichment.values).some((name) => !Object.hasOwn(known, name) || known[name]?.source === 'enrichment');
    if (!isWanted) return;
    const secret = enrichment.secret === undefined ? undefined : this.#event.secrets?.[enrichment.secret];
    if (enrichment.secret !== undefined && !secret) throw new Error(`The secret ${enrichment.secret} is missing`);
    const at = this.#now.getTime();
    try {
      this.#state.lookUp = { at, for: email, values: await lookUp(this.#plan, enrichment, { email, secret }) };
    } catch (error) {
      this.#state.lookUp = { at, for: email, values: before?.values ?? {}, hasFailed: true };
      throw error;
    }
  }

  /** Counts a login with credentials as a session. A renewed token does not count. */
  countSession(): void {
    const { signedInAt } = this.#facts;
    const isNew = signedInAt === undefined ? atLogin.isInteractive(this.#event) : signedInAt > (this.#state.signedInAt ?? 0);
    if (!isNew || this.#event.transaction?.protocol === 'oauth2-refresh-token') return;
    if (signedInAt !== undefined) this.#state.signedInAt = signedInAt;
    const facts = { now: this.#now, logins: this.#facts.logins, createdAt: this.#facts.createdAt };
    this.#changeLedger((ledger) => {
      if (!this.#isFirstAfterSignUp(ledger)) return recordSession(ledger, facts);
      delete this.#state.signUpForm;
      const signedUpAt = this.#facts.createdAt ?? this.#now;
      const first = recordSession(ledger, { ...facts, now: signedUpAt, signUp: true });
      // People who had to confirm their address may return much later, in another session.
      return this.#now.getTime() - signedUpAt.getTime() > SESSION_TIMEOUT_MS ? recordSession(first, facts) : first;
    });
  }

  /** Redirects the person to the page that asks, if something is asked. */
  prepareRedirect(api: PostLoginApi, crypto: atLogin.ActionCrypto): (() => void) | undefined {
    const { page } = this.#settings;
    const secret = this.#event.secrets?.[atLogin.REDIRECT_SECRET];
    if (!page || !atLogin.isInteractive(this.#event)) return undefined;
    const now = this.#now.getTime();
    const names = atLogin.findFieldsAtLogin(this.#plan, this.#profile, this.#ledger, now);
    if (names.length === 0 || !api.redirect.canRedirect()) return undefined;
    if (!secret) throw new Error(`The secret ${atLogin.REDIRECT_SECRET} is missing`);
    const id = crypto.randomUUID();
    const key = atLogin.answerKey(crypto, secret, this.#event.user.user_id, id);
    const followUps = atLogin.findFollowUpsAtLogin(this.#plan, this.#profile, this.#ledger, now, names);
    const payload = { fields: names, ...(followUps.length > 0 && { followUps }), key, continue: atLogin.continueAddress(this.#event.request?.hostname ?? '') };
    const token = api.redirect.encodeToken({ secret, payload, expiresInSeconds: atLogin.REDIRECT_SECONDS });
    this.#state.redirects = atLogin.openRedirect(this.#state.redirects, id, now);
    this.#changeLedger((ledger) => recordShown(this.#plan, ledger, names, this.#now));
    return () => api.redirect.sendUserTo(page, { query: { [atLogin.TOKEN_PARAMETER]: token } });
  }

  /** Shows the form, if something is asked. */
  prepareForm(api: PostLoginApi, form: string): (() => void) | undefined {
    if (!atLogin.isInteractive(this.#event)) return undefined;
    const names = atLogin.findFieldsAtLogin(this.#plan, this.#profile, this.#ledger, this.#now.getTime());
    if (names.length === 0 || !api.redirect.canRedirect()) return undefined;
    this.#changeLedger((ledger) => recordShown(this.#plan, ledger, names, this.#now));
    const vars = Object.fromEntries(names.map((name) => [formVariable({ name }), true]));
    return () => api.prompt.render(form, { vars: { ...vars, ledger: this.#ledger } });
  }

  /** Takes the answers of the form. A person who ends it with "Not now" is asked at a later login. */
  takeFormAnswers(form: string): void {
    const { prompt } = this.#event;
    if (prompt?.id !== form) return;
    // Auth0 does not document whether the event's user contains changes from before the form, such as the session.
    if (prompt.vars?.ledger) this.#changeLedger((ledger) => mergeLedgers(ledger, readLedger(prompt.vars?.ledger)));
    const missing = this.#plan.fields.filter((field) => isAtLogin(field) && !Object.hasOwn(this.#profile, field.name));
    this.#noteAnswers(isData(prompt.fields) ? prompt.fields : {}, missing);
  }

  #noteAnswers(answers: Record<string, unknown>, asked: ProfileField[]): void {
    const patch = atLogin.encodePageAnswers({ fields: asked }, answers);
    Object.assign(this.#patch, patch);
    const names = Object.keys(patch);
    const unfit = atLogin.findUnfit(asked, answers);
    if (unfit.length > 0) log('answers', new Error(`These do not fit the plan: ${unfit.join(', ')}`));
    if (names.length > 0) this.#changeLedger((ledger) => recordAnswered(this.#plan, ledger, names, this.#now));
    else if (unfit.length > 0) return;
    // "Not now", immediately or after some answers. Invalid answers are asked at the next login.
    const open = atLogin.findFieldsAtLogin(this.#plan, this.#profile, this.#ledger, this.#now.getTime());
    const left = names.length > 0 ? open.filter((name) => !unfit.includes(name) && this.#wasShown(name)) : open;
    if (left.length > 0) this.#changeLedger((ledger) => recordSnoozed(this.#plan, ledger, left, this.#now));
  }

  /** Whether the field was shown. An answer may have made other fields due, which were not. */
  #wasShown(name: string): boolean {
    const { fields } = indexPlan(this.#plan);
    return fields.some(({ field, key }) => field.name === name && historyOf(this.#ledger, key).shown > 0);
  }

  /** Takes the answers of the page. People without answers continue and are asked another time. */
  takeAnswers(api: PostLoginApi, crypto: atLogin.ActionCrypto): void {
    const secret = this.#event.secrets?.[atLogin.REDIRECT_SECRET];
    if (!secret) throw new Error(`The secret ${atLogin.REDIRECT_SECRET} is missing`);
    const open = atLogin.stillOpen(this.#state.redirects, this.#now.getTime());
    const keyOf = (id: string) => atLogin.answerKey(crypto, secret, this.#event.user.user_id, id);
    const answer = atLogin.readPageAnswer(api, open, keyOf);
    if (!answer) return;
    this.#state.redirects = open.filter(({ id }) => id !== answer.redirectId);
    this.#noteAnswers(answer.answers, this.#plan.fields.filter(isAtLogin));
  }

  /**
   * Saves each change separately, as far as Auth0's limit of a profile allows. Returns true if it has stored what was asked, and
   * who may return.
   */
  write(api: PostLoginApi): boolean {
    const { lookUp } = this.#state;
    const withoutProvided: ActionState = { ...this.#state, provided: undefined };
    // The time of the look-up is dropped last, because a look-up must not happen at every login.
    const least: ActionState = { ...withoutProvided, lookUp: lookUp && { ...lookUp, values: {} } };
    const versions: [UserMetadata, ActionState][] = [
      [this.#patch, this.#state],
      [this.#patch, withoutProvided],
      [this.#patch, least],
      [{}, least],
    ];
    const version = versions.find(([patch, state]) => this.#fits(patch, state));
    if (!version) log('metadata', new Error('The profile is full'));
    const [patch, state] = version ?? [{}];
    for (const [name, value] of Object.entries(this.#patch)) {
      const isSaved = Object.hasOwn(patch, name) && succeeds('user_metadata', () => api.user.setUserMetadata(name, value));
      // The claim must not contain what was not saved, because the next login could not repeat it.
      if (!isSaved) delete this.#patch[name];
    }
    return this.#writeState(api, state) && Object.hasOwn(this.#patch, LEDGER_KEY);
  }

  #writeState(api: PostLoginApi, state: ActionState | undefined): boolean {
    if (!state) return false;
    const text = JSON.stringify(state);
    // As JSON, because `undefined` cannot be stored.
    return text === this.#storedState || succeeds('app_metadata', () => api.user.setAppMetadata(STATE_KEY, JSON.parse(text)));
  }

  setClaim(api: PostLoginApi): void {
    const name = claimName(this.#settings.namespace);
    const created = this.#facts.createdAt?.toISOString();
    const facts = { profile: this.#profile, ledger: this.#ledger, logins: this.#facts.logins, created, now: this.#now };
    api.idToken.setCustomClaim(name, writeProfileClaim(this.#plan, name, facts));
  }

  /** The address to look up. It must be verified, unless the plan allows others. */
  get #address(): string | undefined {
    const { email, email_verified: isVerified } = this.#event.user;
    const mayBe = isVerified === true || this.#plan.enrichment?.allowUnverified === true;
    return mayBe && isAddress(email) ? email : undefined;
  }

  /** The result of the look-up for the person's current address. */
  get #lookedUp(): Record<string, unknown> | undefined {
    const { lookUp } = this.#state;
    return lookUp && lookUp.for === this.#address ? lookUp.values : undefined;
  }

  get #metadata(): UserMetadata {
    const { user_metadata: stored } = this.#event.user;
    return { ...(isData(stored) ? stored : {}), ...this.#patch };
  }

  get #ledger(): Ledger {
    return readLedger(this.#metadata[LEDGER_KEY]);
  }

  #changeLedger(change: (ledger: Ledger) => Ledger): void {
    this.#patch[LEDGER_KEY] = change(this.#ledger);
  }

  /** Everything that is known, including values of earlier logins' identity providers and of look-ups. */
  get #profile(): Profile {
    const profile = { ...this.#readProfile(this.#lookedUp) };
    for (const [name, { value }] of Object.entries(this.#state.provided ?? {})) {
      const field = this.#plan.fields.find((candidate) => candidate.name === name);
      const isBetterKnown = Object.hasOwn(profile, name) && profile[name]?.source !== 'enrichment';
      const read = field && !isBetterKnown ? readValue(field, value) : undefined;
      if (read && !read.unfit) profile[name] = { value: read.value, source: 'idp' };
    }
    return profile;
  }

  #readProfile(enrichment?: Record<string, unknown>): Profile {
    const { user } = this.#event;
    return readProfile(this.#plan, { userMetadata: this.#metadata, idToken: user, identities: user.identities, enrichment });
  }

  /** The first login of a person who filled in the sign-up form. */
  #isFirstAfterSignUp(ledger: Ledger): boolean {
    // The root attributes of an account with a password come from the form, except those that Auth0 generates.
    const known = this.#readProfile();
    const hasSignUpField = ({ ask, name, storage }: ProfileField) => ask === 'signup' && Object.hasOwn(storage === 'root' ? known : this.#metadata, name);
    const isFirst = ledger.n === 0 && (this.#facts.logins ?? 2) <= 1;
    if (isFirst && this.#state.signUpForm) return true;
    return isFirst && this.#event.connection?.strategy === 'auth0' && this.#plan.fields.some(hasSignUpField);
  }

  /** Whether the profile stays below the limit with these changes, or at least does not grow. */
  #fits(patch: UserMetadata, state: ActionState): boolean {
    if (Object.keys(patch).length === 0 && JSON.stringify(state) === this.#storedState) return true;
    const { user } = this.#event;
    const metadata = { ...(isData(user.user_metadata) ? user.user_metadata : {}), ...patch };
    const after = byteLength({ ...user, user_metadata: metadata, app_metadata: { ...user.app_metadata, [STATE_KEY]: state } });
    // Computed once, because a large profile would be measured for each version.
    return after <= MAX_PROFILE_BYTES || after <= (this.#bytesBefore ??= byteLength(user));
  }
}
