/** What `<progressive-lock>` does: restores the session or shows Lock, then hosts the questions. */
import type { LockScreen, TermsLink } from '../auth0/lock.ts';
import type { ProfileStore } from '../person/profile-store.ts';
import { handOverResult } from '../auth0/redirect-result.ts';
import type { TokenRequest } from '../auth0/session.ts';
import type { Claims } from '../person/claims.ts';
import { isUserProvidedByLock, type SessionError } from '../auth0/sign-in-error.ts';
import { directionOf } from '../locales/direction.ts';
import { loadLockTexts } from '../locales/lock-words.ts';
import { spokenLanguage } from '../locales/pick-language.ts';
import type { ProfilePlan } from '../plan/plan.ts';
import { FailureEvent, fail } from '../ask/events.ts';
import { SignedInEvent, SignedOutEvent, SignedUpEvent } from './events.ts';
import { languageOf } from './language-of.ts';
import { LockSession, type SignedIn } from './lock-session.ts';
import { wordsForError } from './lock-notice.ts';
import type { LockMessage, LockView } from './lock-view.ts';
import { loadPlan } from '../ask/plan-source.ts';
import type { ProgressiveLockElement } from './progressive-lock-element.ts';
import { TellUsMoreElement } from './tell-us-more-element.ts';

/** All parts of the panel: a page styles them through `<progressive-lock>` as it would in `<tell-us-more>`. */
const PANEL_PARTS =
  'panel,heading,step,status,notice,question,label,why,input,list,chip,star,clear,link,error,value,yes,no,save,later,never,privacy,thanks,undo,close';

let containers = 0;

/** How long people wait for the tenant to say whether they are signed in, before they see Lock. */
const RESTORING_WITHIN_MS = 2000;

export class LockFlow {
  readonly #host: ProgressiveLockElement;
  readonly #pageHash: string;
  #session: LockSession | undefined;
  /** What the session was made of; while it stays the same, so does the session. */
  #sessionKey = '';
  #restoring: Promise<SignedIn | null> | undefined;
  /** The person has just signed in, which the next asker is told. */
  #isNewSignIn = false;
  /** The person fills Lock's form in. */
  #hasTyped = false;
  /** Lock is there, or on its way. */
  #isOpening = false;
  #activity: string | undefined;
  #view: LockView | undefined;
  #plan: ProfilePlan = { fields: [] };
  #container: HTMLElement | undefined;
  /** Grows with every opening and closing of Lock. */
  #opening = 0;
  /** Ends the waiting for a form that is not going to come. */
  #settleOpening: (() => void) | undefined;
  #asker: TellUsMoreElement | undefined;
  /** The store that comes with the login of who is signed in. */
  #ownStore: ProfileStore | undefined;
  #starting: Promise<void> | undefined;
  /** What Lock needs is there; who is signed in may still be unknown. */
  #prepared: Promise<void> | undefined;
  /** Grows with every start, so that what an earlier one still brings is dropped. */
  #run = 0;

  /** "Back" to the page that somebody signed out from: Lock is not there any more. */
  readonly #handlePageShow = ({ persisted }: PageTransitionEvent) => {
    if (persisted && this.#session?.user === null && !this.#container) void this.#showSignedOut();
  };

  readonly #refresh = () => this.#host.refresh?.();

  /** @param pageHash the address's hash at the page's beginning */
  constructor(host: ProgressiveLockElement, pageHash: string) {
    this.#host = host;
    this.#pageHash = pageHash;
  }

  get user(): Claims | null {
    return this.#session?.user ?? null;
  }

  /** Who asks, while somebody is signed in. */
  get asker(): TellUsMoreElement | undefined {
    return this.#asker;
  }

  get isRunning(): boolean {
    return this.#session !== undefined;
  }

