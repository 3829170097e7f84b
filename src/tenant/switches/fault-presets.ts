import type { Fault } from '../faults.ts';

/** A fault with its own button. */
export interface FaultPreset {
  title: string;
  fault: Omit<Fault, 'times'>;
  /** It stays until it is switched off, because no single request ends it. */
  isLasting?: boolean;
}

const READS = { method: 'GET', path: '/api/v2/users/*' };
const WRITES = { method: 'PATCH', path: '/api/v2/users/*' };

/** The presets by the name that the form posts. */
export const FAULT_PRESETS: Record<string, FaultPreset> = {
  'save-refused': { title: 'Saving is refused (403)', fault: { ...WRITES, does: { kind: 'answer', status: 403 } } },
  'save-limit': { title: 'Saving meets the rate limit (429, for 5 seconds)', fault: { ...WRITES, does: { kind: 'answer', status: 429, resetInSeconds: 5 } } },
  'save-fails': { title: 'Saving fails at the server (500)', fault: { ...WRITES, does: { kind: 'answer', status: 500 } } },
  'save-lost': { title: 'The answer is saved, but the connection breaks', fault: { ...WRITES, does: { kind: 'cut', when: 'after' } } },
  'read-limit': { title: 'Reading the profile meets the rate limit (429, for 5 seconds)', fault: { ...READS, does: { kind: 'answer', status: 429, resetInSeconds: 5 } } },
  'api-gone': { title: 'The Management API cannot be reached', fault: { path: '/api/v2/*', does: { kind: 'cut', when: 'before' } } },
  'api-slow': { title: 'The Management API takes 3 seconds', fault: { path: '/api/v2/*', does: { kind: 'delay', ms: 3000 } } },
  'token-expired': { title: 'The access token has expired', fault: { path: '/api/v2/*', does: { kind: 'expire-tokens' } } },
  'sign-up-refused': {
    title: 'A sign-up is refused',
    fault: { method: 'POST', path: '/dbconnections/signup', does: { kind: 'answer', status: 400, json: { name: 'BadRequestError', code: 'invalid_signup', description: 'Invalid sign up', statusCode: 400 } } },
  },
  'login-slow': { title: 'A login takes 3 seconds', fault: { path: '/authorize', does: { kind: 'delay', ms: 3000 } } },
  'consent-revoked': { title: 'Consent is asked again', fault: { path: '/authorize', does: { kind: 'revoke-consent' } } },
  'action-fails': { title: 'The Action cannot write metadata', fault: { does: { kind: 'refuse-api', functions: ['user.setUserMetadata', 'user.setAppMetadata'] } }, isLasting: true },
};
