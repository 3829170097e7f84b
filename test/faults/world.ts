/** A browser, a local tenant, a page and two people, which every row of the fault matrix uses. */
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { build } from 'vite';
import { startTenant, type Fault, type Tenant } from '../../src/tenant/tenant.ts';
import { chromiumArgs, findChromium } from '../../scripts/chromium.mjs';
import { MANAGEMENT_SCOPE } from '../../src/auth0/tenant-address.ts';
import type { UserMetadata } from '../../src/plan/plan.ts';
import { createHandler } from '../../src/server/index.ts';
import { PATIENCE_MS } from '../e2e/harness.ts';
import { signInByRequest } from '../e2e/sign-in-by-request.ts';
import type { Entry, PageState } from './page.ts';

const root = join(import.meta.dirname, '../..');
const CLIENT_ID = 'fault-matrix';
/** An application that the second origin of the pages is not allowed for. */
export const STRICT_CLIENT_ID = 'fault-matrix-strict';
/** An application whose consents a row may revoke. */
export const REVOKED_CLIENT_ID = 'fault-matrix-revoked';
const SERVER_CLIENT_ID = 'fault-matrix-server';
const SERVER_SECRET = 'server-secret';
/** What the host's own endpoint belongs to. */
export const API = 'https://answers.example.com/';
export const OTHER_API = 'https://api.example.com/';
const PASSWORD = 'Correct-horse-9';
/** What the profile held before, and must hold after. */
export const BEFORE = { theme: 'dark' };
export const PATH = '/api/v2/users/*';

/** What happens instead at the host's own endpoint, one for each request to come. */
export type EndpointFault = 'cut before' | 'cut after' | { status: number; html?: string };

export class World {
  readonly tenant: Tenant;
  readonly endpointFaults: EndpointFault[] = [];
  readonly origin: string;
  /** The same pages on another site than the tenant's. */
  readonly foreignOrigin: string;
  readonly #browser: Browser;
  readonly #server: Server;
  #contexts: BrowserContext[] = [];
  #row = 0;

  private constructor(tenant: Tenant, origins: readonly [string, string], browser: Browser, server: Server, scripts: Scripts) {
    this.tenant = tenant;
    [this.origin, this.foreignOrigin] = origins;
    this.#browser = browser;
    this.#server = server;
    const handler = createHandler({
      plan: { fields: ['company', 'role'].map((name) => ({ name, label: name })) },
      domain: tenant.url,
      audience: API,
      clientId: SERVER_CLIENT_ID,
      clientSecret: SERVER_SECRET,
      // What goes wrong there is what the rows are about.
      onError: () => undefined,
    });
    const listen = getRequestListener(handler);
    server.on('request', (request, response) => {
      if (request.url === '/api/profile') void this.#answerEndpoint(request, response, listen);
      else void answer(request.url ?? '/', response, scripts);
    });
  }

