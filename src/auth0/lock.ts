/** Opens Lock in a container of the page and translates its events. */
import { directionOf } from '../locales/direction.ts';
import { redact, safeError } from '../plan/safe-error.ts';
import type { AdditionalSignUpField } from '../plan/sign-up-fields.ts';
import type { FieldNotes } from './lock-accessibility.ts';
import type * as Patches from './lock-patches.ts';
import { markLoginErrors, watchLoginFailures, type LockEvents } from './lock-failures.ts';
import { describeAuth0Error, type Auth0Error } from './sign-in-error.ts';
import { isLocalTenant, localOverrides, tenantUrl } from './tenant-address.ts';

/** The part of Lock's `AuthResult` that is used. */
export interface AuthResult {
  accessToken?: string;
  idToken: string;
  expiresIn?: number;
  scope?: string;
}

/** The part of a Lock instance that is used. `destroy` is undocumented. */
export interface Lock extends LockEvents {
  show(): void;
  hide(): void;
  destroy(): void;
}

export type LockConstructor = new (clientId: string, domain: string, options: object) => Lock;

/** Loads the page's own Lock: `() => import('auth0-lock').then((m) => m.Auth0Lock)`. */
export type LoadLock = () => Promise<new (clientId: string, domain: string, options?: never) => object>;

export type LockScreen = 'login' | 'signUp';

/** Lock's constructor options: https://auth0.com/docs/libraries/lock/lock-configuration */
export type LockOptions = Record<string, unknown> & {
  auth?: Record<string, unknown> & { redirect?: boolean; redirectUrl?: string; params?: Record<string, unknown> };
  theme?: Record<string, unknown>;
};

/** A page of the site that people accept by signing up. */
export interface TermsLink {
  text: string;
  url: string;
}

export interface LockSetup {
  domain: string;
  clientId: string;
  /** The id of an element in the document: Lock looks it up with `getElementById`. */
  container: string;
  screen: LockScreen;
  language: string;
  signUpFields: AdditionalSignUpField[];
  redirectUrl: string;
  audience?: string;
  scope: string;
  lockOptions?: LockOptions;
  loadLock?: LoadLock;
  /** A CSS colour, before the one of `lockOptions`. */
  accent?: string;
  /** Codes or links by email or SMS instead of passwords: Lock's other form. */
  passwordless?: boolean;
  /** The pages that the sign-up form links to. */
  terms?: TermsLink[];
  /** Lock's message for a login that needs a captcha, for which Lock has no text. */
  captchaText?: string;
  /** Features of fields that Lock has no option for, by field name. */
  fieldNotes?: ReadonlyMap<string, FieldNotes>;
  /** Lock opens over the page: its first input gets the focus. */
  isDialog?: boolean;
  /** `none`: Lock keeps its own look. */
  lockStyle?: 'page' | 'none';
  /** After it is aborted, nothing is opened. */
  signal?: AbortSignal;
  /** How long Lock may take until its form is ready. Lock has no event for a form that never is. */
  readyWithinMs?: number;
}

export interface LockListener {
  /** A screen of Lock is ready. */
  handleReady(screen: LockScreen): void;
  /** True when the sign-up is submitted; false when it is refused or the person signs in another way. */
  handleSigningUp(isSigningUp: boolean): void;
  /**
   * A person signed up through the form; `id` is the user id without its connection, `metadata` what the tenant stored, with
   * names in camel case. Comes before any login.
   */
  handleSignedUp(id: string, metadata: unknown): void;
  handleAuthenticated(result: AuthResult): void;
  /** A login failed, and Lock's form is still open. Without an error Lock gave no reason. */
  handleLoginError(error: Auth0Error | undefined, isAfterSignUp: boolean): void;
  /** Lock cannot continue. */
  handleFailure(error: Error): void;
}

/** A form that is not ready by then is a failure. Lock's own time limit for its CDN is 20 s. */
const READY_WITHIN_MS = 20_000;

