import { Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { DATABASE } from './applications.ts';
import type { TenantContext, TenantEnv, TenantParts } from './parts.ts';
import { passwordProblem } from './passwords.ts';
import { isPlainObject, jsonType, keyProblem, mergeMetadata, type Metadata } from './profile-rules.ts';
import { TokenError, type Bearer } from './tokens.ts';
import { ProfileTooLargeError, type TenantUser } from './users.ts';

/** Returns an error of the Management API. */
export class ManagementError extends Error {
  override readonly name = 'ManagementError';
  readonly body: {
    statusCode: ContentfulStatusCode;
    error: string;
    message: string;
    errorCode?: string;
    attributes?: object;
  };

  constructor(statusCode: ContentfulStatusCode, message: string, errorCode?: string) {
    super(message);
    const error = STATUS_TEXT[statusCode] ?? 'Error';
    this.body = { statusCode, error, message, ...(errorCode && { errorCode }) };
    if (statusCode === 401) this.body.attributes = { error: message };
  }
}

const STATUS_TEXT: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  429: 'Too Many Requests',
};

/** The attributes of a PATCH, with the type of each. */
const PATCHABLE: Record<string, 'string' | 'boolean' | 'object'> = {
  user_metadata: 'object',
  app_metadata: 'object',
  email: 'string',
  password: 'string',
  connection: 'string',
  client_id: 'string',
  name: 'string',
  given_name: 'string',
  family_name: 'string',
  nickname: 'string',
  picture: 'string',
  blocked: 'boolean',
  email_verified: 'boolean',
  verify_email: 'boolean',
};

const METADATA_SCOPES = ['update:users', 'update:current_user_metadata', 'create:current_user_metadata'];
const WRITE_SCOPES = ['update:users', 'update:users_app_metadata', ...METADATA_SCOPES.slice(1)];

/** Attributes of a PATCH that control it and are not stored. */
const NOT_STORED = ['password', 'connection', 'client_id', 'verify_email', 'user_metadata', 'app_metadata'];

/** Reading and patching users, the part of the Management API that browsers and servers of this product use. */
export function managementRoutes(parts: TenantParts): Hono<TenantEnv> {
  const routes = new Hono<TenantEnv>();

  routes.get('/api/v2/users-by-email', async (c) => {
    const bearer = await readCaller(c, parts, 'reads');
    if (!bearer.scope.includes('read:users')) throw insufficientScope(['read:users']);
    const { email, ...query } = c.req.query();
    if (!email) throw new ManagementError(400, "Query validation error: 'Missing required property: email'.", 'invalid_query_string');
    // Compared exactly, because Auth0 stores addresses in lower case and does not convert the requested one.
    return c.json(parts.users.all().filter((user) => user.email === email).map((user) => pickFields(user, query)));
  });

  routes.get('/api/v2/users/:id', async (c) => {
    const { user } = await readRequest(c, parts, 'reads', ['read:users', 'read:current_user']);
    return c.json(pickFields(user, c.req.query()));
  });

  routes.patch('/api/v2/users/:id', async (c) => {
    const { bearer, user } = await readRequest(c, parts, 'writes', WRITE_SCOPES);
    const patch = await readPatch(c);
    checkScopes(patch, bearer);
    return c.json(await applyPatch(parts, user, patch));
  });

  return routes;
}

/** Counts the call, and returns the caller. */
async function readCaller(c: TenantContext, parts: TenantParts, kind: 'reads' | 'writes'): Promise<Bearer> {
  const { limit, remaining, reset, isExceeded } = parts.rateLimits.take(kind);
  c.header('x-ratelimit-limit', String(limit));
  c.header('x-ratelimit-remaining', String(remaining));
  c.header('x-ratelimit-reset', String(reset));
  if (isExceeded) throw new ManagementError(429, 'Global limit has been reached', 'too_many_requests');

  const bearer = await readBearer(c, parts);
  c.set('application', parts.applications.get(bearer.clientId));
  return bearer;
}

async function readRequest(c: TenantContext, parts: TenantParts, kind: 'reads' | 'writes', scopes: string[]) {
  const bearer = await readCaller(c, parts, kind);
  const held = scopes.filter((scope) => bearer.scope.includes(scope));
  if (held.length === 0) throw insufficientScope(scopes);
  const id = c.req.param('id') ?? '';
  if (!/^[^|]+\|.+$/.test(id)) {
    throw new ManagementError(
      400,
      `Path validation error: 'Object didn't pass validation for format user-id: ${id}' on property id (The user_id).`,
      'invalid_uri',
    );
  }
  // The scopes of the current user apply to no one else.
  if (held.every((scope) => scope.includes(':current_user')) && id !== bearer.subject) {
    throw new ManagementError(403, 'User to be acted on does not match subject in bearer token.', 'unowned_resource');
  }
  const user = parts.users.get(id);
  if (!user) throw new ManagementError(404, 'The user does not exist.', 'inexistent_user');
  return { bearer, user };
}

