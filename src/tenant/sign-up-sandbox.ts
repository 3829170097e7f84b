/**
 * Runs a pre-user-registration Action as Auth0 does, with only the documented `event` and `api`.
 * https://auth0.com/docs/customize/actions/reference/pre-user-registration
 */
import { evaluate, MAX_CODE_BYTES, MAX_RUN_MS, setMetadata, strictly, type TenantAction } from './action-sandbox.ts';
import type { Metadata } from './profile-rules.ts';

export interface PreUserRegistrationEvent {
  user: { email: string; user_metadata: unknown; app_metadata: unknown };
  connection: { name: string; strategy: string };
  client: { client_id: string; name: string };
  request: { method: string; body: Record<string, string>; language?: string; ip: string };
  /** Only on a page of Universal Login. */
  transaction?: { locale: string; ui_locales: string[]; protocol: string; redirect_uri: string };
}

export interface SignUpOutcome {
  userMetadata?: Metadata;
  appMetadata?: Metadata;
  /** The message on the page. No account is created. */
  refusedWith?: string;
}

export type PreUserRegistration = (event: PreUserRegistrationEvent) => Promise<SignUpOutcome>;

const EVENT_MEMBERS = 'authentication client connection custom_domain request secrets security_context tenant transaction user';
const REQUEST_MEMBERS = 'asn body geoip hostname ip language method user_agent';
const TRANSACTION_MEMBERS = 'acr_values correlation_id locale login_hint prompt protocol redirect_uri requested_scopes response_mode response_type state ui_locales';

export function loadSignUpAction({ code, secrets = {} }: TenantAction, now: () => Date): PreUserRegistration {
  if (Buffer.byteLength(code) > MAX_CODE_BYTES) throw new RangeError(`An Action has at most ${MAX_CODE_BYTES} bytes.`);
  const { onExecutePreUserRegistration: handler } = evaluate(code, now);
  if (!handler) throw new TypeError('Expected the Action to export onExecutePreUserRegistration, but it does not.');
  return async (event) => {
    const userMetadata: Metadata = {};
    const appMetadata: Metadata = {};
    let refusedWith: string | undefined;
    const part = <T extends object>(name: string, functions: T) => strictly(`api.${name}`, functions);
    const api = strictly('api', {
      access: part('access', { deny: (_reason: string, userMessage = 'Access denied.') => void (refusedWith ??= userMessage) }),
      user: part('user', {
        setUserMetadata: (key: string, value: unknown) => setMetadata(userMetadata, key, value),
        setAppMetadata: (key: string, value: unknown) => setMetadata(appMetadata, key, value),
      }),
      validation: part('validation', { error: (_code: string, message: string) => void (refusedWith ??= message) }),
    });
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      const expired = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error(`The Action took longer than ${MAX_RUN_MS} ms.`)), MAX_RUN_MS);
      });
      await Promise.race([handler(documentedEvent(event, secrets), api), expired]);
    } catch (error) {
      console.error('The Action failed:', error);
      return { refusedWith: 'Something went wrong, please try again later.' };
    } finally {
      clearTimeout(timer);
    }
    return refusedWith === undefined ? { userMetadata, appMetadata } : { refusedWith };
  };
}

function documentedEvent(event: PreUserRegistrationEvent, secrets: Record<string, string>): object {
  const { request, transaction, ...rest } = structuredClone(event);
  return strictly(
    'event',
    {
      ...rest,
      secrets: { ...secrets },
      tenant: { id: 'local' },
      request: strictly('event.request', { ...request, geoip: {} }, REQUEST_MEMBERS),
      ...(transaction && { transaction: strictly('event.transaction', transaction, TRANSACTION_MEMBERS) }),
    },
    EVENT_MEMBERS,
  );
}
