/**
 * Lock and the parts of auth0-js it stands on, prebuilt into one lazily loaded chunk. It is built here and not by
 * the consumer because Lock on auth0-js 10 breaks in esbuild-based bundlers, and so that everyone gets the
 * auth0-js with the fixed token validation.
 */
export { Auth0Lock, Auth0LockPasswordless } from 'auth0-lock';
