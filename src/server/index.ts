/** `progressive-lock/server`: the endpoint for those who want no metadata tokens in browsers. */
export { createHandler, type Handler, type HandlerOptions } from './handler.ts';
