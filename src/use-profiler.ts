import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { createProfiler, type Profiler, type ProfilerOptions } from './ask/profiler.ts';
import { NOBODY } from './ask/profiler-state.ts';
import type { Claims } from './person/claims.ts';
import { isDifferent } from './ask/plain-data.ts';
import type { ProfilePlan } from './plan/plan.ts';

export interface UseProfilerOptions<Plan extends ProfilePlan = ProfilePlan> extends ProfilerOptions<Plan> {
  /** The claims of the ID token of who is signed in; `null` or `undefined` while nobody is. */
  user: Claims | null | undefined;
  /** `user` is there because of a sign-in just now, so a session begins. Not needed where claims have `sid` or `auth_time`. */
  isNewSignIn?: boolean;
}

/** A profiler without what the hook does itself. */
export type UseProfilerResult<Plan extends ProfilePlan = ProfilePlan> = Omit<Profiler<Plan>, 'subscribe' | 'setUser' | 'setKnown' | 'destroy'>;

/**
 * The questions without our panel, as a hook: the component draws `state` in its own design.
 *
 * ```tsx
 * const { state, answer, snooze } = useProfiler({ plan, clientId, store, user });
 * ```
 *
 * Keep `store` outside of the component or in `useMemo`: another one begins anew. Plain data (`plan`, `user`, `known`)
 * may be made anew in every rendering. On a server `state` is that of nobody.
 */
export function useProfiler<Plan extends ProfilePlan>(options: UseProfilerOptions<Plan>): UseProfilerResult<Plan> {
  const { clientId, store, language, isNewSignIn } = options;
  const plan = useSame(options.plan);
  const dictionary = useSame(options.dictionary);
  const known = useSame(options.known);
  const user = useSame(options.user);
  // Functions are those of the last rendering; a new one is no reason to begin anew.
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });
  const profiler = useMemo(
    () =>
      createProfiler({
        plan,
        clientId,
        store,
        language,
        dictionary,
        now: () => latest.current.now?.() ?? new Date(),
        refresh: () => latest.current.refresh?.(),
        isBeingUsed: () => latest.current.isBeingUsed?.() ?? false,
        onEvent: (event) => latest.current.onEvent?.(event),
      }),
    [plan, clientId, store, language, dictionary],
  );
  const state = useSyncExternalStore(profiler.subscribe, () => profiler.state, () => NOBODY);
  useEffect(() => profiler.setKnown(known), [profiler, known]);
  useEffect(() => profiler.setUser(user, { isNewSignIn }), [profiler, user, isNewSignIn]);
  // Not destroyed: in strict mode, and in what React hides for a while, the same profiler goes on.
  useEffect(() => () => profiler.setUser(null), [profiler]);
  return useMemo(() => ({ ...profiler, state, get profile() { return profiler.profile; } }), [profiler, state]);
}

/** The value of an earlier rendering, as long as the new one reads the same. */
function useSame<T>(value: T): T {
  const kept = useRef(value);
  if (isDifferent(value, kept.current)) kept.current = value;
  return kept.current;
}
