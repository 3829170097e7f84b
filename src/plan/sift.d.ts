/** The ES2015 build of sift, which has the same API as its other builds and is smaller. It has no declarations. */
declare module 'sift/es/index.js' {
  export * from 'sift';
}