/** By then, every request that Lock makes before its form is ready has ended. */
const REQUESTS_END_WITHIN_MS = 30_000;

/** Lock's English writes these in title case, unlike the rest of its words and ours. */
const SENTENCE_CASE = {
  loginLabel: 'Log in',
  loginSubmitLabel: 'Log in',
  mfaSubmitLabel: 'Log in',
  signUpTitle: 'Sign up',
  signUpLabel: 'Sign up',
  signUpSubmitLabel: 'Sign up',
};

// Without a logo, Lock requests a badge from a CDN. This one is an empty image.
const NO_LOGO = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==';

/**
 * Opens Lock in its container.
 * @returns a function that removes Lock. Without calling it, the next Lock in the same place stays empty
 */
export async function openLock(setup: LockSetup, listener: LockListener): Promise<() => void> {
  const [{ Lock, language, dictionary }, patches] = await Promise.all([load(setup), loadPatches()]);
  // The container may have been removed meanwhile, and Lock throws without one.
  if (setup.signal?.aborted) return () => {};
  const lock = new Lock(setup.clientId, setup.domain, lockConstructorOptions(setup, language, dictionary));

  const container = document.getElementById(setup.container);
  // Lock has more languages than our texts, and the page around it may have another one.
  if (container) Object.assign(container, { lang: language, dir: directionOf(language) });
  const notes = setup.fieldNotes ?? new Map(setup.signUpFields.map(({ name, placeholder = '' }) => [name, { label: placeholder }]));
  const endPatching = container && patches ? patches.patchLockAccessibility(container, notes) : () => {};
  if (container && patches && setup.lockStyle !== 'none') {
    container.classList.add('progressive-lock-styled');
    if (!hasHeader(setup)) container.dataset.header = 'none';
    if (!hasLogo(setup)) container.dataset.logo = 'none';
    container.style.setProperty('--lock-primary', primaryColor(setup));
    patches.styleLock();
  }

  const endWatching = watchLoginFailures(lock, container, (error, isAfterSignUp) => listener.handleLoginError(error, isAfterSignUp));

  let isOver = false;
  let isReady = false;
  const { clientId, domain, readyWithinMs: limit = READY_WITHIN_MS } = setup;
  const remedy = `Is "${clientId}" an application of the tenant ${domain}, and does the tenant answer? Run \`npx progressive-lock check --domain ${domain} --client-id ${clientId}\`.`;
  const watchdog = setTimeout(() => {
    listener.handleFailure(new Error(`Expected Lock's form within ${limit / 1000} s, but it did not appear. ${remedy}`));
  }, limit);
  // Lock has no event for some first screens: the login of an employer, Kerberos, the last login.
  const drawn = new MutationObserver(() => {
    if (container?.querySelector('.auth0-lock-content') && !container.querySelector('.auth0-loading-screen, .auth0-lock-error-pane')) handleReady('login');
  });
  if (container) drawn.observe(container, { subtree: true, childList: true });
  const close = () => {
    if (isOver) return;
    isOver = true;
    clearTimeout(watchdog);
    drawn.disconnect();
    endPatching();
    endWatching();
    if (isReady) return lock.destroy();
    // Lock throws if its settings arrive after it was destroyed.
    lock.hide();
    setTimeout(() => lock.destroy(), REQUESTS_END_WITHIN_MS);
  };
  const handleReady = (screen: LockScreen) => {
    isReady = true;
    clearTimeout(watchdog);
    drawn.disconnect();
    if ((setup.lockOptions?.autofocus ?? setup.isDialog) && container) focusFirstInput(container);
    listener.handleReady(screen);
  };
  const handleError = (error: Auth0Error) => {
    clearTimeout(watchdog);
    drawn.disconnect();
    listener.handleFailure(new Error(`Auth0 Lock error: ${redact(describeAuth0Error(error))}. ${remedy}`, { cause: safeError(error) }));
  };

  // The last two are the first screens of Lock without passwords.
  for (const screen of ['signin', 'socialOrEmail', 'socialOrPhoneNumber']) lock.on(`${screen} ready`, () => handleReady('login'));
  lock.on('signup ready', () => handleReady('signUp'));
  // An older Lock that the page supplies throws for unknown events.
  const knows = (event: string) => lock.validEvents?.includes(event) ?? true;
  if (knows('signup submit')) lock.on('signup submit', () => listener.handleSigningUp(true));
  for (const end of [...SIGN_INS, 'signup error'].filter(knows)) lock.on(end, () => listener.handleSigningUp(false));
  lock.on('signup error', (error: Auth0Error) => {
    // Lock's form says only that something went wrong.
    if (error.code === 'requires_verification') listener.handleLoginError(error, false);
  });
  lock.on('signup success', (data: { Id?: string; id?: string; _id?: string; userMetadata?: unknown }) => {
    listener.handleSignedUp(data.Id ?? data.id ?? data._id ?? '', data.userMetadata);
  });
  lock.on('authenticated', (result: AuthResult) => listener.handleAuthenticated(result));
  lock.on('unrecoverable_error', handleError);
  lock.show();
  return close;
}

