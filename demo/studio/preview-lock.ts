/** Shows the real Lock with the plan's sign-up form. Its settings come from demo/studio/client/. It has no tenant. */
import { openLock } from '../../src/auth0/lock.ts';
import { resolveOptionLists } from '../../src/platform/option-lists.ts';
import { signUpFields } from '../../src/plan/sign-up-fields.ts';
import type { PreviewRequest } from './preview-messages.ts';

/** The path that Lock uses as its tenant. The demo server has only the settings of one application there. */
const TENANT_PATH = '/studio';
const CLIENT_ID = 'studio';

/** Waits after a change, so that typing does not open a new Lock for every letter. */
const PAUSE_MS = 300;

const NO_TENANT = 'This is a preview: nobody is signed up here.';

export class PreviewLock {
  readonly #place: HTMLElement;
  readonly #report: (name: string, detail: string) => void;
  #shown: string | undefined;
  #run = 0;
  /** Cancels an opening whose container was removed, because Lock throws without its container. */
  #opening = new AbortController();
  #closeLock: (() => void) | undefined;

  constructor(place: HTMLElement, report: (name: string, detail: string) => void) {
    this.#place = place;
    this.#report = report;
  }

  start(request: PreviewRequest): Promise<void> {
    return this.adjust(request);
  }

  /** Opens Lock again if it would look different. */
  async adjust(request: PreviewRequest): Promise<void> {
    const { plan, view, accent, logo, run: requested } = request;
    const key = JSON.stringify([plan.fields, view.language, accent, logo, requested]);
    if (key === this.#shown) return;
    const isFirst = this.#shown === undefined;
    this.#shown = key;
    const run = ++this.#run;
    if (!isFirst) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    if (run !== this.#run) return;
    const resolved = await resolveOptionLists(plan, (error) => this.#report('error', error.message));
    if (run !== this.#run) return;
    this.#remove();
    const { fields, deferred } = signUpFields(resolved, { language: view.language });
    for (const { name, reason } of deferred) this.#report('deferred', `${name}: ${reason}`);
    const container = document.createElement('div');
    container.id = `lock-${run}`;
    this.#place.append(container);
    const { signal } = (this.#opening = new AbortController());
    const close = await openLock(
      {
        signal,
        domain: location.origin + TENANT_PATH,
        clientId: CLIENT_ID,
        container: container.id,
        screen: 'signUp',
        language: view.language,
        signUpFields: fields,
        redirectUrl: location.href,
        scope: 'openid profile email',
        lockOptions: {
          autofocus: false,
          theme: { ...(accent && { primaryColor: accent }), ...(logo && { logo }) },
          languageDictionary: { error: { signUp: { 'lock.fallback': NO_TENANT }, login: { 'lock.fallback': NO_TENANT }, forgotPassword: { 'lock.fallback': NO_TENANT } } },
        },
      },
      {
        handleReady: (screen) => this.#report('lock-ready', screen),
        handleLoginError: () => undefined,
        handleSigningUp: () => {},
        handleSignedUp: () => {},
        handleAuthenticated: () => {},
        handleFailure: (error) => this.#report('error', error.message),
      },
    );
    if (run === this.#run) this.#closeLock = close;
    else close();
  }

  close(): void {
    this.#shown = undefined;
    this.#run += 1;
    this.#remove();
  }

  #remove(): void {
    this.#opening.abort();
    this.#closeLock?.();
    this.#closeLock = undefined;
    this.#place.replaceChildren();
  }
}
