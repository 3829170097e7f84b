import { useMemo, useState, useSyncExternalStore, type RefCallback } from 'react';
import type { TellUsMoreElement } from './elements/tell-us-more-element.ts';
import type { Profile } from './plan/plan.ts';
import { TellUsMoreHandle } from './tell-us-more-handle.ts';

export interface UseTellUsMoreResult {
  /** For `<TellUsMore ref={…}>`. */
  ref: RefCallback<TellUsMoreElement>;
  /** Asks now, like the element's method. Rejects while no element has the `ref`. */
  ask: TellUsMoreElement['ask'];
  /** Reports an activity, like the element's method. `undefined` ends it. */
  track: TellUsMoreElement['track'];
  /** Like the element's method: await it before the application signs the person out. */
  forget: TellUsMoreElement['forget'];
  /** The known answers. The component is rendered again when they change. */
  profile: Profile;
}

/**
 * The methods of a `<TellUsMore>`, for the component around it. The functions stay the same across renders.
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
