/** What the build turns into the text that every generated sign-up Action holds. */
export { createSignUpAction } from './sign-up-action.ts';
