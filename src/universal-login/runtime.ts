/** The build converts this into the text that every generated sign-up Action contains. */
export { createSignUpAction } from './sign-up-action.ts';
