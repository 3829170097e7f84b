/**
 * The pre-user-registration Action: checks and saves the answers of the sign-up page. An error never ends a sign-up; only an invalid
 * answer does, which the page shows.
 * https://auth0.com/docs/customize/actions/explore-triggers/pre-user-registration
 */
import { STATE_KEY } from '../action/action-state.ts';
import { attempt, log } from '../action/attempt.ts';
import { hintsIn } from '../plan/hints-in.ts';
import { describeFault } from '../plan/describe-fault.ts';
import { byteLength } from '../plan/json.ts';
import type { ProfilePlan, UserMetadata } from '../plan/plan.ts';
import { MAX_PROFILE_BYTES } from '../plan/profile-size.ts';
import { readPostedAnswers, type PostedAnswers } from '../plan/sign-up-page.ts';
import { languageTag, textIn } from '../plan/text.ts';

export interface SignUpActionSettings {
  /** The client IDs of the applications whose sign-ups count. Default: all of the tenant's. */
  clients?: string[];
}

/** The part of the trigger's event that the Action uses. */
export interface PreUserRegistrationEvent {
  user?: { app_metadata?: Record<string, unknown>; user_metadata?: Record<string, unknown> };
  client?: { client_id?: string };
  request?: { body?: Record<string, unknown>; language?: string };
  transaction?: { locale?: string; ui_locales?: string[] };
}

export interface PreUserRegistrationApi {
  user: {
    setUserMetadata(key: string, value: unknown): void;
    setAppMetadata(key: string, value: unknown): void;
  };
  validation: { error(code: string, message: string): void };
}

export interface SignUpAction {
  onExecutePreUserRegistration(event: PreUserRegistrationEvent, api: PreUserRegistrationApi): Promise<void>;
}

/** The number of shown errors, because people do not read more at once. */
const MAX_SENTENCES = 3;
/** The bytes that are reserved for Auth0's own attributes: identities, dates, a picture. */
const RESERVED_BYTES = 2048;

/** Creates the handler of the Action. `parsePlan` has checked `plan`, which contains only the fields of the page. */
export function createSignUpAction(plan: ProfilePlan, settings: SignUpActionSettings): SignUpAction {
  return {
    onExecutePreUserRegistration(event, api) {
      attempt('sign-up', () => {
        if (settings.clients && !settings.clients.includes(event.client?.client_id ?? '')) return;
        const posted = readPostedAnswers(plan.fields, event.request?.body);
        if (!posted.wereShown) return;
        if (posted.faults.length > 0) {
          api.validation.error('invalid_payload', describeFaults(posted, languageOf(event)));
          return;
        }
        writeAnswers(posted.patch, event, api);
      });
      return Promise.resolve();
    },
  };
}

function writeAnswers(patch: UserMetadata, event: PreUserRegistrationEvent, api: PreUserRegistrationApi): void {
  const kept: UserMetadata = {};
  for (const [name, value] of Object.entries(patch)) {
    const isWithinCap = byteLength({ ...event.user, user_metadata: { ...event.user?.user_metadata, ...kept, [name]: value } }) <= MAX_PROFILE_BYTES - RESERVED_BYTES;
    // Answers beyond the size limit are asked in a later session.
    if (!isWithinCap) log('metadata', new Error('The profile is full'));
    else if (attempt('user_metadata', () => [api.user.setUserMetadata(name, value)])) kept[name] = value;
  }
  // By this, the post-login Action knows that this session had the sign-up fields.
  attempt('app_metadata', () => api.user.setAppMetadata(STATE_KEY, { signUpForm: true }));
}

/** Returns `Company: Please fill this in.`, without the value. */
function describeFaults({ faults }: PostedAnswers, language: string): string {
  const hints = hintsIn(language);
  const sentences = faults.slice(0, MAX_SENTENCES).map(({ field, fault }) => {
    const label = textIn(field.label, language) || field.name;
    return `${label}: ${describeFault(hints, field, fault, language)}`;
  });
  return sentences.join(' ');
}

/**
 * Returns the language of the page: Auth0's choice among the tenant's languages, or the request of the application or the browser.
 */
function languageOf({ transaction, request }: PreUserRegistrationEvent): string {
  const given = [transaction?.locale, Array.isArray(transaction?.ui_locales) ? transaction.ui_locales[0] : undefined, request?.language];
  const tag = given.find((one) => typeof one === 'string' && one !== '') ?? 'en';
  return languageTag(tag.split(/[,;]/)[0] ?? 'en');
}
