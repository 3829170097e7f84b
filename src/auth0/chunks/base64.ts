/** What auth0-js uses of `base64-js`, which browsers have built in. The vendor build puts this in its place. */

export default {
  fromByteArray: (bytes: number[]): string => btoa(String.fromCharCode(...Uint8Array.from(bytes))),
  toByteArray: (text: string): Uint8Array => Uint8Array.from(atob(text), (character) => character.charCodeAt(0)),
};
