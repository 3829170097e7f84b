/**
 * React components for the elements, `useTellUsMore` for their methods, and `useProfiler` for questions in your own design.
 * Needs React 18 or later. The import registers the tags.
 *
 * ```tsx
 * import { TellUsMore } from 'progressive-lock/react';
 *
 * <TellUsMore plan={plan} user={user} store={store} onSaved={({ detail }) => console.log(detail.names)} />
 * ```
 *
 * Install `react` and `@lit/react` too. A server renders the empty tag; the page's script adds contents and properties.
 */
import { createComponent, type EventName } from '@lit/react';
import React from 'react';
import './define.ts';
import type { FieldsEvent } from './ask/events.ts';
import type { ProgressiveLockEventMap } from './elements/events.ts';
import { ProfileReviewElement } from './elements/profile-review-element.ts';
import { ProgressiveLockElement } from './elements/progressive-lock-element.ts';
import { TellUsMoreElement } from './elements/tell-us-more-element.ts';
import type { ElementProperties, JsxElements } from './jsx.ts';

export { useTellUsMore, type UseTellUsMoreResult } from './use-tell-us-more.ts';
export { useProfiler, type UseProfilerResult, type UseProfilerOptions } from './use-profiler.ts';

/** The name of an event, with the type that its listener receives. */
const named = <Name extends keyof ProgressiveLockEventMap>(name: Name) => name as Name & EventName<ProgressiveLockEventMap[Name]>;

const tellUsMoreEvents = {
  onBeforeAsk: named('before-ask'),
  onAsked: named('asked'),
  onAnswered: named('answered'),
  onSaved: named('saved'),
  onSnoozed: named('snoozed'),
  onDeclined: named('declined'),
  onProfileChanged: named('profile-changed'),
  onError: named('error'),
};

const progressiveLockEvents = {
  ...tellUsMoreEvents,
  onSignedUp: named('signed-up'),
  onSignedIn: named('signed-in'),
  onSignedOut: named('signed-out'),
};

const profileReviewEvents = {
  onAnswered: named('answered'),
  onErased: 'erased' as EventName<FieldsEvent>,
  onSaved: named('saved'),
  onError: named('error'),
};

type Listeners<Names extends Record<string, EventName>> = { [Prop in keyof Names]?: (event: Names[Prop]['__eventType']) => void };

type Props<E extends ProgressiveLockElement | TellUsMoreElement | ProfileReviewElement, Names extends Record<string, EventName>> = Listeners<Names> &
  ElementProperties<E> &
  Omit<React.HTMLAttributes<E>, keyof ElementProperties<E> | keyof Names>;

/** The props of `<TellUsMore>`: the element's properties, its events as `onSaved` and so on, and HTML's own attributes. */
export type TellUsMoreProps = Props<TellUsMoreElement, typeof tellUsMoreEvents>;
/**
 * The props of `<ProgressiveLock>`: the element's properties, its events as `onSignedIn` and so on, and HTML's own attributes.
 */
export type ProgressiveLockProps = Props<ProgressiveLockElement, typeof progressiveLockEvents>;

/** The props of `<ProfileReview>`: the element's properties, its events as `onSaved` and so on, and HTML's own attributes. */
export type ProfileReviewProps = Props<ProfileReviewElement, typeof profileReviewEvents>;

// `@lit/react` distinguishes properties from attributes by the class's accessors, which Lit creates on registration. On a
// server nothing is registered, and an object would be rendered as `plan="[object Object]"`. Reading `observedAttributes`
// creates the accessors.
for (const element of [TellUsMoreElement, ProgressiveLockElement, ProfileReviewElement]) void element.observedAttributes;

/** `<tell-us-more>`. Its `ref` receives the element; you can pass the `ref` of `useTellUsMore()`. */
export const TellUsMore: React.ForwardRefExoticComponent<TellUsMoreProps & React.RefAttributes<TellUsMoreElement>> = createComponent({
  react: React,
  tagName: 'tell-us-more',
  elementClass: TellUsMoreElement,
  events: tellUsMoreEvents,
  displayName: 'TellUsMore',
});

/** `<progressive-lock>`. Its `ref` receives the element, for `login()` and the other methods. */
export const ProgressiveLock: React.ForwardRefExoticComponent<ProgressiveLockProps & React.RefAttributes<ProgressiveLockElement>> =
  createComponent({
    react: React,
    tagName: 'progressive-lock',
    elementClass: ProgressiveLockElement,
    events: progressiveLockEvents,
    displayName: 'ProgressiveLock',
  });

/** `<profile-review>`. */
export const ProfileReview: React.ForwardRefExoticComponent<ProfileReviewProps & React.RefAttributes<ProfileReviewElement>> = createComponent({
  react: React,
  tagName: 'profile-review',
  elementClass: ProfileReviewElement,
  events: profileReviewEvents,
  displayName: 'ProfileReview',
});

// The tags themselves. React 19 sets their properties and listeners without a wrapper.
declare module 'react' {
  // oxlint-disable-next-line typescript/no-namespace -- React's JSX types are a namespace
  namespace JSX {
    // oxlint-disable-next-line typescript/no-empty-object-type -- adds to an interface what another has
    interface IntrinsicElements extends JsxElements<React.DetailedHTMLProps<React.HTMLAttributes<HTMLElement>, HTMLElement>> {}
  }
}
