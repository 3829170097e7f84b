/**
 * The page in the middle of a login. The Action sends the person here with a token that names fields, and receives the answers
 * through the tenant's `/continue`. Answers are signed with a key for this redirect only (src/action/at-login.ts). The browser
 * can see the key, but it is of no use to anyone else.
 */
import { html, render } from 'lit/html.js';
import { jwtDecode } from 'jwt-decode';
import { tenantUrl } from '../auth0/tenant-address.ts';
import type { Answers } from '../ask/ask-state.ts';
import { listedFields, type FollowUp, type ListedField } from '../ask/listed-fields.ts';
import { FieldsEvent, fail } from '../ask/events.ts';
import { hasLoginBegun } from '../person/login-age.ts';
import { directionOf } from '../locales/direction.ts';
import { fillIn } from '../locales/fill-in.ts';
import { languageOfWords } from '../locales/index.ts';
import { loadPageWords } from '../locales/page-words.ts';
import type { PageWords } from '../locales/words.ts';
import type { FieldValue, ProfilePlan } from '../plan/plan.ts';
import { tryStorage } from '../platform/try-storage.ts';
import type { PanelHost } from './panel-host.ts';
import { panelStateOf } from './panel-state-of.ts';
import { Panel } from './panel/panel.ts';
import type * as FollowUpsModule from './redirect-follow-ups.ts';
import type { RedirectFollowUps } from './redirect-follow-ups.ts';
import type { PanelHandlers, PanelState } from './panel/panel-state.ts';
import { addPanelStyles, panelSheet } from './panel/panel.styles.ts';

/** A login that is waiting for this page. */
export interface RedirectRequest {
  /** Auth0's name for the login. */
  state: string;
  /** The URL that receives the answers. */
  continueUrl: string;
  /** The key that signs them. */
  key: string;
  /** The names of the fields to ask. */
  fields: string[];
  /** The names of fields that answers may make necessary (follow-ups). */
  followUps: string[];
  /** The same in both tokens: the person, and until when (epoch seconds). */
  claims: { sub?: string; iss?: string; iat?: number; exp: number };
}

/** Why there is nothing to ask: the page was opened without a login, the login is over, or it belongs to another person. */
export type RedirectProblem = 'missing' | 'expired' | 'foreign';

interface SessionToken extends Partial<RedirectRequest['claims']> {
  fields?: unknown;
  followUps?: unknown;
  key?: unknown;
  continue?: unknown;
}

/**
 * The request in the page's URL (`search`: its query). Answers go to the tenant of `domain` only. This check proves nothing:
 * only the Action can verify the token, when it comes back.
 */
export function readRedirect(search: string, domain: string, now: Date): RedirectRequest | RedirectProblem {
  const params = new URLSearchParams(search);
  const state = params.get('state');
  const token = readToken(params.get('session_token'));
  const { key, exp } = token ?? {};
  if (!state || !token || typeof key !== 'string' || typeof exp !== 'number' || !Array.isArray(token.fields)) return 'missing';
  const continueUrl = `${tenantUrl(domain).toLowerCase()}/continue`;
  if (token.continue !== continueUrl) return 'foreign';
  const { sub, iss, iat = exp - AUTH0_LIFETIME_S } = token;
  if (isExpired(state, { iat, exp }, now.getTime())) return 'expired';
  const [fields, followUps] = [token.fields, token.followUps].map((names) => (Array.isArray(names) ? names.filter((name) => typeof name === 'string') : []));
  return { state, continueUrl, key, fields: fields!, followUps: followUps!, claims: { sub, iss, iat, exp } };
}

/**
 * Goes by the time since this browser first opened the login, because its clock may be wrong by more than a login takes. A
 * clock that is wrong by more than a day is not expected.
 */
function isExpired(state: string, { iat, exp }: { iat: number; exp: number }, now: number): boolean {
  if (now >= exp * 1000 + DAY_MS) return true;
  // Where the storage is blocked or full, only the Action checks the time.
  const [opened, at] = (tryStorage(() => localStorage.getItem(OPENED_KEY)) ?? '').split(' ');
  if (opened === state) return now - Number(at) >= (exp - iat) * 1000;
  tryStorage(() => localStorage.setItem(OPENED_KEY, `${state} ${now}`));
  return false;
}

