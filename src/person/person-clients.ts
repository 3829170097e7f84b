/** The parts of the page that share a person, and which of them receives the progress of saving an answer. */
import type { ProfilePlan } from '../plan/plan.ts';
import type { Claims } from './claims.ts';
import type { ProfileStore } from './profile-store.ts';
import type { StoreError } from './store-error.ts';

/** A part of the page that a person is shared with. */
export interface PersonClient {
  /** The raw claims of the ID token; `sub` tells people apart. */
  user: Claims;
  /** People are kept apart by application, too. */
  clientId: string;
  store: ProfileStore;
  plan: ProfilePlan;
  now: () => Date;
  /** These root keys are in the profile now. Called on the client that the answers came from. */
  handleSaved: (names: string[]) => void;
  /** An attempt to save failed; the answers are kept. Called on the client that answered last. */
  handleFailure: (error: StoreError) => void;
  /** Another client or tab has learnt or written something. A quiet period does not count. */
  handleChange?: (change: PersonChange) => void;
}

/** What has changed, and where. */
export interface PersonChange {
  from: 'page' | 'tab';
  /** The storage item; `undefined`: perhaps all of them. */
  item: string | undefined;
}

export class PersonClients {
  readonly #clients = new Set<PersonClient>();
  /** The client that the last answer came from. */
  #speaker: PersonClient;
  /** The client that the last answer to each field came from. */
  readonly #speakers = new Map<string, PersonClient>();

  constructor(first: PersonClient) {
    this.#speaker = first;
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

  /** `client` has answered these fields; by default the one that answered last. */
  noteAnswers(names: readonly string[], client = this.#speaker): void {
    this.#speaker = client;
    for (const name of names) this.#speakers.set(name, client);
  }

  tellSaved(names: readonly string[]): void {
    for (const client of new Set(names.map((name) => this.#listenerFor(name)))) {
      client.handleSaved(names.filter((name) => this.#listenerFor(name) === client));
    }
  }

  tellChange(change: PersonChange): void {
    for (const client of this.#clients) client.handleChange?.(change);
  }

  #listenerFor(name: string): PersonClient {
    const speaker = this.#speakers.get(name) ?? this.#speaker;
    return this.#clients.has(speaker) ? speaker : ([...this.#clients][0] ?? speaker);
  }
}
