/** The part of auth0-js that reads and patches a profile. */
export { default as Management } from 'auth0-js/management';
