import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { Applications, TenantApp } from './applications.ts';
import type { AuthorizeRequest } from './authorize-request.ts';
import type { Grants } from './grants.ts';
import type { Mail, MailedCodes } from './mailed-codes.ts';
import type { PostLogin, PostLoginResult, RefusedApi } from './post-login.ts';
import type { RateLimits } from './rate-limits.ts';
import type { Sessions } from './sessions.ts';
import type { PreUserRegistration } from './sign-up-sandbox.ts';
import type { Strictness } from './strictness.ts';
import type { Tickets } from './tickets.ts';
import type { Tokens } from './tokens.ts';
import type { FormRun, HostedForm } from './universal-login/forms.ts';
import type { UniversalLogin } from './universal-login/page.ts';
import type { SocialProfile, TenantUser, UserDirectory } from './users.ts';

/** The parts of a tenant that routes use. */
export interface TenantParts {
  url: string;
  now: () => Date;
  applications: Applications;
  users: UserDirectory;
  sessions: Sessions;
  tokens: Tokens;
  grants: Grants;
  rateLimits: RateLimits;
  strictness: Strictness;
  /** The person at the simulated identity provider. */
  socialProfile: SocialProfile;
  /** A customised login page, which contains `@@config@@`. */
  loginPage?: string;
  /** Whether a sign-up reveals that an address is taken (Auth0's "enable public signup user exists error"). */
  tellsThatUserExists: boolean;
  postLogin?: PostLogin;
  preUserRegistration?: PreUserRegistration;
  universalLogin?: UniversalLogin;
  /** By id. */
  forms: Record<string, HostedForm | undefined>;

  mailedCodes: MailedCodes;
  /** The emails that would have been sent. */
  mails: Mail[];
  handleMail?: (mail: Mail) => void;

  /** The login tickets of `/co/authenticate`, for `/authorize`. */
  loginTickets: Tickets<LoginTicket>;
  codes: Tickets<AuthorizationCode>;
  /** The requests whose login form is open. */
  transactions: Tickets<AuthorizeRequest>;
  /** The sign-ups between their two pages. */
  signUpStarts: Tickets<SignUpStart>;
  /** The logins that wait for a consent, or for the return from a redirect. */
  pendingLogins: Tickets<PendingLogin>;
}

export interface LoginTicket {
  userId: string;
  connection: string;
  clientId: string;
  /** The value of a cookie, because the ticket is valid only in the browser that sent the password. */
  coVerifier: string;
  coId: string;
}

export interface AuthorizationCode {
  request: AuthorizeRequest;
  userId: string;
  connection: string;
  authenticatedAt: number;
  sid?: string;
  idTokenClaims: Record<string, unknown>;
  accessTokenClaims: Record<string, unknown>;
}

/** The answers on the first of two sign-up pages. */
export interface SignUpStart {
  email: string;
  posted: Record<string, string>;
}

export interface Login {
  request: AuthorizeRequest;
  userId: string;
  connection: string;
  /** Epoch milliseconds of the login with credentials. */
  authenticatedAt: number;
  /** The id of the session. */
  sid?: string;
  /** The values for Actions that a page of Universal Login has posted. */
  posted?: Record<string, string>;
}

/** A login that waits. */
export interface PendingLogin {
  /** What it waits for. It cannot continue otherwise. */
  awaits: 'consent' | 'return' | 'callback' | 'form';
  /** A person's progress in a form. */
  formRun?: FormRun;
  /** The person's profile before the form. */
  user?: TenantUser;
  login: Login;
  /** The changes so far. */
  result: PostLoginResult;
}

export interface TenantEnv {
  Bindings: HttpBindings;
  Variables: {
    /** The requesting application, whose origins CORS allows. */
    application?: TenantApp;
    /** The connection was cut, so there is no response. */
    isCut?: true;
    /** The functions of an Action's `api` that fail in this request. */
    refusedApi?: RefusedApi;
  };
}

export type TenantContext = Context<TenantEnv>;
