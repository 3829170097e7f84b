// Single parts of auth0-js. vite.config.ts defines their paths.
declare module 'auth0-js/web-auth' {
  export { WebAuth as default } from 'auth0-js';
}
declare module 'auth0-js/management' {
  export { Management as default } from 'auth0-js';
}
declare module 'auth0-lock/lib/i18n/en' {
  const dictionary: { default: object };
  export default dictionary;
}
