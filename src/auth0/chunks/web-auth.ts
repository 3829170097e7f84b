/** The part of auth0-js that restores and ends a session, without Lock. */
export { default as WebAuth } from 'auth0-js/web-auth';