  /** Begins anew with what the element was given; who is signed in stays so, unless that is about somebody else. */
  restart(): void {
    addEventListener('pageshow', this.#handlePageShow);
    this.#halt();
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

  /** Resolves when Lock can be opened, which need not wait for the tenant. Rejects if the element could not be set up. */
  async prepared(): Promise<void> {
    await this.#prepared?.catch(() => undefined);
    this.#requireSession();
  }

  /** Goes on with a result that a router took out of the address. */
  resumeAuth(hash: string): void {
    handOverResult(hash);
    this.#restoring = undefined;
    this.restart();
  }

  getToken(request: Partial<TokenRequest>): Promise<string> {
    return this.#requireSession().getToken(request);
  }

  async logout(returnTo = this.#redirectUrl): Promise<void> {
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

  /** Shows Lock; resolves when its form is there, or is not going to come. */
  async openLock(screen: LockScreen, message?: LockMessage): Promise<void> {
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
    const opening = this.#opening;
    const language = this.#language;
    const [{ hints, words }] = await Promise.all([loadLockTexts(language), this.#show({ notice: 'loading', isOpen: true })]);
    if (run !== this.#run || opening !== this.#opening) return;
    const container = this.#createContainer();
    const { lockOptions, loadLock, passwordless, lockStyle } = this.#host;
    const { termsUrl, privacyUrl } = this.#plan;
    const terms = [{ text: words.terms, url: termsUrl }, { text: words.privacy, url: privacyUrl }].filter((link): link is TermsLink => link.url !== undefined);
    const form = { container: container.id, screen, language, hints, plan: this.#plan, lockOptions, loadLock, passwordless, lockStyle, terms, isDialog: this.#host.manual };
    await new Promise<void>((resolve) => {
      this.#settleOpening = resolve;
      const handleFailure = (error: Error) => {
        // Of a Lock that is closed already nobody wants to hear.
        if (opening === this.#opening) void this.#showFailure(error).then(resolve);
      };
      session
        .openLock(form, {
          handleReady: () => {
            if (opening === this.#opening) void this.#show({ ...message, isOpen: true }).then(resolve);
          },
          handleSignedUp: (names) => this.#host.dispatchEvent(new SignedUpEvent(names)),
          // Lock is in the middle of its own work when it tells this.
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

  /** Hands on what the element was given; to be called when it changes. */
  configureAsker(): void {
    if (!this.#asker) return;
    const { clientId, placement, known, dictionary, lockOptions } = this.#host;
    const language = this.#host.language ?? (typeof lockOptions?.language === 'string' ? lockOptions.language : undefined);
    const primaryColor = lockOptions?.theme?.primaryColor;
    const accent = typeof primaryColor === 'string' ? primaryColor : undefined;
    const store = this.#host.store ?? (this.#ownStore ??= this.#requireSession().createStore());
    Object.assign(this.#asker, { clientId, language, placement, known, dictionary, accent, store, refresh: this.#refresh });
  }

  async #prepare(run: number): Promise<void> {
    const host = this.#host;
    host.state = 'loading';
    const { plan, error } = await loadPlan(host.plan, host);
    if (run !== this.#run) return;
    this.#plan = plan;
    if (error) fail(host, error);
    const { domain, tenantDomain, clientId, audience, scope, store } = host;
    const options = { domain, tenantDomain, clientId, audience, scope, redirectUrl: this.#redirectUrl, hasOwnStore: store !== undefined };
    const key = JSON.stringify(options);
    if (!this.#session || key !== this.#sessionKey) {
      const before = this.#session;
      this.#session = undefined;
      this.#session = new LockSession(options);
      this.#sessionKey = key;
      if (before) {
        // Perhaps of a redirect, whose result is there only once.
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
    // A tenant that does not answer must not leave the page blank.
    if ((await Promise.race([restoring, late])) === 'late' && run === this.#run) void this.#showSignedOut();
    const error = await restoring;
    if (run !== this.#run) return;
    if (session.user) return this.#showSignedIn(session.user);
    if (!error) return this.#showSignedOut();
    this.#restoring = undefined;
    fail(this.#host, error);
    await this.#showSignedOut(wordsForError(error));
  }

  /** Once a session: the result of a redirect can be taken from the address only once. */
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
    // Lock was opened meanwhile, and perhaps filled in.
    if (this.#isOpening) return message && this.#show({ ...message, isOpen: true });
    if (this.#host.manual) await this.#show({ ...message, isOpen: message !== undefined });
    else await this.openLock('login', message);
  }

  /** A login in Lock's form failed. What Lock says by itself is not said twice. */
  async #tellLoginError(error: SessionError): Promise<void> {
    if (isUserProvidedByLock(error)) {
      this.#host.dispatchEvent(new FailureEvent(error));
      return;
    }
    fail(this.#host, error);
    // Lock says "wrong password", or nothing that helps.
    const message = wordsForError(error);
    if (message && this.#container) this.#container.dataset.told = '';
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
    // Whoever registers the class by hand need not know of the other one.
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

  /** Something keeps Lock from working: plain words for the person, the facts for the page. */
  async #showFailure(error: Error): Promise<void> {
    this.#closeLock();
    this.#host.state = 'failed';
    fail(this.#host, error);
    await this.#show({ notice: 'failed', isOpen: true });
  }

  async #show(state: LockMessage & { isOpen: boolean }): Promise<void> {
    const language = this.#language;
    const [{ LockView }, { words }] = await Promise.all([import('./lock-view.ts'), loadLockTexts(language)]);
    this.#view ??= new LockView(this.#host.renderRoot as ShadowRoot, {
      handleRetry: () => {
        this.#restoring = undefined;
        this.restart();
      },
      handleRedirect: () => void this.#session?.signInByRedirect().catch((error: Error) => this.#showFailure(error)),
      handleClose: () => this.#closeLock(),
    });
    this.#view.update({ ...state, language, words, isDialog: this.#host.manual, hasFallback: this.#host.fallback !== 'none' });
  }

  /** Takes everything off the page; the session stays. */
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

  /** What a copy of the page holds of an earlier element's Lock (Turbo, htmx, a saved page). */
  #removeLeftovers(): void {
    for (const child of this.#host.querySelectorAll(':scope > [slot="lock"]')) if (child !== this.#container) child.remove();
  }

  /** Lock finds its container by id in the document, so it is a child of the element and shown through a slot. */
  #createContainer(): HTMLElement {
    const container = document.createElement('div');
    // A fresh id each time: Lock remembers what it rendered into the last one.
    do container.id = `progressive-lock-${++containers}`;
    while (document.getElementById(container.id));
    container.slot = 'lock';
    // The page around it may speak another language, and the other way round.
    container.lang = spokenLanguage(this.#language);
    container.dir = directionOf(container.lang);
    container.addEventListener('input', () => (this.#hasTyped = true));
    container.addEventListener('click', () => delete container.dataset.told);
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

  /** Lock's own option counts, too: the page would speak two languages otherwise. */
  get #language(): string {
    const { language, lockOptions } = this.#host;
    if (language || typeof lockOptions?.language !== 'string') return languageOf(this.#host);
    return lockOptions.language;
  }

  get #redirectUrl(): string {
    return this.#host.redirectUrl ?? location.origin + location.pathname;
  }
}