/** Lock's events for a login that begins, with and without passwords. */
const SIGN_INS = ['signin submit', 'federated login', 'sso login', 'socialOrEmail submit', 'socialOrPhoneNumber submit'];

/** Lock reports that a screen is ready while the last one is still there, or its inputs are hidden. */
function focusFirstInput(container: HTMLElement): void {
  requestAnimationFrame(() => {
    const input = container.querySelector<HTMLInputElement>('.auth0-lock-input');
    if (!input?.isConnected || container.contains(document.activeElement)) return;
    if (input.checkVisibility({ visibilityProperty: true })) input.focus();
    else focusFirstInput(container);
  });
}

/** If the patches do not load, the form is shown without them. */
function loadPatches(): Promise<typeof Patches | undefined> {
  return import('./lock-patches.ts').catch(() => undefined);
}

/** Lock's header says "Auth0" where the page has neither a logo nor a title. */
function hasHeader({ lockOptions }: Pick<LockSetup, 'lockOptions'>): boolean {
  return hasLogo({ lockOptions }) || titleOf(lockOptions) !== undefined;
}

function hasLogo({ lockOptions }: Pick<LockSetup, 'lockOptions'>): boolean {
  return lockOptions?.theme?.logo !== undefined;
}

/** Lock's own orange has too little contrast with the white on it. */
function primaryColor({ lockOptions, accent }: LockSetup): string {
  const color = accent ?? lockOptions?.theme?.primaryColor;
  return typeof color === 'string' ? color : '#b8431a';
}

function titleOf(options: LockOptions | undefined): string | undefined {
  const { title } = Object(options?.languageDictionary) as { title?: unknown };
  return typeof title === 'string' && title ? title : undefined;
}

interface LoadedLock {
  Lock: LockConstructor;
  /** Lock's name for the language. */
  language: string;
  /** Lock's texts in that language. The texts of a Lock that the page supplies are not known. */
  dictionary: LockDictionary;
}

interface LockDictionary {
  signUpTerms?: string;
  error?: { login?: Record<string, string> };
}

async function load({ loadLock, language, passwordless }: LockSetup): Promise<LoadedLock> {
  if (loadLock) return { Lock: (await loadLock()) as unknown as LockConstructor, language, dictionary: {} };
  let chunk;
  try {
    chunk = await import('./chunks/lock.ts');
  } catch (cause) {
    throw new Error('Expected to load Lock, but its script did not come. Check the connection and try again.', { cause });
  }
  const name = chunk.lockLanguage(language);
  // If a dictionary fails to load, Lock speaks English.
  const dictionary: LockDictionary = await chunk.loadDictionary(name).catch(() => chunk.loadDictionary('en'));
  // Unless it is registered before `new Auth0Lock`, Lock requests it from a CDN.
  (window as unknown as { Auth0: Auth0Global }).Auth0.registerLanguageDictionary(name, dictionary);
  const Lock = (passwordless ? chunk.Auth0LockPasswordless : chunk.Auth0Lock) as unknown as LockConstructor;
  return { Lock, language: name, dictionary };
}

