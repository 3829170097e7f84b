/** The package names its file for browsers in a way that only bundlers follow. */
declare module 'liquidjs/dist/liquid.browser.mjs' {
  export { Liquid } from 'liquidjs';
}
