import type { TellUsMoreElement } from './elements/tell-us-more-element.ts';
import type { Profile } from './plan/plan.ts';

const NOTHING: Profile = Object.freeze({});

/**
 * Shared by the frameworks' hooks: a `<tell-us-more>` that is mounted and unmounted with its component. All functions are
 * bound.
 */
export class TellUsMoreHandle {
  #element: TellUsMoreElement | null = null;
  #profile: Profile = NOTHING;
  /** After `forget()`, or a sign-out in another tab, until the element gets another `user`. */
  #forgetting: 'running' | 'done' | undefined;
  readonly #listeners = new Set<() => void>();
  /** Turning the element off empties its profile without an event. */
  readonly #follower = { hostUpdated: () => this.#element?.off && this.#update() };

  /** The same object until `subscribe` reports a change. */
  get profile(): Profile {
    return this.#profile;
  }

  /** Sets the element, or `null` after it was removed. */
  readonly attach = (element: TellUsMoreElement | null): void => {
    if (element === this.#element) return;
    this.#element?.removeEventListener('profile-changed', this.#update);
    this.#element?.removeController(this.#follower);
    this.#element = element;
    this.#forgetting = undefined;
    element?.addEventListener('profile-changed', this.#update);
    element?.addController(this.#follower);
    if (element) element.handleSignOut = this.#leave;
    this.#update();
  };

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly ask = async (...given: Parameters<TellUsMoreElement['ask']>): ReturnType<TellUsMoreElement['ask']> => {
    if (!this.#element) throw new Error(`ask(): ${MISSING}`);
    return this.#element.ask(...given);
  };

  readonly track = (activity: string | undefined): void => {
    if (this.#element) this.#element.track(activity);
    else console.warn(`progressive-lock: track(): ${MISSING}`);
  };

  readonly forget = async (...given: Parameters<TellUsMoreElement['forget']>): Promise<void> => {
    if (!this.#element) return console.warn(`progressive-lock: forget(): ${MISSING}`);
    this.#forgetting = 'running';
    await this.#element.forget(...given).finally(this.#leave);
  };

  /**
   * Notifies no listener, because a component that renders now would set the same `user` again, and the element would start again.
   */
  readonly #leave = (): void => {
    this.#forgetting = 'done';
    this.#profile = NOTHING;
  };

  readonly #update = (): void => {
    if (this.#forgetting === 'running' || (this.#forgetting && !this.#element?.user)) return;
    this.#forgetting = undefined;
    const profile = this.#element?.profile ?? NOTHING;
    const isEmpty = Object.keys(profile).length === 0;
    if (isEmpty && this.#profile === NOTHING) return;
    this.#profile = isEmpty ? NOTHING : profile;
    for (const listener of this.#listeners) listener();
  };
}

const MISSING = 'expected the ref of useTellUsMore() on a <tell-us-more> in the page, but there is none.';
