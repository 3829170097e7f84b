/** The part of `<progressive-lock>` that talks to Auth0: the session, Lock's form, signing out. */
import type { FieldNotes } from '../auth0/lock-accessibility.ts';
import { joinScopes, openLock, type LockListener, type LockSetup } from '../auth0/lock.ts';
import { managementStore } from '../auth0/management-store.ts';
import type { ProfileStore } from '../person/profile-store.ts';
import { takeRedirectResult } from '../auth0/redirect-result.ts';
import { Auth0Session, type TokenRequest } from '../auth0/session.ts';
import type { Claims } from '../person/claims.ts';
import { loginError, SessionError } from '../auth0/sign-in-error.ts';
import { MANAGEMENT_SCOPE, managementAudience } from '../auth0/tenant-address.ts';
import { resolveOptionLists } from '../platform/option-lists.ts';
import { PersonStorage } from '../person/person-storage.ts';
import { noteLogin } from '../person/login-note.ts';
import { writeSignUpAnswers } from '../person/sign-up-answers.ts';
import { noteSigningUp, takeSigningUp } from '../person/sign-up-note.ts';
import { autocompleteOf } from '../plan/autocomplete.ts';
import type { Hints } from '../locales/words.ts';
import type { ProfileField, ProfilePlan } from '../plan/plan.ts';
import { textIn } from '../plan/text.ts';
import { buildSignUpForm, type AdditionalSignUpField } from '../plan/sign-up-form.ts';

export interface LockSessionOptions {
  domain: string;
  /** The tenant's own domain, if `domain` is a custom one. The Management API uses this name. */
  tenantDomain?: string;
  clientId: string;
  /** The API that logins request a token for. */
  audience?: string;
  /** Scopes in addition to the ones that are always needed. */
  scope?: string;
  /** Where a login by redirect returns to. */
  redirectUrl: string;
  /** The page saves answers itself, so no token for the Management API is requested. */
  hasOwnStore: boolean;
}

export interface SignedIn {
  user: Claims;
  isNewSignIn: boolean;
}

/** What `LockSession` does not know by itself. */
export interface LockForm extends Omit<LockSetup, 'domain' | 'clientId' | 'redirectUrl' | 'audience' | 'scope' | 'signUpFields' | 'fieldNotes' | 'signal' | 'readyWithinMs'> {
  /** In `language`. */
  hints: Hints;
  plan: ProfilePlan;
}

export interface LockFormListener {
  handleReady(): void;
  /** `names`: the fields that the form asked. */
  handleSignedUp(names: string[]): void;
  handleSignedIn(signedIn: SignedIn): void;
  /** A login failed, and Lock's form is still there. */
  handleLoginError(error: SessionError): void;
  /** Lock cannot continue. */
  handleFailure(error: Error): void;
  /** Something optional is missing; the form still works. */
  handleProblem(error: Error): void;
}

export class LockSession {
  readonly #options: LockSessionOptions;
  readonly #session: Auth0Session;
  #closeLock: (() => void) | undefined;
  /** Aborts an opening that is replaced while it loads. */
  #opening = new AbortController();

