/**
 * Replaces `auth0-js/dist/cordova-auth0-plugin.min.js` in the vendor build: 66 kB for Cordova apps, with a second parser of query
 * strings. Lock works without it if this is not a function.
 */
export default undefined;