export async function readBearer(c: TenantContext, parts: TenantParts): Promise<Bearer> {
  const header = c.req.header('authorization');
  if (!header) throw new ManagementError(401, 'Missing authentication');
  const token = /^Bearer ([^\s]+)$/i.exec(header)?.[1];
  if (!token) throw new ManagementError(400, 'Bad HTTP authentication header format', 'Bearer');
  try {
    return await parts.tokens.check(token, parts.applications.managementAudience);
  } catch (error) {
    if (error instanceof TokenError) throw new ManagementError(401, error.message);
    throw error;
  }
}

async function readPatch(c: TenantContext): Promise<Record<string, unknown>> {
  let body: unknown;
  try {
    body = await c.req.json();
  } catch {
    // A mistake of the caller, which the response explains.
    throw new ManagementError(400, 'Invalid request payload JSON format', 'invalid_body');
  }
  if (!isPlainObject(body)) throw invalidBody(`Expected type object but found type ${jsonType(body)}`);
  const names = Object.keys(body);
  if (names.length === 0) throw invalidBody('Too few properties defined (0), minimum 1');
  const unknown = names.filter((name) => !Object.hasOwn(PATCHABLE, name));
  if (unknown.length > 0) {
    throw invalidBody(
      `Additional properties not allowed: ${unknown.join(',')} ` +
        '(consider storing them in app_metadata or user_metadata. ' +
        'See "Users Metadata" in https://auth0.com/docs/api/v2/changes for more details)',
    );
  }
  for (const [name, value] of Object.entries(body)) {
    const type = jsonType(value);
    if (type !== PATCHABLE[name]) throw invalidBody(`Expected type ${PATCHABLE[name]} but found type ${type}`, name);
    if (value === '') throw invalidBody('String is too short (0 chars), minimum 1', name);
    const problem = keyProblem(value);
    if (problem) throw invalidBody(problem, name);
  }
  return body;
}

function checkScopes(patch: Record<string, unknown>, { scope }: Bearer): void {
  const needed = (name: string) => {
    if (name === 'user_metadata') return METADATA_SCOPES;
    return name === 'app_metadata' ? ['update:users', 'update:users_app_metadata'] : ['update:users'];
  };
  for (const name of Object.keys(patch)) {
    if (!needed(name).some((one) => scope.includes(one))) throw insufficientScope(needed(name));
  }
}

async function applyPatch(parts: TenantParts, user: TenantUser, patch: Record<string, unknown>): Promise<TenantUser> {
  const isDatabaseUser = user.identities.some(({ connection }) => connection === DATABASE);
  if (typeof patch.password === 'string') {
    if (!isDatabaseUser) {
      throw new ManagementError(400, 'Cannot update password for non-database user', 'operation_not_supported');
    }
    if (passwordProblem(patch.password)) {
      throw new ManagementError(400, 'PasswordStrengthError: Password is too weak', 'invalid_body');
    }
  }
  if (typeof patch.email === 'string') {
    const taken = parts.users.find(patch.email);
    if (taken && taken.user_id !== user.user_id) {
      throw new ManagementError(400, 'The specified new email already exists', 'auth0_idp_error');
    }
  }
  const changes: Partial<TenantUser> = Object.fromEntries(
    Object.entries(patch).filter(([name]) => !NOT_STORED.includes(name)),
  );
  for (const name of ['user_metadata', 'app_metadata'] as const) {
    if (patch[name]) changes[name] = mergeMetadata(user[name], patch[name] as Metadata);
  }
  try {
    const changed = parts.users.update(user.user_id, changes);
    if (typeof patch.password === 'string') await parts.users.setPassword(user.user_id, patch.password);
    return changed;
  } catch (error) {
    if (error instanceof ProfileTooLargeError) throw invalidBody(error.message);
    throw error;
  }
}

function pickFields(user: TenantUser, { fields, include_fields }: Record<string, string>): Partial<TenantUser> {
  if (!fields) return user;
  const named = fields.split(',');
  const isIncluded = include_fields !== 'false';
  return Object.fromEntries(Object.entries(user).filter(([name]) => named.includes(name) === isIncluded));
}

function invalidBody(problem: string, property?: string): ManagementError {
  const where = property ? ` on property ${property}` : '';
  return new ManagementError(400, `Payload validation error: '${problem}'${where}.`, 'invalid_body');
}

function insufficientScope(scopes: string[]): ManagementError {
  return new ManagementError(403, `Insufficient scope, expected any of: ${scopes.join(',')}`, 'insufficient_scope');
}
