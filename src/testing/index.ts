/**
 * `progressive-lock/testing`: a person in any session, a profile and a clock for your application's tests. It needs no browser
 * and no test runner.
 */
export { asIfSession, type SessionOptions, type TestPerson } from './as-if-session.ts';
export { FakeClock } from './fake-clock.ts';
export { FakeStore, type StoreCall } from './fake-store.ts';
