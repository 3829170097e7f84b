import { hintsIn } from './hints-in.ts';
import type { ProfilePlan } from './plan.ts';
import { buildSignUpForm, type SignUpForm } from './sign-up-form.ts';

export type { AdditionalSignUpField, SignUpForm } from './sign-up-form.ts';

/**
 * Lock's `additionalSignUpFields` for the fields of `plan` with `"ask": "signup"`, in the plan's order. Lists given by
 * address or function have to be in the plan already; a field whose list is not is deferred. Lock asks nothing that
 * one wrong field could break: whatever it would choke on is deferred, with the reason.
 *
 * What Lock sends are strings; `readProfile` reads them as the plan's types.
 * @param options.language BCP 47 tag of the labels and hints. Default: English
 */
export function signUpFields(plan: ProfilePlan, { language = 'en' }: { language?: string } = {}): SignUpForm {
  return buildSignUpForm(plan, { language, hints: hintsIn(language) });
}
