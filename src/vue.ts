/**
 * `useTellUsMore`: the methods of a `<tell-us-more>` as a composable, for Vue 3.3 and later. The import registers the tags.
 *
 * ```vue
 * <script setup>
 * import { useTellUsMore } from 'progressive-lock/vue';
 * const { ref: questions, ask, forget } = useTellUsMore();
 * </script>
 *
 * <template><tell-us-more :ref="questions" :plan="plan" :user="user" :store="store"></tell-us-more></template>
 * ```
 */
import { customRef, onScopeDispose, type ShallowRef } from 'vue';
import './define.ts';
import type { TellUsMoreElement } from './elements/tell-us-more-element.ts';
import type { Profile } from './plan/plan.ts';
import { TellUsMoreHandle } from './tell-us-more-handle.ts';

export interface UseTellUsMoreResult {
  /** For `<tell-us-more :ref="…">`. */
  ref: (element: unknown) => void;
  /** Asks now, like the element's method. Rejects while no element has the `ref`. */
  ask: TellUsMoreElement['ask'];
  /** Reports an activity, like the element's method. `undefined` ends it. */
  track: TellUsMoreElement['track'];
  /** Like the element's method: await it before the application signs the person out. */
  forget: TellUsMoreElement['forget'];
  /** The known answers. */
  profile: Readonly<ShallowRef<Profile>>;
}

export function useTellUsMore(): UseTellUsMoreResult {
  const handle = new TellUsMoreHandle();
  // Reads the handle itself: after forget() its profile is empty, without a notification.
  const profile = customRef((track, trigger) => {
    onScopeDispose(handle.subscribe(trigger));
    return { get: () => (track(), handle.profile), set: () => undefined };
  });
  const { ask, track, forget } = handle;
  return { ref: (element) => handle.attach(element as TellUsMoreElement | null), ask, track, forget, profile };
}
