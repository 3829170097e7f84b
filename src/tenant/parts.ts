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

/** What the routes of the tenant work with. */
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
  /** Who signs in at the pretend identity provider. */
  socialProfile: SocialProfile;
  /** A login page of the tenant's own, with `@@config@@` in it. */
  loginPage?: string;
  /** Whether a sign-up says that an address is taken (Auth0's "enable public signup user exists error"). */
  tellsThatUserExists: boolean;
  postLogin?: PostLogin;
  preUserRegistration?: PreUserRegistration;
  universalLogin?: UniversalLogin;
  /** By id. */
  forms: Record<string, HostedForm | undefined>;

  mailedCodes: MailedCodes;
  /** What would have been sent. */
  mails: Mail[];
  handleMail?: (mail: Mail) => void;

  /** Answers of `/co/authenticate`, to be redeemed at `/authorize`. */
  loginTickets: Tickets<LoginTicket>;
  codes: Tickets<AuthorizationCode>;
  /** Requests whose login form is on a screen. */
  transactions: Tickets<AuthorizeRequest>;
  /** Sign-ups between their two pages. */
  signUpStarts: Tickets<SignUpStart>;
  /** Logins that wait for a consent, or for the return from a page they were sent to. */
  pendingLogins: Tickets<PendingLogin>;
}

export interface LoginTicket {
  userId: string;
  connection: string;
  clientId: string;
  /** Must come back in a cookie: the ticket is good only in the browser that has the password. */
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

/** What a person answered on the first of the two pages of a sign-up. */
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
  /** What a page of Universal Login posted for Actions. */
  posted?: Record<string, string>;
}

/** A login that has halted on its way. */
export interface PendingLogin {
  /** What it waits for: good for nothing else. */
  awaits: 'consent' | 'return' | 'callback' | 'form';
  /** A person's progress in a form. */
  formRun?: FormRun;
  /** The person as they were before the form. */
  user?: TenantUser;
  login: Login;
  /** What was decided before it halted. */
  result: PostLoginResult;
}

export interface TenantEnv {
  Bindings: HttpBindings;
  Variables: {
    /** The application a request speaks for: CORS is decided by its list of origins. */
    application?: TenantApp;
    /** The connection was cut: there is no answer. */
    isCut?: true;
    /** What of its `api` an Action is refused in this request. */
    refusedApi?: RefusedApi;
  };
}

export type TenantContext = Context<TenantEnv>;
