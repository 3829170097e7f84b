/**
 * The questions without the panel, for a page with its own design. The import has no side effects.
 *
 * ```js
 * import { createProfiler } from 'progressive-lock/headless';
 *
 * const profiler = createProfiler({ plan, clientId, store });
 * profiler.subscribe(() => draw(profiler.state));
 * profiler.setUser(claims);
 * ```
 */
export type { Entry } from './ask/answer-sheet.ts';
export { createProfiler, type Profiler } from './ask/profiler.ts';
export type { ProfilerEvent, ProfilerOptions } from './ask/profiler-options.ts';
export type { ProfilerField, ProfilerNotice, ProfilerOption, ProfilerPhase, ProfilerState } from './ask/profiler-state.ts';
export { endpointStore } from './auth0/endpoint-store.ts';
export { managementStore } from './auth0/management-store.ts';
