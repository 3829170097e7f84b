/** The part of auth0-js that reads and patches a profile, and nothing else of it. */
export { default as Management } from 'auth0-js/management';
