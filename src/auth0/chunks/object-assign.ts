/** Replaces auth0-js's polyfill of `Object.assign` in the vendor build. */
export default { get: (): typeof Object.assign => Object.assign };
