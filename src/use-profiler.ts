import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { createProfiler, type Profiler } from './ask/profiler.ts';
import type { ProfilerOptions } from './ask/profiler-options.ts';
import { NOBODY } from './ask/profiler-state.ts';
import type { Claims } from './person/claims.ts';
import { isDifferent } from './ask/plain-data.ts';
import type { ProfilePlan } from './plan/plan.ts';

export interface UseProfilerOptions<Plan extends ProfilePlan = ProfilePlan> extends ProfilerOptions<Plan> {
  /** The signed-in person's claims (ID token); `null` or `undefined` while no one is signed in. */
  user: Claims | null | undefined;
  /** The person has just signed in, so a session begins. Not needed if the claims contain `sid` or `auth_time`. */
  isNewSignIn?: boolean;
}

/** A profiler without the methods that the hook calls itself. */
export type UseProfilerResult<Plan extends ProfilePlan = ProfilePlan> = Omit<Profiler<Plan>, 'subscribe' | 'setUser' | 'setKnown' | 'destroy'>;

/**
 * The questions without the panel, as a hook. Your component renders `state` in its own design.
 *
 * ```tsx
 * const { state, answer, snooze } = useProfiler({ plan, clientId, store, user });
 * ```
 *
 * Keep `store` outside the component or in `useMemo`, because a new store starts a new profiler. Plain data (`plan`, `user`,
 * `known`) can be recreated on every render; equal values are ignored. On a server, `state` is the state without a user.
 */
export function useProfiler<Plan extends ProfilePlan>(options: UseProfilerOptions<Plan>): UseProfilerResult<Plan> {
  const { clientId, store, language, isNewSignIn } = options;
  const plan = useSame(options.plan);
  const dictionary = useSame(options.dictionary);
  const known = useSame(options.known);
  const user = useSame(options.user);
  // Functions are always the latest ones. A new function does not start a new profiler.
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
  // Whose sign-in has begun a session. It begins only one, however often the effects run.
  const counted = useRef<string>(undefined);
  useEffect(() => {
    if (!user || !isNewSignIn) counted.current = undefined;
    profiler.setUser(user, { isNewSignIn: isNewSignIn && counted.current !== user?.sub });
  }, [profiler, user, isNewSignIn]);
  useEffect(() => {
    if (isNewSignIn && profiler.state.phase !== 'nobody' && profiler.state.phase !== 'deciding') counted.current = user?.sub;
  });
  // Not destroyed, because strict mode and hidden parts of a page use the same profiler again.
  useEffect(() => () => profiler.setUser(null), [profiler]);
  return useMemo(() => ({ ...profiler, state, get profile() { return profiler.profile; } }), [profiler, state]);
}

/** The value of an earlier render, as long as the new one is equal. */
function useSame<T>(value: T): T {
  const kept = useRef(value);
  if (isDifferent(value, kept.current)) kept.current = value;
  return kept.current;
}