const OPENED_KEY = 'progressive-lock:redirect';
const DAY_MS = 86_400_000;
/** As `api.redirect.encodeToken` has it by default. */
const AUTH0_LIFETIME_S = 900;

function readToken(token: string | null): SessionToken | undefined {
  try {
    return token === null ? undefined : jwtDecode<SessionToken>(token);
  } catch {
    // Truncated or made up: treated as if there were none.
    return undefined;
  }
}

/** The signed answers, as `api.redirect.validateToken` expects them: a JWT (HS256) with the `state` of the login. */
export async function signAnswers({ key, state, claims }: RedirectRequest, answers: Answers): Promise<string> {
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

/** Submits a form, which is the only way for the browser to continue the login. */
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

/** What the flow reads of its element; `TellUsMoreElement` describes each. */
interface RedirectHost extends PanelHost {
  readonly domain: string | undefined;
  readonly ownLogins: boolean;
}

/** One visit to the page: shows the questions, or why there are none, and sends the person back. */
export class RedirectFlow {
  readonly #host: RedirectHost;
  readonly #plan: ProfilePlan;
  readonly #root: ShadowRoot;
  readonly #request: RedirectRequest | RedirectProblem;
  #panel: Panel | undefined;
  #notice: PanelState['notice'];
  /** Given without a network. Sent when it is back, unless the person changes them first. */
  #waiting: Answers | undefined;
  #listed: Promise<ListedField[]> | undefined;
  #loadingFollowUps: Promise<typeof FollowUpsModule> | undefined;
  #followUps: RedirectFollowUps | undefined;
  /** The follow-up fields so far. */
  #shown: FollowUp[] = [];
  #isLeaving = false;
  /** Ends with `end()`. */
  readonly #life = new AbortController();

  /** For the login that the page's URL names. Answers go only to the tenant of the element's `domain`. */
  constructor(host: RedirectHost, plan: ProfilePlan) {
    const { domain, ownLogins } = host;
    if (!domain) throw new Error('Expected `domain` (the tenant that receives the answers) with `redirect`, found none.');
    this.#host = host;
    this.#plan = plan;
    this.#root = host.renderRoot as ShadowRoot;
    const now = new Date();
    const request = (this.#request = ownLogins && !hasLoginBegun(now.getTime()) ? 'foreign' : readRedirect(location.search, domain, now));
    if (typeof request === 'string') return;
    const { signal } = this.#life;
    // The person came back from a page that failed to load. The answers can be sent again.
    addEventListener('pageshow', ({ persisted }) => persisted && this.#stay(undefined), { signal });
    // The person may also have stopped the browser. Without the Navigation API, no event reports it.
    const { navigation } = globalThis as { navigation?: EventTarget };
    navigation?.addEventListener('navigateerror', () => this.#isLeaving && this.#stay(undefined), { signal });
    addEventListener('online', () => this.#waiting && void this.#leave(request, this.#waiting), { signal });
  }

  /** Shows and sends nothing any more: the element was removed, or has another request. */
  end(): void {
    this.#life.abort();
    this.#panel?.destroy();
    this.#waiting = undefined;
  }

  async render(): Promise<void> {
    const root = this.#root;
    const request = this.#request;
    if (this.#life.signal.aborted) return;
    if (typeof request === 'string') await showProblem(root, request, this.#look);
    else {
      const { length } = await this.#fields(request);
      if (this.#life.signal.aborted) return;
      // The page's plan is older or newer than the Action's. That must not prevent a login.
      if (length === 0) return this.#leave(request, {});
      addPanelStyles(css);
      this.#panel ??= new Panel(root, this.#handlers(request));
      await this.#draw(request);
    }
    // The page's own content until something is shown (tell-us-more-element.ts).
    for (const slot of root.querySelectorAll('slot')) if (slot.parentNode === root) slot.remove();
  }

  /** Shows the follow-up questions. */
  async #follow(request: RedirectRequest, values: Record<string, FieldValue | undefined>): Promise<void> {
    if (!request.followUps.length) return;
    try {
      const fields = await this.#fields(request);
      // One promise: calls that wait for an import() each resume in any order, and the last one has to come last.
      const { RedirectFollowUps } = await (this.#loadingFollowUps ??= import('./redirect-follow-ups.ts'));
      this.#followUps ??= new RedirectFollowUps(this.#plan, [...request.fields, ...request.followUps], this.#fail, () => void this.#follow(request, {}));
      this.#shown = this.#followUps.find(fields, values);
    } catch (error) {
      this.#loadingFollowUps = undefined;
      return this.#fail(error as Error);
    }
    await this.#draw(request);
  }

  /** Fields whose options do not load are left out, so that the login can continue. */
  #fields({ fields }: RedirectRequest): Promise<ListedField[]> {
    return (this.#listed ??= listedFields(this.#plan.fields.filter(({ name, type }) => fields.includes(name) && type !== 'hidden'), this.#fail));
  }

  /** What the page chooses. */
  get #look(): PanelState {
    return panelStateOf(this.#host, this.#plan);
  }

  readonly #fail = (error: Error): void => fail(this.#host, error);

  async #draw(request: RedirectRequest): Promise<void> {
    if (!this.#panel || this.#life.signal.aborted) return;
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

  /** Continues the login, also without answers, and without a token if it cannot be signed. */
  async #leave(request: RedirectRequest, answers: Answers): Promise<void> {
    const { signal } = this.#life;
    if (this.#isLeaving || signal.aborted) return;
    this.#isLeaving = true;
    // A second press continues anyway: the browser may reach the tenant even if this check could not.
    const obstacle = this.#notice === 'failed' ? undefined : await findObstacle(request);
    if (signal.aborted) return;
    if (obstacle === 'offline' || (obstacle && this.#panel)) return this.#stay(obstacle, answers);
    const token = await signAnswers(request, answers).catch((error: Error) => {
      this.#fail(error);
      return '';
    });
    if (signal.aborted) return;
    const names = Object.keys(answers);
    if (this.#panel) this.#host.dispatchEvent(names.length > 0 ? new FieldsEvent('answered', names) : new FieldsEvent('snoozed', request.fields));
    this.#notice = names.length > 0 ? 'thanks' : undefined;
    await this.#draw(request);
    // A listener or the page may have removed the element.
    if (!signal.aborted) postToTenant(request, token);
  }

  /** Stays here, keeps what was typed and says why. */
  #stay(obstacle: Obstacle | undefined, answers?: Answers): void {
    this.#isLeaving = false;
    this.#notice = obstacle;
    this.#waiting = obstacle === 'offline' ? answers : undefined;
    if (typeof this.#request !== 'string') void this.#draw(this.#request);
  }
}

type Obstacle = 'offline' | 'failed';

/** If the tenant takes longer than this to answer, it counts as reachable. */
const PATIENCE_MS = 4000;

/** Whether the tenant can be reached. Submitting a form without a network would end on the browser's error page. */
async function findObstacle({ continueUrl }: RedirectRequest): Promise<Obstacle | undefined> {
  try {
    await fetch(new URL('/.well-known/jwks.json', continueUrl), { mode: 'no-cors', cache: 'no-store', signal: AbortSignal.timeout(PATIENCE_MS) });
    return undefined;
  } catch (error) {
    if ((error as Error).name === 'TimeoutError') return undefined;
    return navigator.onLine ? 'failed' : 'offline';
  }
}

/** The heading and its explanation. */
const PROBLEM_WORDS = {
  missing: ['redirectMissingTitle', 'redirectMissing'],
  expired: ['redirectExpiredTitle', 'redirectExpired'],
  foreign: ['redirectForeignTitle', 'redirectForeign'],
} as const satisfies Record<RedirectProblem, [keyof PageWords, keyof PageWords]>;

async function showProblem(root: ShadowRoot, problem: RedirectProblem, { language, dictionary }: PanelState): Promise<void> {
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
