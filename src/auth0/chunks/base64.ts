/** Replaces `base64-js` for auth0-js in the vendor build, because browsers have these functions. */

export default {
  fromByteArray: (bytes: number[]): string => btoa(String.fromCharCode(...Uint8Array.from(bytes))),
  toByteArray: (text: string): Uint8Array => Uint8Array.from(atob(text), (character) => character.charCodeAt(0)),
};