  constructor(options: LockSessionOptions) {
    const { domain, tenantDomain = domain, clientId, redirectUrl, hasOwnStore } = options;
    for (const [attribute, value] of [['domain', domain], ['client-id', clientId]]) {
      if (!value) throw new Error(`Expected <progressive-lock> with \`${attribute}\`, but it has none. Copy it from the application's settings at Auth0.`);
    }
    this.#options = options;
    this.#session = new Auth0Session({
      domain,
      clientId,
      redirectUrl,
      audience: options.audience ?? (hasOwnStore ? undefined : managementAudience(tenantDomain)),
      scope: joinScopes(`openid profile email ${hasOwnStore ? '' : MANAGEMENT_SCOPE}`, options.scope),
    });
  }

  get user(): Claims | null {
    return this.#session.user;
  }

  /**
   * The person who is signed in, by a redirect that just returned or from earlier; `null` if no one is. Rejects with
   * `SessionError` if the tenant refused or did not answer.
   * @param pageHash the hash when the page was opened
   * @param isWanted called when a session was found; false if the person is signing in meanwhile
   */
  async restore(pageHash: string, isWanted: () => boolean): Promise<SignedIn | null> {
    const result = takeRedirectResult(this.#options.clientId, pageHash);
    if (result?.isOwn) {
      const user = await this.#session.acceptRedirect(result.hash);
      await this.#finishSignUp(user.sub);
      return { user, isNewSignIn: true };
    }
    try {
      const user = await this.#session.restore(isWanted);
      return user && { user, isNewSignIn: false };
    } catch (error) {
      if (!(error instanceof SessionError) || !error.isSignedOut) throw error;
      if (result) throw loginError({ error: 'foreign_result', description: 'The `state` in the address is of no login that began here' });
      return null;
    }
  }

  /** Leaves for the tenant's own login page. */
  signInByRedirect(): Promise<void> {
    noteLogin();
    return this.#session.signInByRedirect();
  }

  async openLock(form: LockForm, listener: LockFormListener): Promise<void> {
    this.closeLock();
    const { signal } = (this.#opening = new AbortController());
    const plan = await resolveOptionLists(form.plan, (error) => listener.handleProblem(error), { signal });
    if (signal.aborted) return;
    const { fields, deferred } = buildSignUpForm(plan, form);
    for (const { name, reason } of deferred) console.warn(`progressive-lock asks "${name}" later, not at sign-up: ${reason}`);
    const { domain, clientId, redirectUrl } = this.#options;
    const { audience, scope } = this.#session;
    const names = fields.map((field) => field.name);
    const fieldNotes = notesOf(plan, fields, form);
    const close = await openLock(
      { ...form, fieldNotes, domain, clientId, redirectUrl, audience, scope, signUpFields: fields, signal },
      this.#lockListener(names, plan, listener),
    );
    if (signal.aborted) close();
    else this.#closeLock = close;
  }

  closeLock(): void {
    this.#opening.abort();
    this.#closeLock?.();
    this.#closeLock = undefined;
  }

  /** The store of this session: auth0-js patches the person's own profile. */
  createStore(): ProfileStore {
    const { domain, tenantDomain } = this.#options;
    return managementStore({ domain, tenantDomain, getToken: (request) => this.#session.getToken(request) });
  }

  getToken({ audience = this.#session.audience, scope = '', fresh }: Partial<TokenRequest>): Promise<string> {
    return this.#session.getToken({ audience, scope, fresh });
  }

  /** Takes over the person and tokens of `other`, if it is of the same application. */
  continueFrom(other: LockSession): void {
    const { domain, clientId } = this.#options;
    if (domain === other.#options.domain && clientId === other.#options.clientId) this.#session.continueFrom(other.#session);
  }

  /** Forgets the person and their tokens in this page. */
  forget(): void {
    this.#session.forget();
  }

  /** Ends the session at the tenant, which leaves the page. */
  end(returnTo: string): Promise<void> {
    return this.#session.endAtTenant(returnTo);
  }

  #lockListener(names: string[], plan: ProfilePlan, listener: LockFormListener): LockListener {
    return {
      ...listener,
      handleSigningUp: (isSigningUp) => {
        const { clientId } = this.#options;
        // Every way to sign in with Lock passes here before it leaves the page.
        noteLogin();
        if (isSigningUp) noteSigningUp(clientId);
        else takeSigningUp(clientId);
      },
      handleSignedUp: (id, metadata) => {
        void this.#noteSignUp(id, plan.fields.filter(({ name }) => names.includes(name)), metadata);
        listener.handleSignedUp(names);
      },
      handleAuthenticated: (result) => {
        try {
          const user = this.#session.accept(result);
          // This has to come before the session is counted.
          void this.#finishSignUp(user.sub).then(() => listener.handleSignedIn({ user, isNewSignIn: true }));
        } catch (error) {
          listener.handleFailure(error as Error);
        }
      },
      handleLoginError: (error, isAfterSignUp) => {
        if (error) listener.handleLoginError(loginError(error));
        else void this.#findReason(isAfterSignUp, listener);
      },
    };
  }

  /** Lock showed an error without an event. The tenant may know the reason. */
  async #findReason(isAfterSignUp: boolean, listener: LockFormListener): Promise<void> {
    try {
      const user = await this.#session.restore();
      listener.handleSignedIn({ user, isNewSignIn: true });
    } catch (error) {
      if (!(error instanceof SessionError)) return listener.handleFailure(error as Error);
      // The password is certainly right only after a sign-up.
      listener.handleLoginError(error.isSignedOut && !isAfterSignUp ? new SessionError({ error: 'unknown' }, { isLogin: true }) : loginError({ error: error.code }));
    }
  }

  /**
   * Stores whose sign-up it was, and the answers, so that they are known without reading the profile. If the page is left
   * before that, the next page stores whose sign-up it was.
   */
  async #noteSignUp(id: string, fields: ProfileField[], metadata: unknown): Promise<void> {
    if (!id) return;
    const { clientId } = this.#options;
    const storage = await PersonStorage.open(id.includes('|') ? id : `auth0|${id}`, clientId);
    writeSignUpAnswers(storage, fields, Object(metadata) as Record<string, unknown>);
    storage.write('signed-up', Date.now());
    takeSigningUp(clientId);
  }

  async #finishSignUp(userId: string): Promise<void> {
    const at = takeSigningUp(this.#options.clientId);
    // The form signs people up for database connections only.
    if (!at || !userId.startsWith('auth0|')) return;
    const storage = await PersonStorage.open(userId, this.#options.clientId);
    storage.write('signed-up', at);
  }
}

/** The fields' features that Lock has no option for. */
function notesOf({ fields }: ProfilePlan, asked: AdditionalSignUpField[], { hints, language }: LockForm): Map<string, FieldNotes> {
  return new Map(
    asked.map(({ name, placeholder: label = '' }) => {
      const field = fields.find((one) => one.name === name);
      const inputMode = { email: 'email', tel: 'tel', url: 'url', number: 'decimal' }[String(field?.type)];
      const link = field?.link && { text: textIn(field.link.text, language), url: field.link.url };
      return [name, { label, autocomplete: field && autocompleteOf(field), inputMode, required: hints.required, link }];
    }),
  );
}
