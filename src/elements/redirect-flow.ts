/**
 * The page in the middle of a login: the Action sent the person here with a token that names fields, and takes the
 * answers back through the tenant's `/continue`. The page is signed with a key that is good for this redirect only
 * (src/action/at-login.ts): what a browser holds is no secret, but it is of no use to anybody else.
 */
import { html, render } from 'lit/html.js';
import { jwtDecode } from 'jwt-decode';
import { tenantUrl } from '../auth0/tenant-address.ts';
import type { FollowUp } from '../ask/follow-ups.ts';
import { listedFields, type ListedField } from '../ask/listed-fields.ts';
import { hasLoginBegun } from '../person/login-note.ts';
import { directionOf } from '../locales/direction.ts';
import { fillIn } from '../locales/fill-in.ts';
import { languageOfWords } from '../locales/index.ts';
import { loadPageWords } from '../locales/page-words.ts';
import type { PageWords } from '../locales/words.ts';
import type { FieldValue, ProfilePlan } from '../plan/plan.ts';
import { Panel } from './panel/panel.ts';
import type { RedirectFollowUps } from './redirect-follow-ups.ts';
import type { PanelHandlers, PanelState } from './panel/panel-state.ts';
import { addPanelStyles, panelSheet } from './panel/panel.styles.ts';

/** A login that waits for this page. */
export interface RedirectRequest {
  /** Auth0's name for the login. */
  state: string;
  /** Where the answers go. */
  continueUrl: string;
  /** Signs them. */
  key: string;
  /** The names of the fields to ask. */
  fields: string[];
  /** The names of those that answers may bring along. */
  followUps: string[];
  /** What both tokens say alike: who and until when (epoch seconds). */
  claims: { sub?: string; iss?: string; iat?: number; exp: number };
}

/** Why there is nothing to ask: no login led here, it is over, or it would lead to a stranger. */
export type RedirectProblem = 'missing' | 'expired' | 'foreign';

interface SessionToken {
  fields?: unknown;
  followUps?: unknown;
  key?: unknown;
  continue?: unknown;
  sub?: string;
  iss?: string;
  iat?: number;
  exp?: number;
}

/**
 * The request in the address of this page (`search`: its query). Only the tenant of `domain` is ever answered.
 * Nothing here is proof of anything: that the token is genuine only the Action can tell, when it comes back.
 */
export function readRedirect(search: string, domain: string, now: Date): RedirectRequest | RedirectProblem {
  const params = new URLSearchParams(search);
  const state = params.get('state');
  const token = readToken(params.get('session_token'));
  const { key, exp } = token ?? {};
  if (!state || !token || typeof key !== 'string' || typeof exp !== 'number' || !Array.isArray(token.fields)) return 'missing';
  const continueUrl = `${tenantUrl(domain)}/continue`;
  if (token.continue !== continueUrl) return 'foreign';
  if (exp * 1000 <= now.getTime()) return 'expired';
  const { sub, iss, iat } = token;
  const [fields, followUps] = [token.fields, token.followUps].map((names) => (Array.isArray(names) ? names.filter((name) => typeof name === 'string') : []));
  return { state, continueUrl, key, fields: fields!, followUps: followUps!, claims: { sub, iss, iat, exp } };
}

function readToken(token: string | null): SessionToken | undefined {
  try {
    return token === null ? undefined : jwtDecode<SessionToken>(token);
  } catch {
    // Cut off or made up: as good as none.
    return undefined;
  }
}

/** The signed answers, as `api.redirect.validateToken` takes them: a JWT (HS256) with the `state` of the login. */
export async function signAnswers({ key, state, claims }: RedirectRequest, answers: Record<string, FieldValue>): Promise<string> {
  const content = [{ alg: 'HS256', typ: 'JWT' }, { ...claims, state, answers }].map((part) => encode(new TextEncoder().encode(JSON.stringify(part)))).join('.');
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const hmac = await crypto.subtle.importKey('raw', new TextEncoder().encode(key), algorithm, false, ['sign']);
  const signature = await crypto.subtle.sign('HMAC', hmac, new TextEncoder().encode(content));
  return `${content}.${encode(new Uint8Array(signature))}`;
}

