import { useMemo, useState, useSyncExternalStore, type RefCallback } from 'react';
import type { TellUsMoreElement } from './elements/tell-us-more-element.ts';
import type { Profile } from './plan/plan.ts';
import { TellUsMoreHandle } from './tell-us-more-handle.ts';

export interface UseTellUsMoreResult {
  /** For `<TellUsMore ref={…}>`. */
  ref: RefCallback<TellUsMoreElement>;
  /** As the element's: asks at once. Rejects while no element has the `ref`. */
  ask: TellUsMoreElement['ask'];
  /** As the element's: tells of an activity. */
  track: (activity: string) => void;
  /** As the element's: await it before the application signs the person out. */
  forget: TellUsMoreElement['forget'];
  /** What is known about the person. The component is rendered again when it changes. */
  profile: Profile;
}

/**
 * The calls of a `<TellUsMore>`, for the component around it. Functions stay the same over renderings.
 *
 * ```tsx
 * const { ref, ask, forget } = useTellUsMore();
 * return <TellUsMore ref={ref} plan={plan} user={user} store={store} />;
 * ```
 */
export function useTellUsMore(): UseTellUsMoreResult {
  const [handle] = useState(() => new TellUsMoreHandle());
  const getProfile = () => handle.profile;
  const profile = useSyncExternalStore(handle.subscribe, getProfile, getProfile);
  return useMemo(() => {
    const { attach: ref, ask, track, forget } = handle;
    return { ref, ask, track, forget, profile };
  }, [handle, profile]);
}
