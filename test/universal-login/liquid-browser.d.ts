/** The package declares its file for browsers in a way that only bundlers understand. */
declare module 'liquidjs/dist/liquid.browser.mjs' {
  export { Liquid } from 'liquidjs';
}
