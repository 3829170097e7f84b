/** The ES2015 build of sift: smaller than its other builds, and the same API. It comes without declarations. */
declare module 'sift/es/index.js' {
  export * from 'sift';
}