  /** So many worlds, in one browser: each has its own tenant, and each row its own browser profile. */
  static async openAll(count: number): Promise<World[]> {
    const [scripts, browser] = await Promise.all([
      buildPage(),
      chromium.launch({ executablePath: findChromium(), args: chromiumArgs }),
    ]);
    return Promise.all(Array.from({ length: count }, () => World.#open(browser, scripts)));
  }

  static async #open(browser: Browser, scripts: Scripts): Promise<World> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
    const { port } = server.address() as AddressInfo;
    // The second is another site than the tenant's.
    const origins = [`http://localhost:${port}`, `http://127.0.0.1:${port}`] as const;
    const app = { callbacks: origins.map((origin) => `${origin}/`), logoutUrls: [] };
    const tenant = await startTenant({
      apps: [
        { ...app, clientId: CLIENT_ID, webOrigins: [...origins] },
        // Pages of a callback's origin may read, too.
        { ...app, clientId: STRICT_CLIENT_ID, callbacks: [`${origins[0]}/`], webOrigins: [origins[0]] },
        { ...app, clientId: REVOKED_CLIENT_ID, webOrigins: [...origins] },
        { ...app, clientId: SERVER_CLIENT_ID, clientSecret: SERVER_SECRET, webOrigins: [] },
      ],
      apis: [
        { audience: API, scopes: [] },
        { audience: OTHER_API, scopes: ['read:things'] },
      ],
    });
    return new World(tenant, origins, browser, server, scripts);
  }

  /** Also closes the browser of all worlds. */
  async close(): Promise<void> {
    await this.#browser.close();
    await this.tenant.close();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** New people, and a new browser profile as soon as it is used. */
  async begin(): Promise<Stage> {
    this.#row += 1;
    const create = (name: string, user_metadata: UserMetadata) =>
      this.tenant.users.create({ email: `${name}${this.#row}@example.com`, password: PASSWORD, user_metadata });
    const [ann, bob] = await Promise.all([create('ann', BEFORE), create('bob', {})]);
    this.tenant.requests.length = 0;
    return new Stage(this, ann, bob);
  }

  /** Takes away everything of the row. */
  async end(): Promise<void> {
    this.tenant.faults.clear();
    this.endpointFaults.length = 0;
    await Promise.all(this.#contexts.splice(0).map((context) => context.close()));
  }

  async #answerEndpoint(request: IncomingMessage, response: ServerResponse, listen: ReturnType<typeof getRequestListener>): Promise<void> {
    const fault = this.endpointFaults.shift();
    if (fault === 'cut before') {
      request.socket.destroy();
    } else if (fault === 'cut after') {
      // The answer is made, and the connection gone before it is sent.
      response.writeHead = () => {
        request.socket.destroy();
        return response;
      };
      await listen(request, response);
    } else if (fault) {
      response.writeHead(fault.status, { 'content-type': 'text/html' }).end(fault.html ?? '<h1>Something else</h1>');
    } else {
      await listen(request, response);
    }
  }

  async newContext(): Promise<BrowserContext> {
    const context = await this.#browser.newContext();
    this.#contexts.push(context);
    return context;
  }
}

export interface Person {
  user_id: string;
  email: string;
}

export interface Login {
  accessToken: string;
  idToken: string;
  expiresIn: number;
  scope: string;
}

export interface SignInOptions {
  scope?: string;
  audience?: string;
  clientId?: string;
  /** Of which browser. Default: the row's. */
  context?: Promise<BrowserContext>;
}

/** The page's code, by path. */
type Scripts = ReadonlyMap<string, string>;

/** One row under way. */
export class Stage {
  readonly world: World;
  readonly ann: Person;
  readonly bob: Person;
  #context: BrowserContext | undefined;

  constructor(world: World, ann: Person, bob: Person) {
    this.world = world;
    this.ann = ann;
    this.bob = bob;
  }

  get tenant(): Tenant {
    return this.world.tenant;
  }

  fault(does: Fault['does'], more: Partial<Fault> = {}): void {
    this.tenant.faults.add({ method: 'PATCH', path: PATH, ...more, does });
  }

  profile(person: Person): UserMetadata {
    return this.tenant.users.get(person.user_id)?.user_metadata ?? {};
  }

  /** The status of every PATCH so far; 0 for a connection that was cut. */
  get patches(): number[] {
    return this.tenant.requests.filter(({ method }) => method === 'PATCH').map(({ status }) => status);
  }

  async context(): Promise<BrowserContext> {
    this.#context ??= await this.world.newContext();
    return this.#context;
  }

  /** Signs a person in at the tenant, in the browser of this row, and gives what the application receives. */
  async signIn(person: Person, options: SignInOptions = {}): Promise<Login> {
    const { scope = MANAGEMENT_SCOPE, audience = `${this.tenant.url}/api/v2/`, context = this.context() } = options;
    const login = { tenantUrl: this.tenant.url, origin: this.world.origin, clientId: options.clientId ?? CLIENT_ID, scope, audience };
    const { hash } = await signInByRequest(await context, { email: person.email, password: PASSWORD }, login);
    const result = new URLSearchParams(hash.slice(1));
    return {
      accessToken: result.get('access_token')!,
      idToken: result.get('id_token')!,
      expiresIn: Number(result.get('expires_in')),
      scope: result.get('scope') ?? scope,
    };
  }

  /** Opens the page and begins with whoever is signed in. */
  async open(entry: Partial<Entry> = {}, { origin = this.world.origin, context = this.context() } = {}): Promise<Tab> {
    const page = await (await context).newPage();
    const tab = new Tab(page, { tenant: this.tenant.url, clientId: CLIENT_ID, ...entry }, origin);
    await tab.load();
    return tab;
  }

  /** Ann is signed in and on a page that saves through the host's own endpoint. */
  openWithEndpoint(entry: Partial<Entry> = {}): Promise<Tab> {
    return this.openAsAnn({ ...entry, endpoint: { url: '/api/profile', audience: API } });
  }

  /** Ann is signed in and on the page. */
  async openAsAnn(entry: Partial<Entry> = {}): Promise<Tab> {
    await this.signIn(this.ann);
    return this.open(entry);
  }
}

export class Tab {
  readonly page: Page;
  readonly #entry: Entry;
  readonly #origin: string;

  constructor(page: Page, entry: Entry, origin: string) {
    this.page = page;
    this.#entry = entry;
    this.#origin = origin;
  }

  async load(): Promise<void> {
    await this.page.goto(`${this.#origin}/`);
    await this.page.evaluate((entry) => window.begin(entry), this.#entry);
  }

  put(patch: UserMetadata): Promise<void> {
    return this.page.evaluate((given) => window.visit!.put(given), patch);
  }

  flush(): Promise<string | undefined> {
    return this.page.evaluate(() => window.visit!.flush());
  }

  state(): Promise<PageState> {
    return this.page.evaluate(() => window.visit!.state);
  }

  /** Waits until nothing is pending. */
  async whenSaved(): Promise<void> {
    await this.#wait('saved');
  }

  /** Waits until a try has failed, whatever came after. */
  async whenFailed(code: string): Promise<void> {
    await this.#wait(`failed ${code}`);
  }

  /** Waits until it is told that something stands in the way. */
  async whenProblem(code: string): Promise<void> {
    await this.#wait(code);
  }

  async #wait(wanted: string): Promise<void> {
    const isSo = (want: string) => {
      const { pending, problem, failures } = window.visit!.state;
      if (want.startsWith('failed ')) return failures.includes(want.slice(7));
      return want === 'saved' ? Object.keys(pending).length === 0 : problem?.code === want;
    };
    try {
      await this.page.waitForFunction(isSo, wanted, { timeout: PATIENCE_MS, polling: 20 });
    } catch (cause) {
      throw new Error(`Waited in vain for "${wanted}": ${JSON.stringify(await this.state())}`, { cause });
    }
  }
}

async function buildPage(): Promise<Scripts> {
  const result = await build({
    configFile: false,
    root,
    logLevel: 'error',
    plugins: [
      {
        name: 'vendor-chunks',
        enforce: 'pre',
        resolveId(source) {
          const chunk = /\/chunks\/([\w-]+)\.ts$/.exec(source)?.[1];
          return chunk ? { id: `/vendor/${chunk}.js`, external: true } : undefined;
        },
      },
    ],
    build: {
      write: false,
      lib: { entry: join(import.meta.dirname, 'page.ts'), formats: ['es'], fileName: () => 'page.js' },
      rolldownOptions: { output: { chunkFileNames: '[name].js' } },
    },
  });
  const output = [result].flat().flatMap((one) => ('output' in one ? one.output : []));
  return new Map(output.flatMap((chunk) => ('code' in chunk ? [[`/${chunk.fileName}`, chunk.code] as const] : [])));
}

async function answer(url: string, response: ServerResponse, scripts: Scripts): Promise<void> {
  const { pathname } = new URL(url, 'http://localhost');
  if (pathname === '/') return send(response, 'text/html', '<!doctype html><title>page</title><script type="module" src="/page.js"></script>');
  const script = scripts.get(pathname);
  if (script !== undefined) return send(response, 'text/javascript', script);
  const vendor = /^\/vendor\/([\w./-]+\.js)$/.exec(pathname)?.[1];
  if (vendor && !vendor.includes('..')) return send(response, 'text/javascript', await readFile(join(root, 'dist/vendor', vendor), 'utf8'));
  response.writeHead(204).end();
}

function send(response: ServerResponse, type: string, body: string): void {
  response.writeHead(200, { 'content-type': type }).end(body);
}
