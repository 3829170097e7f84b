/** Runs `progressive-lock dev`. Built as `dist/dev.js`, which contains the tenant and its packages. */
import { watchFile } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { RATE_LIMITS, startTenant, STRATEGIES, type ConnectionName, type Mail, type NewUser, type Tenant, type TenantApp } from '../tenant/tenant.ts';
import { ownCertificate, readCertificate, type Certificate } from './certificate.ts';
import { CommandError } from './command-error.ts';
import { BARE_PAGE, deploymentOf, type DeploymentOptions, type PlanDeployment } from './plan-deployment.ts';
import { readJson } from './read-json.ts';
import { readPlan } from './read-plan.ts';
import { print, printAside } from './terminal.ts';

export interface DevFlags {
  port: number;
  host: string;
  clientId: string;
  clientSecret?: string;
  app?: string[];
  audience?: string[];
  connection?: string[];
  namespace: string;
  page?: string;
  people?: string;
  /** `false`: nothing is stored. */
  state: string | false;
  rateLimit?: keyof typeof RATE_LIMITS;
  tokenLifetime?: number;
  https?: boolean;
  cert?: string;
  key?: string;
}

/** The tenant's second application, which uses the Management API. The first is the developer's. */
const MACHINE = 'dev-machine';
const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|::1)$/;
/** The time between two checks of the plan's file. */
const WATCH_MS = 500;

/**
 * Starts the tenant. Resolves when it listens. It then runs until SIGINT or SIGTERM. @throws {CommandError} if it cannot start
 */
export async function runDev(path: string | undefined, flags: DevFlags, version: string): Promise<void> {
  const { host, clientId, state, audience = [] } = flags;
  if (/^(0\.0\.0\.0|::|\*)$/.test(host)) throw new CommandError(`Other machines cannot reach ${host}. Name the address of this machine, such as --host 192.168.1.20.`);
  if (clientId === MACHINE) throw new CommandError(`${MACHINE} is the application that uses the Management API. Choose another --client-id for yours.`);
  if (state !== false) await ensureFolder(state);
  const options = { namespace: flags.namespace, page: flags.page, planName: basename(path ?? ''), version, secrets: process.env };
  const deployment = path === undefined ? undefined : await readDeployment(path, options);
  const people = flags.people === undefined ? [] : await readPeople(flags.people);
  const tls = await readTls(flags);
  const tenant = await start({
    port: flags.port,
    host,
    tls,
    switches: true,
    machineClientId: MACHINE,
    dataFile: state === false ? undefined : state,
    apps: [applicationOf(flags)],
    apis: audience.map((one) => ({ audience: one, scopes: [], allowsOfflineAccess: true })),
    rateLimits: flags.rateLimit && RATE_LIMITS[flags.rateLimit],
    tokenLifetimeSeconds: flags.tokenLifetime,
    handleMail: printMail,
    universalLogin: BARE_PAGE,
    ...deployment,
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void tenant.close().then(() => process.exit(0)));
  for (const person of people) if (!tenant.users.find(person.email)) await tenant.users.create(person);
  if (path !== undefined) watchPlan(path, options, tenant);
  warnOf(deployment, host);
  print(welcome(tenant, flags, path));
}

function applicationOf({ clientId, clientSecret, app, connection }: DevFlags): TenantApp {
  const unknown = connection?.find((name) => !Object.hasOwn(STRATEGIES, name));
  if (unknown !== undefined) throw new CommandError(`There is no connection ${JSON.stringify(unknown)}. Expected one of ${Object.keys(STRATEGIES).join(', ')}.`);
  return {
    clientId,
    clientSecret,
    name: 'Your application',
    callbacks: app ?? [],
    webOrigins: [...new Set(app?.map((address) => new URL(address).origin))],
    logoutUrls: app ?? [],
    allowsLoopback: app === undefined,
    connections: connection as ConnectionName[] | undefined,
  };
}

async function start(options: Parameters<typeof startTenant>[0]): Promise<Tenant> {
  try {
    return await startTenant(options);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') throw new CommandError(`Port ${options?.port} is in use. Choose another: --port 4500.`, { cause: error });
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') throw new CommandError(`${options?.host} is not an address of this machine (--host).`, { cause: error });
    if (code === 'EACCES') throw new CommandError(`No permission to listen on port ${options?.port}. Choose another: --port 4500.`, { cause: error });
    throw new CommandError(message, { cause: error });
  }
}

async function readDeployment(path: string, options: DeploymentOptions): Promise<PlanDeployment> {
  const plan = await readPlan(path);
  try {
    return await deploymentOf(plan, options);
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) throw new CommandError(error.message, { cause: error });
    throw error;
  }
}

