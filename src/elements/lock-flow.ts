/** What `<progressive-lock>` does: restores the session or shows Lock, then hosts the questions. */
import type { PropertyValues } from '@lit/reactive-element';
import { joinScopes, type LockScreen, type TermsLink } from '../auth0/lock.ts';
import type { ProfileStore } from '../person/profile-store.ts';
import { handOverResult } from '../auth0/redirect-result.ts';
import type { TokenRequest } from '../auth0/session.ts';
import type { Claims } from '../person/claims.ts';
import { isUserProvidedByLock, type SessionError } from '../auth0/sign-in-error.ts';
import { loadLockTexts } from '../locales/lock-words.ts';
import type { ProfilePlan } from '../plan/plan.ts';
import { FailureEvent, fail } from '../ask/events.ts';
import { SignedInEvent, SignedOutEvent, SignedUpEvent } from './events.ts';
import { languageOf } from './language-of.ts';
import type { LockHost, LockState } from './lock-host.ts';
import { LockSession, type SignedIn } from './lock-session.ts';
import { wordsForError } from './lock-notice.ts';
import type { LockMessage, LockView } from './lock-view.ts';
import { loadPlan } from '../ask/plan-source.ts';
import { checkLater } from '../platform/developer-page.ts';
import { TellUsMoreElement } from './tell-us-more-element.ts';

/** All parts of the panel. A page styles them through `<progressive-lock>` as in `<tell-us-more>`. */
const PANEL_PARTS =
  'panel,heading,step,steps,minimise,restore,status,notice,question,label,why,input,list,chip,star,clear,link,error,value,yes,no,save,back,later,never,privacy,thanks,undo,close,refusal';

let containers = 0;

/** If the tenant does not say within this time whether a person is signed in, Lock is shown. */
const RESTORING_WITHIN_MS = 2000;

/** What Lock's form is made by. `lockOptions` is not among them: frameworks pass a new object each time. */
const FORM_PROPERTIES = ['manual', 'language', 'accent', 'lockStyle', 'passwordless', 'fallback'];

export class LockFlow {
  readonly #host: LockHost;
  readonly #pageHash: string;
  #session: LockSession | undefined;
  /** The options of the session, as JSON. The session is kept while they stay the same. */
  #sessionKey = '';
  #restoring: Promise<SignedIn | null> | undefined;
  /** Tells the next asker that the person has just signed in. */
  #isNewSignIn = false;
  /** The person is filling in Lock's form. */
  #hasTyped = false;
  /** Lock is open or is opening. */
  #isOpening = false;
  /** `redirectUrl` has changed while the session could not: the next opening begins another one. */
  #isOutdated = false;
  #activity: string | undefined;
  #view: LockView | undefined;
  /** What the view shows, or will show once it has loaded. */
  #shown: LockMessage & { isOpen: boolean } = { isOpen: false };
  #plan: ProfilePlan = { fields: [] };
  #container: HTMLElement | undefined;
  /** Grows with every opening and closing of Lock. */
  #opening = 0;
  /** Resolves `openLock` for a form that is never ready. */
  #settleOpening: (() => void) | undefined;
  #asker: TellUsMoreElement | undefined;
  /** The store of the current login, if the page has no store of its own. */
  #ownStore: ProfileStore | undefined;
  #starting: Promise<void> | undefined;
  /** The running logout. */
  #leaving: Promise<void> | undefined;
  /** Resolves when Lock can be opened, which may be before the session is restored. */
  #prepared: Promise<void> | undefined;
  /** Grows with every start, so that late results of an earlier start are dropped. */
  #run = 0;

