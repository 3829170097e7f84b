/**
 * Types for the elements' tags in JSX. For React, `import 'progressive-lock/react'` is enough. Other libraries need one
 * declaration, here for Preact:
 *
 * ```ts
 * import type { HTMLAttributes } from 'preact';
 * import type { JsxElements } from 'progressive-lock/jsx';
 *
 * declare module 'preact' {
 *   namespace JSX {
 *     interface IntrinsicElements extends JsxElements<HTMLAttributes> {}
 *   }
 * }
 * ```
 */
import type { ReactiveElement } from '@lit/reactive-element';
import type { TellUsMoreEventMap } from './ask/events.ts';
import type { ProfileReviewEventMap, ProgressiveLockEventMap } from './elements/events.ts';
import type { ProfileMeterElement } from './elements/profile-meter-element.ts';
import type { ProfileReviewElement } from './elements/profile-review-element.ts';
import type { ProgressiveLockElement } from './elements/progressive-lock-element.ts';
import type { TellUsMoreElement } from './elements/tell-us-more-element.ts';

/** True if two types are equal, including `readonly`. */
type IsSame<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** The key, unless it is a method or read-only. An optional function is not a method. */
type SettableKey<T, K extends keyof T> = T[K] extends (...parameters: never[]) => unknown
  ? never
  : IsSame<Pick<T, K>, { -readonly [Q in keyof Pick<T, K>]: T[Q] }> extends true
    ? K
    : never;

/** The properties that an element defines itself and that a page can set. */
export type ElementProperties<E extends ReactiveElement> = {
  [K in Exclude<keyof E, keyof ReactiveElement | 'state'> as SettableKey<E, K>]?: E[K];
};

/** Listeners, named as in React 19, Preact and Svelte 5: `onsaved`, `onbefore-ask`. */
type Listeners<Events> = { [Name in keyof Events & string as `on${Name}`]?: (event: Events[Name]) => void };

/** The tags with their properties and listeners. `Base`: the attributes that the library allows on every element. */
export interface JsxElements<Base = object> {
  'progressive-lock': Base & ElementProperties<ProgressiveLockElement> & Listeners<ProgressiveLockEventMap> & { 'client-id'?: string; 'redirect-url'?: string };
  'tell-us-more': Base & ElementProperties<TellUsMoreElement> & Listeners<TellUsMoreEventMap> & { 'client-id'?: string };
  'profile-review': Base & ElementProperties<ProfileReviewElement> & Listeners<ProfileReviewEventMap> & { 'client-id'?: string };
  'profile-meter': Base & ElementProperties<ProfileMeterElement> & Listeners<Pick<TellUsMoreEventMap, 'error'>>;
}
