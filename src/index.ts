/** Classes and functions of `progressive-lock`; importing it registers nothing and touches nothing. */
export { endpointStore } from './auth0/endpoint-store.ts';
export type { LoadLock, LockOptions } from './auth0/lock.ts';
export { managementStore } from './auth0/management-store.ts';
export type { GetToken, ProfileStore, StoreCallOptions } from './auth0/profile-store.ts';
export type { Claims } from './auth0/session.ts';
export type { SessionError } from './auth0/sign-in-error.ts';
export { StoreError, type StoreErrorCode } from './auth0/store-error.ts';
export { noteLogin } from './browser/login-note.ts';
export type { AskOptions } from './elements/ask-controller.ts';
export {
  BeforeAskEvent,
  FailureEvent,
  FieldsEvent,
  ProfileChangedEvent,
  SignedInEvent,
  SignedOutEvent,
  SignedUpEvent,
  type FieldsEventType,
  type ProfileReviewEventMap,
  type ProgressiveLockEventMap,
  type TellUsMoreEventMap,
} from './elements/events.ts';
export type { Answers } from './elements/open-ask.ts';
export type { Placement } from './elements/panel/panel-state.ts';
export type { PlanSource } from './elements/plan-source.ts';
export { ProfileReviewElement } from './elements/profile-review-element.ts';
export { ProgressiveLockElement, type LockState } from './elements/progressive-lock-element.ts';
export { TellUsMoreElement } from './elements/tell-us-more-element.ts';
export type { Words } from './locales/words.ts';
export type * from './plan/plan.ts';
