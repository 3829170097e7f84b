/** `progressive-lock/server`: the endpoint, if you want no metadata tokens in browsers. */
export { createHandler, type Handler, type HandlerOptions } from './handler.ts';
