/** The parts of a page that share a person, and which of them receives events about saving. */
import type { ProfilePlan } from '../plan/plan.ts';
import type { Claims } from './claims.ts';
import type { ProfileStore } from './profile-store.ts';
import type { StoreError } from './store-error.ts';

/** A part of the page that shares a person. */
export interface PersonClient {
  /** The claims of the ID token. `sub` identifies the person. */
  user: Claims;
  /** Separates the data of several applications. */
  clientId: string;
  store: ProfileStore;
  plan: ProfilePlan;
  now: () => Date;
  /** Called when these root keys are in the profile, on the client that gave the answers. */
  handleSaved: (names: string[]) => void;
  /** Called when an attempt to save has failed, on the client that answered last. The answers are kept. */
  handleFailure: (error: StoreError) => void;
  /** Called when another client or tab has stored something, except a quiet period. */
  handleChange?: (change: PersonChange) => void;
}

/** What has changed, and where. */
export interface PersonChange {
  from: 'page' | 'tab';
  /** The storage item; `undefined` if all of them may have changed. */
  item: string | undefined;
}

export class PersonClients {
  readonly #clients = new Set<PersonClient>();
  /** The client that gave the last answer. */
  #lastClient: PersonClient;
  /** The client that gave the last answer to each field. */
  readonly #lastClients = new Map<string, PersonClient>();

  constructor(first: PersonClient) {
    this.#lastClient = first;
  }

  get isEmpty(): boolean {
    return this.#clients.size === 0;
  }

  /** The client that receives events about no single field. */
  get listener(): PersonClient {
    return this.#listenerFor('');
  }

  add(client: PersonClient): void {
    this.#clients.add(client);
  }

  remove(client: PersonClient): void {
    this.#clients.delete(client);
  }

  /** Records that `client` has answered these fields. Default: the client that answered last. */
  noteAnswers(names: readonly string[], client = this.#lastClient): void {
    this.#lastClient = client;
    for (const name of names) this.#lastClients.set(name, client);
  }

  reportSaved(names: readonly string[]): void {
    for (const client of new Set(names.map((name) => this.#listenerFor(name)))) {
      client.handleSaved(names.filter((name) => this.#listenerFor(name) === client));
    }
  }

  reportChange(change: PersonChange): void {
    for (const client of this.#clients) client.handleChange?.(change);
  }

  #listenerFor(name: string): PersonClient {
    const lastClient = this.#lastClients.get(name) ?? this.#lastClient;
    return this.#clients.has(lastClient) ? lastClient : ([...this.#clients][0] ?? lastClient);
  }
}
