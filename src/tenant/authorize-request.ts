import { hasConnection, isCallback, isWebOrigin, type Applications, type TenantApp } from './applications.ts';

/** A checked request to `/authorize`. */
export interface AuthorizeRequest {
  app: TenantApp;
  redirectUri: string;
  responseType: ResponseType[];
  responseMode: ResponseMode;
  /** The granted ones of the requested scopes. */
  scope: string[];
  askedScope: string[];
  audience?: string;
  state?: string;
  nonce?: string;
  isSilent: boolean;
  mustLogIn: boolean;
  /** Seconds since the last login with credentials. */
  maxAge?: number;
  connection?: string;
  loginHint?: string;
  loginTicket?: string;
  /** `signup`: the sign-up page comes first. */
  screenHint?: string;
  /** Languages, the best first. */
  uiLocales: string[];
  /** The request of Lock's popup, whose response goes to the page that opened it. */
  isPopup: boolean;
  codeChallenge?: string;
  codeChallengeMethod: 'S256' | 'plain';
}

export type ResponseType = 'code' | 'token' | 'id_token';
export type ResponseMode = 'query' | 'fragment' | 'form_post' | 'web_message';

/** Thrown before it is certain which application has asked. Shown to the person and never sent to an address. */
export class RefusedPageError extends Error {
  override readonly name = 'RefusedPageError';
  readonly status: 400 | 403;

  constructor(message: string, status: 400 | 403 = 403) {
    super(message);
    this.status = status;
  }
}

/** An OAuth error for the requesting application. */
export interface AuthorizeError {
  error: string;
  error_description: string;
}

type Params = Record<string, string | undefined>;

/**
 * Reads a request to `/authorize`. Throws `RefusedPageError` if the application or its address is unknown.
 * @returns the request, and the error of its other parts
 */
export function readAuthorizeRequest(
  params: Params,
  applications: Applications,
): { request: AuthorizeRequest; problem?: AuthorizeError } {
  const app = applications.get(params.client_id);
  if (!app) throw new RefusedPageError(`Unknown client: ${params.client_id ?? '(client_id is missing)'}`);
  const redirectUri = params.redirect_uri ?? app.callbacks[0] ?? '';
  if (!isCallback(app, redirectUri)) {
    throw new RefusedPageError(
      `Callback URL mismatch. The provided redirect_uri is not in the list of allowed callback URLs: ${redirectUri}`,
    );
  }
  const responseType = words(params.response_type) as ResponseType[];
  const responseMode = (params.response_mode as ResponseMode | undefined) ?? defaultMode(responseType);
  if (responseMode === 'web_message' && !isWebOrigin(app, new URL(redirectUri).origin)) {
    throw new RefusedPageError(`The origin ${new URL(redirectUri).origin} is not in the list of allowed web origins.`);
  }
  const isOfflineFlow = responseType.includes('code');
  const askedScope = words(params.scope);
  const maxAge = params.max_age === undefined ? undefined : Number(params.max_age);
  const request: AuthorizeRequest = {
    app,
    redirectUri,
    responseType,
    responseMode,
    askedScope,
    scope: applications.grantedScopes(askedScope, params.audience, isOfflineFlow),
    audience: params.audience,
    state: params.state,
    nonce: params.nonce,
    isSilent: words(params.prompt).includes('none'),
    mustLogIn: words(params.prompt).includes('login'),
    maxAge,
    connection: params.connection,
    loginHint: params.login_hint,
    loginTicket: params.login_ticket,
    screenHint: params.screen_hint,
    uiLocales: words(params.ui_locales),
    isPopup: params.owp === 'true',
    codeChallenge: params.code_challenge,
    codeChallengeMethod: params.code_challenge_method === 'S256' ? 'S256' : 'plain',
  };
  return { request, problem: findProblem(request, applications) };
}

function findProblem(request: AuthorizeRequest, applications: Applications): AuthorizeError | undefined {
  const { responseType, responseMode, audience, app } = request;
  const invalid = (description: string) => ({ error: 'invalid_request', error_description: description });
  if (responseType.length === 0) return invalid('Missing required parameter: response_type');
  if (!responseType.every((type) => ['code', 'token', 'id_token'].includes(type))) {
    const error_description = `Unsupported response type: ${responseType.join(' ')}`;
    return { error: 'unsupported_response_type', error_description };
  }
  if (!['query', 'fragment', 'form_post', 'web_message'].includes(responseMode)) {
    return invalid(`Unsupported response mode: ${responseMode}`);
  }
  if (responseMode === 'query' && responseType.some((type) => type !== 'code')) {
    return invalid('response_mode "query" is not allowed for tokens');
  }
  if (responseType.includes('id_token') && !request.nonce) return invalid('Missing required parameter: nonce');
  if (request.maxAge !== undefined && !(request.maxAge >= 0)) return invalid('Invalid parameter: max_age');
  if (audience !== undefined && !applications.isKnownAudience(audience)) {
    return { error: 'access_denied', error_description: `Service not found: ${audience}` };
  }
  if (responseType.includes('code') && !app.clientSecret && !request.codeChallenge) {
    return invalid('Parameter code_challenge is required for this client');
  }
  if (request.connection !== undefined && !hasConnection(app, request.connection)) {
    return invalid('the connection is not enabled for the client');
  }
  return undefined;
}

function words(text: string | undefined): string[] {
  return (text ?? '').split(/\s+/).filter((word) => word !== '');
}

function defaultMode(responseType: string[]): ResponseMode {
  return responseType.some((type) => type !== 'code') ? 'fragment' : 'query';
}
