/**
 * What Lock gets for `auth0-js/dist/cordova-auth0-plugin.min.js`: 66 kB for apps in a Cordova shell, with a second query-string
 * parser inside. Lock does without if this is not a function. The vendor build replaces the file by this one.
 */
export default undefined;
