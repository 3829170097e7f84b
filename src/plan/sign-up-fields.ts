import { hintsIn } from './hints-in.ts';
import type { ProfilePlan } from './plan.ts';
import { buildSignUpForm, type SignUpForm } from './sign-up-form.ts';

export type { AdditionalSignUpField, SignUpForm } from './sign-up-form.ts';

/**
 * Returns Lock's `additionalSignUpFields` for the fields of `plan` with `"ask": "signup"`, in the order of the plan. A field that
 * Lock cannot ask, or whose list is given by an address or a function, is deferred with the reason, so that one field never breaks
 * the form.
 *
 * Lock sends strings, which `readProfile` converts to the plan's types.
 * @param options.language BCP 47 tag of the labels and hints. Default: English
 */
export function signUpFields(plan: ProfilePlan, { language = 'en' }: { language?: string } = {}): SignUpForm {
  return buildSignUpForm(plan, { language, hints: hintsIn(language) });
}
