/** What the build turns into the text that every generated Action holds. */
export { createAction } from './action.ts';
