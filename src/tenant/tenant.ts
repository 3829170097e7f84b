/**
 * A tenant of our own that stands in for Auth0: in the demo, in tests. In the published package for `progressive-lock dev`; for
 * development only.
 */
import { createServer, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { loadAction, type TenantAction } from './action-sandbox.ts';
import { createApp } from './app.ts';
import { Applications, type TenantApi, type TenantApp } from './applications.ts';
import { TenantClock } from './clock.ts';
import { Faults } from './faults.ts';
import { Grants } from './grants.ts';
import { MailedCodes, type Mail } from './mailed-codes.ts';
import type { TenantParts } from './parts.ts';
import type { PostLogin } from './post-login.ts';
import { RateLimits, type RateLimitPlan } from './rate-limits.ts';
import type { RecordedRequest } from './requests.ts';
import { Sessions } from './sessions.ts';
import { loadSignUpAction } from './sign-up-sandbox.ts';
import { StateFile } from './state-file.ts';
import { blockCookies, lenient, type Strictness } from './strictness.ts';
import { emptyState } from './tenant-state.ts';
import { randomToken, Tickets } from './tickets.ts';
import { signingKeys, Tokens } from './tokens.ts';
import type { HostedForm } from './universal-login/forms.ts';
import { checkUniversalLogin, type UniversalLogin } from './universal-login/page.ts';
import { UserDirectory, type SocialProfile } from './users.ts';

export type { TenantAction } from './action-sandbox.ts';
export type { TenantApi, TenantApp } from './applications.ts';
export { DATABASE, ENTERPRISE, PASSWORDLESS, SOCIAL, STRATEGIES, type ConnectionName } from './applications.ts';
export type { Fault, FaultEffect, Faults } from './faults.ts';
export type { Mail } from './mailed-codes.ts';
export type { PostLogin, PostLoginEvent, PostLoginResult } from './post-login.ts';
export { RATE_LIMITS, type RateLimitPlan } from './rate-limits.ts';
export type { RecordedRequest } from './requests.ts';
export type { Strictness } from './strictness.ts';
export type { NewUser, SocialProfile, TenantUser, UserDirectory } from './users.ts';

/** A deployment to a tenant. */
export interface Deployment {
  /** A post-login Action, instead of `postLogin`. */
  action?: TenantAction;
  /** A pre-user-registration Action. */
  signUpAction?: TenantAction;
  /** Pages with partials and custom texts, at `screen_hint=signup`. Default: a page without scripts, to sign in. */
  universalLogin?: UniversalLogin;
}

export interface TenantOptions extends Deployment {
  /** Default: any free one. */
  port?: number;
  /** The host of the tenant's address, and the interface it listens on. Default: `localhost`. */
  host?: string;
  /** The public URL, if there is a proxy in front of it: `https://login.acme.example`. */
  address?: string;
  /** Its own address, if `address` is a custom domain. It is the audience of Management API tokens. */
  ownAddress?: string;
  /** The HTML of a customised login page, which contains `@@config@@`. Default: a page without scripts. */
  loginPage?: string;
  apps?: TenantApp[];
  /** Custom APIs for which tokens can be requested, in addition to the Management API. */
  apis?: TenantApi[];
  /** A JSON file that stores users, sessions and the signing key. Default: nothing is stored. */
  dataFile?: string;
  /** Offers the page of switches at `/dev`, to this machine only: faults, time, people. Default: false. */
  switches?: boolean;
  /** A PEM certificate and its key: the tenant speaks https. Default: http. */
  tls?: { cert: string; key: string };
  /** An application that may use the Management API. Its secret is created at the first start and stored. Default: none. */
  machineClientId?: string;
  /** Called with each email that would be sent. */
  handleMail?: (mail: Mail) => void;
  /** Offers the switches of `test-routes.ts` over HTTP. Default: false. */
  testSwitches?: boolean;
  now?: () => Date;
  /** The lifetime of access tokens. Default: 7200. */
  tokenLifetimeSeconds?: number;
  /** The enforced limits of the Management API (`RATE_LIMITS`). Default: none. */
  rateLimits?: RateLimitPlan;
  /** Parts of the person at the simulated identity provider. */
  socialProfile?: Partial<SocialProfile>;
  /** Rules for tests. Default: none. */
  strictness?: Partial<Strictness>;
  /** A sign-up with a taken address gets `user_exists`. Default: false, `invalid_signup` as Auth0's default is. */
  tellsThatUserExists?: boolean;
  postLogin?: PostLogin;
  /** Forms that Actions may show, by id. */
  forms?: Record<string, HostedForm>;
}

export interface Tenant {
  /** Without a slash at the end. */
  readonly url: string;
  /** The URL that it listens at, behind any proxy. */
  readonly localUrl: string;
  readonly users: UserDirectory;
  /** The requests to the tenant. `requests.length = 0` removes them. */
  readonly requests: RecordedRequest[];
  readonly faults: Faults;
  /** May be changed at any time. */
  readonly strictness: Strictness;
  /** The emails that the tenant would have sent, the oldest first. */
  readonly mails: Mail[];
  readonly clock: TenantClock;
  /** The secret of `TenantOptions.machineClientId`. */
  readonly machineSecret: string | undefined;
  /** Replaces the deployment. Throws if an Action is invalid or a page is too large; then nothing changes. */
  deploy(deployment: Deployment): void;
  /** Signs everyone out, or one person everywhere. */
  clearSessions(userId?: string): void;
  /** Makes all access tokens so far count as expired. */
  expireTokens(): void;
  /** Makes people of this application consent (again), even if consent is skipped. */
  revokeConsents(clientId: string): void;
  /** Releases delayed requests, saves its state and closes all connections. */
  close(): Promise<void>;
}

const MINUTE_MS = 60_000;

const SOCIAL_PROFILE: SocialProfile = {
  email: 'grace.hopper@example.com',
  email_verified: true,
  name: 'Grace Hopper',
  given_name: 'Grace',
  family_name: 'Hopper',
  picture: '',
  locale: 'en-US',
};

/** Starts a tenant and resolves when it answers. Rejects if the port is taken or the data file is invalid. */
export async function startTenant(options: TenantOptions = {}): Promise<Tenant> {
  const { host = 'localhost', tls, machineClientId } = options;
  const file = await StateFile.open(options.dataFile, emptyState());
  const clock = new TenantClock(file, options.now ?? (() => new Date()));
  const { now } = clock;
  const readDeployment = ({ action, signUpAction, universalLogin }: Deployment) => {
    if (universalLogin) checkUniversalLogin(universalLogin);
    const postLogin = action && loadAction(action, now);
    const preUserRegistration = signUpAction && loadSignUpAction(signUpAction, now);
    return { postLogin: () => (postLogin ? postLogin({ url, users, now }) : options.postLogin), preUserRegistration, universalLogin };
  };
  const deployed = readDeployment(options);
  const keys = await signingKeys(file);
  if (machineClientId !== undefined) file.state.machineSecret ??= randomToken();
  const machineSecret = machineClientId === undefined ? undefined : file.state.machineSecret;
  const machine = machineClientId === undefined ? [] : [{ clientId: machineClientId, clientSecret: machineSecret, callbacks: [], webOrigins: [], logoutUrls: [] }];
  const server = tls ? createSecureServer(tls) : createServer();
  const port = await listen(server, options.port ?? 0, host);
  const localUrl = `${tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const url = options.address ?? localUrl;
  const faults = new Faults();
  const requests: RecordedRequest[] = [];
  const users = new UserDirectory(file, url, now);
  const parts: TenantParts = {
    url,
    now,
    applications: new Applications(url, [...(options.apps ?? []), ...machine], options.apis ?? [], options.ownAddress),
    users,
    sessions: new Sessions(file, port, now),
    tokens: new Tokens(url, now, options.tokenLifetimeSeconds ?? 7200, keys),
    grants: new Grants(file),
    rateLimits: new RateLimits(options.rateLimits, now),
    strictness: { ...lenient(), ...options.strictness },
    socialProfile: { ...SOCIAL_PROFILE, picture: `${url}/avatars/GH.svg`, ...options.socialProfile },
    loginPage: options.loginPage,
    tellsThatUserExists: options.tellsThatUserExists ?? false,
    ...deployed,
    postLogin: deployed.postLogin(),
    forms: options.forms ?? {},
    signUpStarts: new Tickets(60 * MINUTE_MS, now),
    mailedCodes: new MailedCodes(now),
    mails: [],
    handleMail: options.handleMail,
    loginTickets: new Tickets(5 * MINUTE_MS, now),
    codes: new Tickets(MINUTE_MS, now),
    transactions: new Tickets(60 * MINUTE_MS, now),
    pendingLogins: new Tickets(60 * MINUTE_MS, now),
  };
  const app = createApp(parts, { faults, requests, clock, hasTestSwitches: options.testSwitches ?? false, hasSwitches: options.switches ?? false });
  const handle = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  server.on('request', (incoming, outgoing) => {
    blockCookies(parts.strictness, incoming, outgoing);
    void handle(incoming, outgoing);
  });

  return {
    url,
    localUrl,
    users: parts.users,
    requests,
    faults,
    strictness: parts.strictness,
    mails: parts.mails,
    clock,
    machineSecret,
    deploy(deployment) {
      const { postLogin, ...rest } = readDeployment(deployment);
      Object.assign(parts, rest, { postLogin: postLogin() });
    },
    clearSessions: (userId) => parts.sessions.clear(userId),
    expireTokens: () => parts.tokens.expireAll(),
    revokeConsents: (clientId) => parts.grants.revokeConsents(clientId),
    async close() {
      faults.clear();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      await file.flush();
    },
  };
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}