  /**
   * The browser's "Back" restores a page as it was: without Lock after a sign-out, and with a loading Lock after a press of one of
   * its buttons.
   */
  readonly #handlePageShow = ({ persisted }: PageTransitionEvent) => {
    if (!persisted || this.#session?.user !== null) return;
    if (!this.#container) void this.#showSignedOut();
    else if (this.#container.querySelector('.auth0-lock-mode-loading')) this.#startAgain();
  };

  /** A refresh that morphs the page (Turbo 8, Livewire) removes what the server did not send: Lock, and the attribute `state`. */
  readonly #morphs = new MutationObserver((records) => {
    if (this.#container && this.#container.parentNode !== this.#host) this.#host.append(this.#container);
    this.#host.state ??= records.flatMap(({ oldValue }) => oldValue ?? []).at(-1) as LockState;
  });

  readonly #refresh = () => this.#host.refresh?.();

  /** @param pageHash the address's hash at the page's beginning */
  constructor(host: LockHost, pageHash: string) {
    this.#host = host;
    this.#pageHash = pageHash;
  }

  get user(): Claims | null {
    return this.#session?.user ?? null;
  }

  /** The element that asks, while a person is signed in. */
  get asker(): TellUsMoreElement | undefined {
    return this.#asker;
  }

  requireAsker(call: string): TellUsMoreElement {
    if (this.#asker) return this.#asker;
    throw new Error(`Expected a signed-in person before ${call}(), but no one is signed in.`);
  }

  get isRunning(): boolean {
    return this.#session !== undefined;
  }

  /** Starts again with the element's current properties. The session is kept unless another tenant or application is named. */
  restart(): void {
    addEventListener('pageshow', this.#handlePageShow);
    this.#morphs.observe(this.#host, { childList: true, attributeFilter: ['state'], attributeOldValue: true });
    this.#halt();
    this.#isOutdated = false;
    checkLater(() => import('../ask/page-check.ts').then(({ checkElement }) => checkElement(this.#host)));
    const run = ++this.#run;
    this.#removeLeftovers();
    this.#prepared = this.#prepare(run);
    this.#starting = this.#prepared
      .then(() => this.#start(run))
      .catch((error: Error) => {
        if (run === this.#run) return this.#showFailure(error);
      });
  }

  stop(): void {
    removeEventListener('pageshow', this.#handlePageShow);
    this.#morphs.disconnect();
    this.#halt();
    this.#session = this.#restoring = undefined;
  }

  track(activity: string | undefined): void {
    this.#activity = activity;
    this.#asker?.track(activity);
  }

  /** Rejects if the element could not be set up. */
  async ready(): Promise<void> {
    await this.#starting;
    this.#requireSession();
  }

  /** Resolves when Lock can be opened, without waiting for the tenant. Rejects if the element could not be set up. */
  async prepared(): Promise<void> {
    await this.#prepared?.catch(() => undefined);
    this.#requireSession();
  }

  /** Signs in with a result that a router took out of the address. */
  resumeAuth(hash: string): void {
    handOverResult(hash);
    this.#startAgain();
  }

  getToken(request: Partial<TokenRequest>): Promise<string> {
    return this.#requireSession().getToken(request);
  }

  /** Once, however often it is called meanwhile. */
  logout(returnTo = this.#ownUrl): Promise<void> {
    this.#leaving ??= this.#logout(returnTo).finally(() => (this.#leaving = undefined));
    return this.#leaving;
  }

  async #logout(returnTo: string): Promise<void> {
    const session = this.#requireSession();
    await this.#asker?.forget();
    this.#forget(session);
    await session.end(returnTo);
  }

  #forget(session: LockSession): void {
    session.forget();
    this.#removeAsker();
    this.#restoring = undefined;
    this.#host.state = 'signed-out';
    this.#host.dispatchEvent(new SignedOutEvent());
  }

  /** Shows Lock. Resolves when its form is ready, or when it is clear that it never will be. */
  async openLock(screen: LockScreen, message?: LockMessage): Promise<void> {
    if (this.#isOutdated && !this.user) {
      this.restart();
      await this.#prepared?.catch(() => undefined);
    }
    const session = this.#session;
    if (!session || session.user) return;
    const run = this.#run;
    if (this.#host.getRootNode() !== document) {
      return this.#showFailure(
        new Error('Expected <progressive-lock> in the document, but it is inside a shadow root, where Lock finds no container.'),
      );
    }
    this.#closeLock();
    this.#isOpening = true;
    if (this.#host.state === 'failed') this.#host.state = 'signed-out';
    const opening = this.#opening;
    const language = this.#language;
    const [{ hints, words }] = await Promise.all([loadLockTexts(language), this.#show({ notice: 'loading', isOpen: true })]);
    if (run !== this.#run || opening !== this.#opening) return;
    const container = this.#createContainer();
    const { lockOptions, loadLock, passwordless, lockStyle, accent } = this.#host;
    const { termsUrl, privacyUrl } = this.#plan;
    const terms = [{ text: words.terms, url: termsUrl }, { text: words.privacy, url: privacyUrl }].filter((link): link is TermsLink => link.url !== undefined);
    const form = { container: container.id, screen, language, hints, plan: this.#plan, lockOptions, loadLock, accent, passwordless, lockStyle, terms, captchaText: words['login-failed'], isDialog: this.#host.manual };
    await new Promise<void>((resolve) => {
      this.#settleOpening = resolve;
      const handleFailure = (error: Error) => {
        // If Lock was closed meanwhile, its failure no longer matters.
        if (opening === this.#opening) void this.#showFailure(error).then(resolve);
      };
      session
        .openLock(form, {
          handleReady: () => {
            if (opening === this.#opening) void this.#show({ ...message, isOpen: true }).then(resolve);
          },
          handleSignedUp: (names) => this.#host.dispatchEvent(new SignedUpEvent(names)),
          // Lock is still rendering when it emits this event.
          handleSignedIn: ({ user }) =>
            queueMicrotask(() => {
              this.#isNewSignIn = true;
              this.#showSignedIn(user);
            }),
          handleLoginError: (error) => {
            if (opening === this.#opening) void this.#tellLoginError(error);
          },
          handleFailure,
          handleProblem: (error) => fail(this.#host, error),
        })
        .catch(handleFailure);
    });
  }

  /** Applies properties that have changed. A form that the person is filling in, and an open dialog, stay as they are. */
  willUpdate(changed: PropertyValues): void {
    this.configureAsker();
    if (!this.#session) return;
    if (changed.has('redirectUrl')) {
      this.#isOutdated = true;
      const isInUse = this.user || this.#hasTyped || (this.#host.manual && this.#isOpening);
      if (!isInUse) return this.restart();
    }
    if (this.user) return;
    const isChangeable = this.#host.state === 'signed-out' && !this.#hasTyped && (changed.has('manual') || !this.#host.manual);
    if (!isChangeable || !FORM_PROPERTIES.some((name) => changed.has(name))) return;
    this.#closeLock();
    void this.#showSignedOut();
  }

  /** Passes the element's properties on to the asker. */
  configureAsker(): void {
    if (!this.#asker) return;
    const { clientId, placement, known, dictionary, debug, lockOptions } = this.#host;
    const language = this.#host.language ?? (typeof lockOptions?.language === 'string' ? lockOptions.language : undefined);
    const primaryColor = lockOptions?.theme?.primaryColor;
    const accent = this.#host.accent ?? (typeof primaryColor === 'string' ? primaryColor : undefined);
    const store = this.#host.store ?? (this.#ownStore ??= this.#requireSession().createStore());
    Object.assign(this.#asker, { clientId, language, placement, known, dictionary, debug, accent, store, refresh: this.#refresh });
  }

  async #prepare(run: number): Promise<void> {
    const host = this.#host;
    host.state = 'loading';
    const { plan, error } = await loadPlan(host.plan, host);
    if (run !== this.#run) return;
    this.#plan = plan;
    if (error) fail(host, error);
    const { domain, tenantDomain, clientId, audience, store, lockOptions } = host;
    // Restored sessions and logins on the tenant's own page use the same options as logins in Lock.
    const scope = joinScopes(host.scope ?? '', lockOptions?.auth?.params?.scope);
    const options = { domain, tenantDomain, clientId, audience, scope, redirectUrl: this.#redirectUrl, hasOwnStore: store !== undefined };
    const key = JSON.stringify(options);
    if (!this.#session || key !== this.#sessionKey) {
      const before = this.#session;
      this.#session = undefined;
      this.#session = new LockSession(options);
      this.#sessionKey = key;
      if (before) {
        // It may be reading a redirect's result, which can be read only once.
        await this.#restoring?.catch(() => undefined);
        this.#session.continueFrom(before);
      }
      this.#restoring = undefined;
      if (run !== this.#run) return;
    }
  }

  async #start(run: number): Promise<void> {
    const session = this.#session;
    if (run !== this.#run || !session) return;
    const restoring = this.#restore(session).catch((error: Error) => error);
    const late = new Promise<'late'>((resolve) => setTimeout(() => resolve('late'), RESTORING_WITHIN_MS));
    // Without the tenant's answer the page would stay blank.
    if ((await Promise.race([restoring, late])) === 'late' && run === this.#run) void this.#showSignedOut();
    const error = await restoring;
    if (run !== this.#run) return;
    if (session.user) return this.#showSignedIn(session.user);
    if (!error) return this.#showSignedOut();
    this.#restoring = undefined;
    fail(this.#host, error);
    await this.#showSignedOut(wordsForError(error));
  }

  /** Runs once per session: a redirect's result can be read only once. */
  async #restore(session: LockSession): Promise<undefined> {
    if (session.user) return;
    this.#restoring ??= session.restore(this.#pageHash, () => !this.#hasTyped).then((signedIn) => {
      this.#isNewSignIn = signedIn?.isNewSignIn ?? false;
      return signedIn;
    });
    await this.#restoring;
  }

  async #showSignedOut(message?: LockMessage): Promise<void> {
    this.#host.state = 'signed-out';
    // Lock is already open, and may be partly filled in.
    if (this.#isOpening) return message && this.#show({ ...message, isOpen: true });
    if (this.#host.manual) await this.#show({ ...message, isOpen: message !== undefined });
    else await this.openLock('login', message);
  }

  /** Reports a login that failed in Lock's form. What Lock says itself is not repeated. */
  async #tellLoginError(error: SessionError): Promise<void> {
    if (isUserProvidedByLock(error)) {
      this.#host.dispatchEvent(new FailureEvent(error));
      return;
    }
    fail(this.#host, error);
    // Lock's own message says "wrong password" or nothing useful; the style sheet hides it.
    const message = wordsForError(error);
    if (message && this.#container) this.#container.dataset.reported = '';
    await this.#show({ ...message, isOpen: true });
  }

  #showSignedIn(user: Claims): void {
    const host = this.#host;
    if (!this.#session) return;
    const isNewSignIn = this.#isNewSignIn;
    this.#isNewSignIn = false;
    this.#removeAsker();
    this.#closeLock();
    if (this.#view) void this.#show({ isOpen: false });
    host.state = 'signed-in';
    // A page that registers only this class by hand needs the other one too.
    if (!customElements.get('tell-us-more')) customElements.define('tell-us-more', TellUsMoreElement);
    this.#asker = document.createElement('tell-us-more');
    const session = this.#session;
    this.#asker.handleSignOut = () => {
      this.#forget(session);
      void this.#showSignedOut();
    };
    this.#ownStore = undefined;
    this.#asker.setAttribute('exportparts', PANEL_PARTS);
    Object.assign(this.#asker, { user, isNewSignIn, plan: this.#plan });
    this.configureAsker();
    if (this.#activity) this.#asker.track(this.#activity);
    host.renderRoot.append(this.#asker);
    host.dispatchEvent(new SignedInEvent(user, !isNewSignIn));
  }

  /** Lock cannot work: shows plain words to the person and reports the error to the page. */
  async #showFailure(error: Error): Promise<void> {
    this.#closeLock();
    this.#host.state = 'failed';
    fail(this.#host, error);
    await this.#show({ notice: 'failed', isOpen: true });
  }

  async #show(state: LockMessage & { isOpen: boolean }): Promise<void> {
    this.#shown = state;
    const language = this.#language;
    const [{ LockView }, { words }] = await Promise.all([import('./lock-view.ts'), loadLockTexts(language)]);
    this.#view ??= new LockView(this.#host.renderRoot as ShadowRoot, {
      handleRetry: () => this.#startAgain(),
      handleRedirect: () => void this.#session?.signInByRedirect().catch((error: Error) => this.#showFailure(error)),
      handleClose: () => {
        this.#shown = { isOpen: false };
        this.#closeLock();
      },
    });
    // Calls that wait for the same import resume in any order, so each of them shows the latest state.
    this.#view.update({ ...this.#shown, language, words, isDialog: this.#host.manual, hasFallback: this.#host.fallback !== 'none' });
  }

  /** Starts again as after a reload, but keeps an open dialog. */
  #startAgain(): void {
    const { isOpen } = this.#shown;
    this.#restoring = undefined;
    this.restart();
    // The start shows a failure.
    if (isOpen && this.#host.manual) this.prepared().then(() => this.openLock('login'), () => undefined);
  }

  /** Removes everything from the page. The session stays. */
  #halt(): void {
    this.#run++;
    this.#closeLock();
    this.#removeAsker();
  }

  #closeLock(): void {
    this.#opening++;
    this.#session?.closeLock();
    this.#settleOpening?.();
    this.#container?.remove();
    this.#container = undefined;
    this.#isOpening = this.#hasTyped = false;
  }

  /** Removes the Lock of an earlier element from a copied page (Turbo, htmx, a saved page). */
  #removeLeftovers(): void {
    for (const child of this.#host.querySelectorAll(':scope > [slot="lock"]')) if (child !== this.#container) child.remove();
  }

  /** Lock looks its container up by id in the document. So it is a child of the element, shown through a slot. */
  #createContainer(): HTMLElement {
    const container = document.createElement('div');
    // Lock renders nothing into an id that it has used before.
    do container.id = `progressive-lock-${++containers}`;
    while (document.getElementById(container.id));
    container.slot = 'lock';
    container.addEventListener('input', () => (this.#hasTyped = true));
    container.addEventListener('click', () => delete container.dataset.reported);
    this.#host.append(container);
    this.#container = container;
    return container;
  }

  #removeAsker(): void {
    this.#asker?.remove();
    this.#asker = undefined;
  }

  #requireSession(): LockSession {
    if (!this.#session) throw new Error('Expected <progressive-lock> to be set up, but it is not: see its `error` event.');
    return this.#session;
  }

  /** `lockOptions.language` sets the element's language too, so that the page does not mix two. */
  get #language(): string {
    const { language, lockOptions } = this.#host;
    if (language || typeof lockOptions?.language !== 'string') return languageOf(this.#host);
    return lockOptions.language;
  }

  /** The return address of Lock's own options, because Lock uses it. */
  get #redirectUrl(): string {
    return this.#host.lockOptions?.auth?.redirectUrl || this.#ownUrl;
  }

  get #ownUrl(): string {
    return this.#host.redirectUrl ?? location.origin + location.pathname;
  }
}