interface Auth0Global {
  registerLanguageDictionary(language: string, dictionary: object): void;
}

/** The page's options. The ones that the element depends on replace them. */
function lockConstructorOptions(setup: LockSetup, language: string, dictionary: LockDictionary): LockOptions {
  const { domain, lockOptions } = setup;
  // Many frameworks set `null` for "not set".
  const { auth, theme, ...rest }: LockOptions = lockOptions ?? {};
  const title = titleOf(lockOptions);
  const local = isLocalTenant(domain)
    ? { configurationBaseUrl: tenantUrl(domain), languageBaseUrl: tenantUrl(domain), ...localOverrides(domain) }
    : {};
  return {
    // Sends no typed address to Gravatar, and does not request the last login.
    avatar: null,
    rememberLastLogin: false,
    // Attributes for password managers and autofill (WCAG 1.3.5, 3.3.8).
    allowAutocomplete: true,
    allowPasswordAutocomplete: true,
    allowShowPassword: true,
    ...local,
    ...whatIsSet(rest),
    // With `autofocus`, Lock throws when it confirms a login or a sign-up, and shows nothing.
    autofocus: false,
    languageDictionary: {
      ...(language === 'en' && setup.lockStyle !== 'none' && SENTENCE_CASE),
      ...(title && { signUpTitle: title }),
      ...signUpTerms(setup, dictionary.signUpTerms ?? ''),
      ...Object(rest.languageDictionary),
      error: loginErrors(setup, dictionary),
    },
    language,
    initialScreen: setup.screen,
    theme: { logo: NO_LOGO, ...whatIsSet(theme), ...((setup.lockStyle !== 'none' || setup.accent) && { primaryColor: primaryColor(setup) }) },
    container: setup.container,
    additionalSignUpFields: setup.signUpFields,
    auth: {
      sso: false,
      redirectUrl: setup.redirectUrl,
      ...whatIsSet(auth),
      // Only redirect-result.ts reads the hash. Lock would race with it.
      autoParseHash: false,
      // With a redirectUrl Lock requests a code by default, and then ignores the result.
      responseType: 'token id_token',
      // Saving depends on both. A page sets an audience with the element's `audience`.
      params: { ...auth?.params, scope: joinScopes(setup.scope, auth?.params?.scope), audience: setup.audience },
    },
  };
}

/** Removes `undefined`, which would replace a default. */
function whatIsSet(options: object | undefined): object {
  return Object.fromEntries(Object.entries(Object(options) as object).filter(([, value]) => value !== undefined));
}

/** Lock's messages for failed logins, including the page's own. Lock merges them into its dictionary. */
function loginErrors({ captchaText, lockOptions }: LockSetup, { error }: LockDictionary): object {
  const own = Object((Object(lockOptions?.languageDictionary) as { error?: unknown }).error) as { login?: Record<string, string> };
  const captcha = captchaText && { requires_verification: escapeHtml(captchaText) };
  return { ...own, login: markLoginErrors({ ...captcha, ...error?.login, ...own.login }) };
}

/** Lock renders this text as HTML, so every part of it is escaped. */
function signUpTerms({ terms: links = [] }: LockSetup, sentence: string): { signUpTerms?: string } {
  if (links.length === 0) return {};
  const anchors = links.map(({ text, url }) => `<a href="${escapeHtml(url)}" target="_blank" rel="noopener">${escapeHtml(text)}</a>`);
  return { signUpTerms: [escapeHtml(sentence), anchors.join(' · ')].filter(Boolean).join(' ') };
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** Joins scopes, each once. */
export function joinScopes(ours: string, theirs: unknown): string {
  return [...new Set([ours, typeof theirs === 'string' ? theirs : ''].join(' ').split(' ').filter(Boolean))].join(' ');
}