function encode(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Leaves the page by a form: only so does the browser go on with the login. */
export function postToTenant({ continueUrl, state }: RedirectRequest, token: string): void {
  const form = document.createElement('form');
  form.method = 'post';
  form.action = `${continueUrl}?${new URLSearchParams({ state })}`;
  const input = document.createElement('input');
  Object.assign(input, { type: 'hidden', name: 'session_token', value: token });
  form.append(input);
  form.hidden = true;
  document.body.append(form);
  form.submit();
  form.remove();
}

/** What the flow tells the element around it. */
export interface RedirectHost {
  root: ShadowRoot;
  plan: ProfilePlan;
  domain: string;
  /** Only logins that began in this browser are asked. */
  isForOwnLogins: boolean;
  tell: (type: 'answered' | 'snoozed', names: string[]) => void;
  fail: (error: Error) => void;
}

/** How the panel looks: what of its state is the page's choice. */
export type RedirectLook = Pick<PanelState, 'language' | 'dictionary' | 'accent' | 'privacyUrl'>;

type Answers = Record<string, FieldValue>;

/** One visit to the page: shows the questions, or why there are none, and sends the person back. */
export class RedirectFlow {
  readonly #host: RedirectHost;
  readonly #request: RedirectRequest | RedirectProblem;
  #panel: Panel | undefined;
  #look: RedirectLook | undefined;
  #notice: PanelState['notice'];
  /** Given while there was no network: sent when there is one again, unless they are changed before. */
  #waiting: Answers | undefined;
  #listed: Promise<ListedField[]> | undefined;
  #followUps: RedirectFollowUps | undefined;
  /** What answers have brought along. */
  #shown: FollowUp[] = [];
  #isLeaving = false;
  /** Ends with `end()`. */
  readonly #life = new AbortController();

  constructor(host: RedirectHost, search: string, now: Date) {
    this.#host = host;
    const request = (this.#request = host.isForOwnLogins && !hasLoginBegun(now.getTime()) ? 'foreign' : readRedirect(search, host.domain, now));
    if (typeof request === 'string') return;
    const { signal } = this.#life;
    // Back from a page that failed to load: the answers can be sent once more.
    addEventListener('pageshow', ({ persisted }) => persisted && this.#stay(undefined), { signal });
    addEventListener('online', () => this.#waiting && void this.#leave(request, this.#waiting), { signal });
  }

  /** Nothing is shown, sent or led anywhere any more: the element is gone from the page, or has another request. */
  end(): void {
    this.#life.abort();
    this.#panel?.destroy();
    this.#waiting = undefined;
  }

  async render(look: RedirectLook): Promise<void> {
    const { root } = this.#host;
    const request = this.#request;
    if (this.#life.signal.aborted) return;
    this.#look = look;
    if (typeof request === 'string') await showProblem(root, request, look);
    else {
      const { length } = await this.#fields(request);
      if (this.#life.signal.aborted) return;
      // The page's plan is older or newer than the Action's: nobody is kept from signing in by that.
      if (length === 0) return this.#leave(request, {});
      addPanelStyles(css);
      this.#panel ??= new Panel(root, this.#handlers(request));
      await this.#draw(request);
    }
    // What the page itself says until something is here (tell-us-more-element.ts).
    for (const slot of root.querySelectorAll('slot')) if (slot.parentNode === root) slot.remove();
  }

  /** Shows what the answers bring along. */
  async #follow(request: RedirectRequest, values: Record<string, FieldValue | undefined>): Promise<void> {
    if (!request.followUps.length) return;
    try {
      const fields = await this.#fields(request);
      const { RedirectFollowUps } = await import('./redirect-follow-ups.ts');
      const { plan, fail } = this.#host;
      this.#followUps ??= new RedirectFollowUps(plan, request, fail, () => void this.#follow(request, {}));
      this.#shown = this.#followUps.find(fields, values);
    } catch (error) {
      return this.#host.fail(error as Error);
    }
    await this.#draw(request);
  }

  /** Those whose choices do not come are left out: nobody is kept from signing in by that either. */
  #fields({ fields }: RedirectRequest): Promise<ListedField[]> {
    const { plan, fail } = this.#host;
    return (this.#listed ??= listedFields(plan.fields.filter(({ name, type }) => fields.includes(name) && type !== 'hidden'), fail));
  }

  async #draw(request: RedirectRequest): Promise<void> {
    if (!this.#panel || !this.#look || this.#life.signal.aborted) return;
    const fields = await this.#fields(request);
    if (this.#life.signal.aborted) return;
    const questions = [...fields.map((field) => ({ field })), ...this.#shown.map(({ field, below }) => ({ field, below: fields.findIndex(({ name }) => name === below) }))];
    await this.#panel.update({ ...this.#look, phase: 'asking', placement: 'inline', isRedirect: true, notice: this.#notice, questions: questions.map((question) => ({ ...question, options: question.field.options })) });
  }

  #handlers(request: RedirectRequest): PanelHandlers {
    const ignore = () => undefined;
    return {
      onAnswer: (values) => {
        const given = Object.entries(values).filter((entry): entry is [string, FieldValue] => entry[1] !== null);
        void this.#leave(request, Object.fromEntries(given));
      },
      onSnooze: () => void this.#leave(request, {}),
      onDraft: (name, value) => {
        if (this.#waiting) this.#stay(undefined);
        void this.#follow(request, { [name]: value });
      },
      onDecline: ignore,
      onBack: ignore,
      onResize: ignore,
      onUndo: ignore,
      onClose: ignore,
    };
  }

  /** Goes on with the login; without answers too, and without a token if it cannot be signed. */
  async #leave(request: RedirectRequest, answers: Answers): Promise<void> {
    const { signal } = this.#life;
    if (this.#isLeaving || signal.aborted) return;
    this.#isLeaving = true;
    // Who has been told, and insists, goes: what kept us from asking the tenant may not keep the browser.
    const obstacle = this.#notice === 'failed' ? undefined : await findObstacle(request);
    if (signal.aborted) return;
    if (obstacle === 'offline' || (obstacle && this.#panel)) return this.#stay(obstacle, answers);
    const token = await signAnswers(request, answers).catch((error: Error) => {
      this.#host.fail(error);
      return '';
    });
    if (signal.aborted) return;
    const names = Object.keys(answers);
    if (this.#panel) this.#host.tell(names.length > 0 ? 'answered' : 'snoozed', names.length > 0 ? names : request.fields);
    this.#notice = names.length > 0 ? 'thanks' : undefined;
    await this.#draw(request);
    // What listens to the event, or the page itself, may have taken the element away.
    if (!signal.aborted) postToTenant(request, token);
  }

  /** Stays here, with all that was typed, and says why. */
  #stay(obstacle: Obstacle | undefined, answers?: Answers): void {
    this.#isLeaving = false;
    this.#notice = obstacle;
    this.#waiting = obstacle === 'offline' ? answers : undefined;
    if (typeof this.#request !== 'string') void this.#draw(this.#request);
  }
}

type Obstacle = 'offline' | 'failed';

/** A tenant that takes longer than this to answer is taken to be there. */
const PATIENCE_MS = 4000;

/** Whether the tenant can be reached. A form that is sent without a network leads to the browser's own page of errors. */
async function findObstacle({ continueUrl }: RedirectRequest): Promise<Obstacle | undefined> {
  try {
    await fetch(new URL('/.well-known/jwks.json', continueUrl), { mode: 'no-cors', cache: 'no-store', signal: AbortSignal.timeout(PATIENCE_MS) });
    return undefined;
  } catch (error) {
    if ((error as Error).name === 'TimeoutError') return undefined;
    return navigator.onLine ? 'failed' : 'offline';
  }
}

/** The heading, and what it means. */
const PROBLEM_WORDS = {
  missing: ['redirectMissingTitle', 'redirectMissing'],
  expired: ['redirectExpiredTitle', 'redirectExpired'],
  foreign: ['redirectForeignTitle', 'redirectForeign'],
} as const satisfies Record<RedirectProblem, [keyof PageWords, keyof PageWords]>;

async function showProblem(root: ShadowRoot, problem: RedirectProblem, { language, dictionary }: RedirectLook): Promise<void> {
  const words = await loadPageWords(language, dictionary);
  if (!root.adoptedStyleSheets.includes(panelSheet())) root.adoptedStyleSheets = [...root.adoptedStyleSheets, panelSheet()];
  addPanelStyles(css);
  const [title, text] = PROBLEM_WORDS[problem];
  render(
    html`<section class="panel inline redirect" part="panel" aria-labelledby="heading" lang=${languageOfWords(language, dictionary)} dir=${directionOf(language)}>
      <div class="head"><slot name="brand"></slot><h2 id="heading" part="heading">${words[title]}</h2></div>
      <p role="alert" part="problem">${words[text]}</p>
      <div class="actions"><a class="button main" part="home" href="/">${fillIn(words.home, { site: location.host })}</a></div>
    </section>`,
    root,
  );
}

const css = `
.redirect { max-inline-size: 30em; margin-inline: auto; padding: clamp(1.25em, 7vw, 2.5em); box-shadow: 0 1px 2px #0001, 0 8px 32px #0001; }
.redirect .head { margin-block-end: 1.25em; }
.redirect h2 { flex: 1 0 100%; color: inherit; font-size: 1.375em; font-weight: 600; line-height: 1.25; }
::slotted([slot=brand]) { flex: 1 0 100%; margin-block-end: .75em; }
.redirect > .actions { margin-block-start: 1.5em; }
a.button { display: inline-flex; align-items: center; text-decoration: none; }
`;
