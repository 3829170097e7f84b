/** The build converts this into the text that every generated Action contains. */
export { createAction } from './action.ts';
