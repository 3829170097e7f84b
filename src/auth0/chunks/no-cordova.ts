/**
 * What Lock gets for `auth0-js/dist/cordova-auth0-plugin.min.js`: 66 kB for apps in a Cordova shell, with a second
 * query-string parser inside. Lock goes without where this is no function. The vendor build puts it in its place.
 */
export default undefined;