async function readPeople(path: string): Promise<NewUser[]> {
  const people = await readJson(path);
  const isPerson = (one: unknown): one is NewUser => {
    const { email, password } = Object(one) as Partial<Record<keyof NewUser, unknown>>;
    return typeof email === 'string' && typeof password === 'string';
  };
  if (Array.isArray(people) && people.every(isPerson)) return people;
  throw new CommandError(`Expected ${path} to contain people: [{"email": "ada@example.com", "password": "Lovelace-1815"}].`);
}

async function readTls({ https = false, cert, key, host, state }: DevFlags): Promise<Certificate | undefined> {
  if ((cert === undefined) !== (key === undefined)) throw new CommandError('Name both the certificate and its key: --cert cert.pem --key key.pem.');
  if (cert !== undefined && key !== undefined) return readCertificate(cert, key);
  if (!https) return undefined;
  if (state === false) throw new CommandError('The certificate for --https is stored with the state. Add --cert and --key, or remove --no-state.');
  return ownCertificate(host, certificatePath(state));
}

function certificatePath(state: string): string {
  return join(dirname(state), 'certificate.pem');
}

/** Creates the folder of the state. Our default folder is ignored by Git, because it contains keys and passwords. */
async function ensureFolder(state: string): Promise<void> {
  const folder = dirname(state);
  try {
    await mkdir(folder, { recursive: true });
    if (basename(folder) === '.progressive-lock') await writeFile(join(folder, '.gitignore'), '*\n');
  } catch (error) {
    throw new CommandError(`Cannot write to ${folder}: ${(error as NodeJS.ErrnoException).code ?? String(error)}. Choose another file with --state, or add --no-state.`, { cause: error });
  }
}

function watchPlan(path: string, options: DeploymentOptions, tenant: Tenant): void {
  watchFile(path, { interval: WATCH_MS }, () => {
    readDeployment(path, options)
      .then((deployment) => {
        tenant.deploy(deployment);
        printAside(`${path} has changed: its Actions were deployed.\n`);
        warnOf(deployment);
      })
      .catch((error: unknown) => printAside(`${path} has changed, but could not be deployed: ${(error as Error).message}\n`));
  });
}

function warnOf(deployment: PlanDeployment | undefined, host = 'localhost'): void {
  for (const name of deployment?.missingSecrets ?? []) printAside(`Warning: the Action's secret ${name} has no value. Set it in the environment: ${name}=… progressive-lock dev\n`);
  if (deployment?.pageProblem) printAside(`Warning: the tenant's own sign-up page has none of the plan's fields, because Auth0 would not take them (progressive-lock universal-login): ${deployment.pageProblem}\n`);
  if (!LOOPBACK.test(host) && !host.endsWith('.localhost')) printAside('Warning: everyone in this network can reach the tenant, sign up and sign in.\n');
}

function printMail({ to, code, link }: Mail): void {
  print(`\nAn email to ${to}\n  code: ${code}\n${link ? `  link: ${link}\n` : ''}`);
}

function welcome({ url, machineSecret = '' }: Tenant, { clientId, clientSecret, app, state, cert, https }: DevFlags, path: string | undefined): string {
  const isOwn = https && cert === undefined && state !== false;
  const lines: [string, string | false][] = [
    ['The local tenant', url],
    ['Switches', `${url}/dev`],
    ['Client ID', clientSecret === undefined ? clientId : `${clientId}, with the secret you gave`],
    ['Callbacks', app?.join(', ') ?? 'every URL on this machine'],
    ['Management API', `client ID ${MACHINE}, client secret ${machineSecret}`],
    ['Plan', path ?? false],
    ['Kept in', state],
    ['Certificate', isOwn ? `${certificatePath(state)}; open ${url} once, and let your browser trust it` : false],
  ];
  const rows = lines.flatMap(([name, value]) => (value === false ? [] : [`  ${`${name}:`.padEnd(17)} ${value}\n`]));
  return `\n${rows.join('')}\n  Sign up with any email address. Ctrl+C ends it.\n`;
}
