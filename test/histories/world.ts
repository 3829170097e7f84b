/**
 * A person with several devices, a tenant with a post-login Action, and an oracle. The oracle stores the order of the person's
 * actions, and which of them each device could know. The product's own `Person`, outbox, merge and Action run in this world.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createAction } from '../../src/action/action.ts';
import type { PostLoginEvent } from '../../src/action/post-login.ts';
import type { ProfileStore } from '../../src/person/profile-store.ts';
import { StoreError } from '../../src/person/store-error.ts';
import type { Person } from '../../src/person/person.ts';
import { MemoryStorage, type KeyValueStorage } from '../../src/person/person-storage.ts';
import { saveAnswers } from '../../src/person/save-answers.ts';
import {
  LEDGER_KEY,
  historyOfName,
  readLedger,
  recordAllowed,
  recordDeclined,
  recordSilenced,
  recordSnoozed,
  recordUnsilenced,
  type Ledger,
} from '../../src/plan/ledger.ts';
import { mergeLedgerInto } from '../../src/plan/merge-answers.ts';
import type { ProfilePlan, UserMetadata } from '../../src/plan/plan.ts';
import { openPerson } from '../person/open-person.ts';

export const PLANS: ProfilePlan[] = [
  { fields: [{ name: 'company', label: 'Company' }, { name: 'role', label: 'Role', when: { company: { $exists: true } } }, { name: 'phone', label: 'Phone' }] },
  // Yesterday's plan: without some fields, with another.
  { fields: [{ name: 'company', label: 'Company' }, { name: 'size', label: 'Size' }] },
];
export const FIELDS = ['company', 'phone'] as const;
export type FieldName = (typeof FIELDS)[number];

const SUB = 'auth0|1';
const NAMESPACE = 'https://acme.example';
const plan = PLANS[0]!;

export interface Act {
  index: number;
  device: string;
  /** `change` answers once more in the same ask, after "Back": one undo takes both back. */
  type: 'answer' | 'change' | 'erase' | 'undo' | 'decline' | 'allow' | 'silence' | 'unsilence' | 'snooze';
  field?: FieldName;
  value?: string;
  /** When, by the true time. */
  at: number;
  /** Indexes of the acts whose effect the device had seen, or that the tenant had taken when it took this one at once. */
  knows: Set<number>;
  /** The indexes of what an undo takes back. */
  takesBack?: number[];
  /** The value that an undo brings back. */
  restores?: string;
}

/** A disk that can be full. */
class Disk extends MemoryStorage implements KeyValueStorage {
  isFull = false;

  override setItem(key: string, value: string): void {
    if (this.isFull) throw new Error('QuotaExceededError');
    super.setItem(key, value);
  }
}

export class Device {
  readonly name: string;
  readonly disk = new Disk();
  readonly hasEndpoint: boolean;
  isOnline = true;
  /** What is saved arrives, and the reply does not. */
  losesReplies = false;
  offset = 0;
  person: Person | undefined;
  /** Another tab of the same browser. */
  otherTab: Person | undefined;
  readonly knows = new Set<number>();
  readonly failures: string[] = [];
  /** The last ask for each field in this page, which can be undone: its answers by index, and what was known before. */
  undoable = new Map<FieldName, { answers: number[]; before: string | undefined }>();
  /** The same of the other tab. */
  otherUndoable: Device['undoable'] = new Map();
  plan = plan;

  constructor(name: string, hasEndpoint: boolean) {
    this.name = name;
    this.hasEndpoint = hasEndpoint;
  }
}

let worlds = 0;

export class World {
  readonly devices: Device[];
  readonly acts: Act[] = [];
  /** Acts that the tenant has taken. */
  readonly taken = new Set<number>();
  metadata: UserMetadata = {};
  /** Fields of which the tenant takes no answer for now. */
  readonly refused = new Set<FieldName>();
  appMetadata: UserMetadata = {};
  calls = { reads: 0, saves: 0 };
  #logins = 0;
  readonly #id = ++worlds;
  readonly #now: () => number;

  /** `endpoints`: which devices save through an endpoint. */
  constructor(endpoints: boolean[], now: () => number) {
    this.#now = now;
    this.devices = endpoints.map((hasEndpoint, index) => new Device('ABC'[index]!, hasEndpoint));
  }

  /** Opens a page on the device; with a token that the Action has just written, if the person signs in for it. */
  async visit(device: Device, { signsIn, planIndex }: { signsIn: boolean; planIndex: number }): Promise<void> {
    device.person?.close();
    device.undoable.clear();
    device.plan = PLANS[planIndex]!;
    const plainUser = { sub: SUB };
    const user = signsIn && device.isOnline ? { ...plainUser, ...(await this.#logIn()) } : plainUser;
    Object.assign(globalThis, { localStorage: device.disk });
    device.person = await openPerson({
      user,
      clientId: `${this.#id} ${device.name}`,
      store: this.#storeOf(device),
      plan: device.plan,
      now: () => new Date(this.#now() + device.offset),
      handleSaved: () => {},
      handleFailure: ({ code }) => device.failures.push(code),
    });
    // A condition depends on the company, so the claim tells its value and when that was given.
    const isUserProvided = (act: Act) => act.field === 'company' && isAboutAnswer(act) && this.taken.has(act.index);
    if (user !== plainUser) for (const act of this.acts.filter(isUserProvided)) device.knows.add(act.index);
    await device.person.observe(signsIn);
    await this.flush(device);
  }

  /** Goes on in the other tab, which may have another version of the plan. */
  switchTab(device: Device): void {
    const { person, otherTab, undoable, otherUndoable } = device;
    Object.assign(device, { person: otherTab, otherTab: person, undoable: otherUndoable, otherUndoable: undoable });
    if (otherTab) device.plan = otherTab.plan;
  }

  async read(device: Device): Promise<void> {
    const person = await this.#personOf(device);
    if (!device.isOnline) return;
    if (!(await person.read())) return;
    this.#learn(device);
    this.#checkRefusals(device);
  }

  /** Tries to send all that waits. */
  async flush(device: Device): Promise<void> {
    const { person } = device;
    if (!person) return;
    const { hasPending } = person;
    const outbox = await person.outbox();
    const failure = await outbox!.flush().then(() => undefined, (error: StoreError) => error.code);
    const isRefused = failure === 'invalid';
    if (!isRefused && (failure || person.hasPending)) return;
    for (const act of this.acts) if (act.device === device.name && !(isRefused && isAboutAnswer(act) && this.refused.has(act.field!))) this.taken.add(act.index);
    // With nothing to send there is no reply to learn from.
    if (hasPending) this.#learn(device);
  }

  async act(device: Device, type: Act['type'], field: FieldName): Promise<void> {
    const person = await this.#personOf(device);
    if (!device.plan.fields.some(({ name }) => name === field)) return;
    // Only what is known to have been said can be taken back, so the element reads first.
    if (type === 'unsilence' || type === 'allow') await person.read(0).then(() => this.#learn(device), () => undefined);
    const index = this.acts.length;
    const act: Act = { index, device: device.name, type, at: this.#now(), knows: new Set(device.knows), field };
    const now = new Date(this.#now() + device.offset);
    const known = person.metadata[field] as string | undefined;
    const statement = this.#statementOf(device, person, act, now);
    if (!statement) return;
    this.acts.push(act);
    device.knows.add(index);
    const before = new Set(this.taken);
    saveAnswers(person, statement);
    if (type === 'erase') person.dropOtherAnswers([field]);
    await this.flush(device);
    // Given and taken at once: the order is that in which the tenant took them.
    if (this.taken.has(index) && (!act.value || act.value === this.metadata[field]) && type !== 'undo' && type !== 'erase') for (const one of before) act.knows.add(one);
    // What a `storage` event brings about.
    device.otherTab?.reload();
    if (type === 'answer' || type === 'change') {
      const ask = type === 'change' ? device.undoable.get(field) : undefined;
      device.undoable.set(field, { answers: [...(ask?.answers ?? []), index], before: ask ? ask.before : known });
    }
  }

  #statementOf(device: Device, person: Person, act: Act, now: Date): Parameters<typeof saveAnswers>[1] | undefined {
    const field = act.field!;
    const names = [field];
    const known = person.metadata[field];
    const record = (change: (ledger: Ledger) => Ledger) => ({ record: change });
    switch (act.type) {
      case 'answer':
      case 'change':
        act.value = `v${act.index}`;
        return { patch: { [field]: act.value } };
      case 'erase':
        if (typeof known !== 'string') return undefined;
        return { patch: { [field]: null }, takesBack: { [field]: person.valuesOf(field) }, record: (ledger) => recordDeclined(plan, ledger, names, now) };
      case 'undo': {
        const undone = device.undoable.get(field);
        if (undone === undefined) return undefined;
        device.undoable.delete(field);
        act.takesBack = undone.answers;
        act.restores = undone.before;
        return { patch: { [field]: undone.before ?? null }, takesBack: { [field]: undone.answers.map((one) => `v${one}`) } };
      }
      case 'decline':
        return record((ledger) => recordDeclined(plan, ledger, names, now));
      case 'allow':
        return historyOfName(plan, person.ledger, field).isDeclined ? record((ledger) => recordAllowed(plan, ledger, names, now)) : undefined;
      case 'snooze':
        return record((ledger) => recordSnoozed(plan, ledger, names, now));
      case 'silence':
        return record((ledger) => recordSilenced(ledger, now));
      case 'unsilence':
        return person.ledger.q > 0 ? record((ledger) => recordUnsilenced(ledger, now)) : undefined;
    }
  }

  /** Everything comes together: all devices have a network and room, send, read, and send once more. */
  async comeTogether(): Promise<void> {
    this.refused.clear();
    for (let round = 0; round < 2; round++) {
      for (const device of this.devices) {
        Object.assign(device, { isOnline: true });
        device.disk.isFull = false;
        await this.visit(device, { signsIn: false, planIndex: 0 });
        await this.read(device);
        await this.flush(device);
      }
    }
  }

  close(): void {
    for (const { person, otherTab } of this.devices) for (const tab of [person, otherTab]) tab?.close();
  }

  #learn(device: Device): void {
    for (const index of this.taken) device.knows.add(index);
  }

  async #personOf(device: Device): Promise<Person> {
    if (!device.person) await this.visit(device, { signsIn: false, planIndex: 0 });
    return device.person!;
  }

  /** The generated Action's own code, on the profile as it is. */
  async #logIn(): Promise<Record<string, unknown>> {
    const claims: Record<string, unknown> = {};
    const action = createAction(plan, { namespace: NAMESPACE }, { randomUUID, createHmac: undefined as never });
    const event: PostLoginEvent = {
      user: { user_id: SUB, created_at: '2026-01-01T00:00:00.000Z', user_metadata: structuredClone(this.metadata), app_metadata: structuredClone(this.appMetadata) },
      connection: { name: 'Username-Password-Authentication', strategy: 'auth0' },
      authentication: { methods: [{ timestamp: new Date().toISOString() }] },
      stats: { logins_count: ++this.#logins + 2 },
      transaction: { protocol: 'oidc-basic-profile', prompt: [] },
    };
    await action.onExecutePostLogin(event, {
      user: {
        setUserMetadata: (key, value) => void (this.metadata[key] = json(value)),
        setAppMetadata: (key, value) => void (this.appMetadata[key] = json(value)),
      },
      idToken: { setCustomClaim: (name, value) => void (claims[name] = json(value)) },
    } as Parameters<typeof action.onExecutePostLogin>[1]);
    return claims;
  }

  #storeOf(device: Device): ProfileStore {
    const isReached = () => {
      if (!device.isOnline) throw new StoreError('network');
    };
    return {
      mergesLedger: device.hasEndpoint,
      read: () => {
        isReached();
        this.calls.reads++;
        return Promise.resolve(json(this.metadata));
      },
      save: (_userId, patch) => {
        isReached();
        if (FIELDS.some((field) => this.refused.has(field) && Object.hasOwn(patch, field))) throw new StoreError('invalid');
        this.calls.saves++;
        const merged = device.hasEndpoint ? mergeLedgerInto(plan, this.metadata, patch, new Date(this.#now())) : patch;
        const entries = Object.entries({ ...this.metadata, ...json(merged) }).filter(([, value]) => value !== null);
        this.metadata = Object.fromEntries(entries);
        if (device.losesReplies) throw new StoreError('timeout');
        return Promise.resolve(json(this.metadata));
      },
    };
  }

  // ── what must hold

  /** What is known to have been said last by the person, and cannot have been taken back by an act that knew of it. */
  #refused(said: Act['type'], takenBack: Act['type'], field?: FieldName): 'yes' | 'no' | 'either' {
    const acts = this.acts.filter((act) => (act.type === said || act.type === takenBack) && (field === undefined || act.field === field));
    const last = acts.at(-1);
    if (!last || acts.every(({ type }) => type === takenBack)) return 'no';
    if (last.type === said) return 'yes';
    return acts.every((act) => act.type === takenBack || last.knows.has(act.index)) ? 'no' : 'either';
  }

  #checkRefusals(device: Device): void {
    const ledger = device.person!.ledger;
    const known = (type: Act['type'], field?: FieldName) =>
      this.acts.filter((act) => act.type === type && (field === undefined || act.field === field)).every(({ index }) => this.taken.has(index));
    if (known('silence') && known('unsilence') && this.#refused('silence', 'unsilence') === 'yes') assert.ok(ledger.q > 0, `${device.name} has read, and "don't ask me anything" does not hold there`);
    for (const field of FIELDS) {
      const isErased = this.acts.some((act) => act.type === 'erase' && act.field === field);
      const isRefused = known('decline', field) && known('allow', field) && !isErased && this.#refused('decline', 'allow', field) === 'yes';
      if (isRefused) assert.ok(historyOfName(plan, ledger, field).isDeclined, `${device.name} has read, and "don't ask again" for ${field} does not hold there`);
    }
  }

  /** To be called after `comeTogether()`. */
  check(hasRightClocks: boolean): void {
    const stored = readLedger(this.metadata[LEDGER_KEY]);
    const ledgers: [string, Ledger][] = [['the profile', stored], ...this.devices.map(({ name, person }) => [name, person!.ledger] as [string, Ledger])];
    const silenced = this.#refused('silence', 'unsilence');
    for (const [where, ledger] of ledgers) {
      if (silenced !== 'either') assert.equal(ledger.q > 0, silenced === 'yes', `${where}: "don't ask me anything"`);
      for (const field of FIELDS) this.#checkField(where, ledger, field);
    }
    for (const field of FIELDS) this.#checkAnswers(field, hasRightClocks);
  }

  #checkField(where: string, ledger: Ledger, field: FieldName): void {
    // To erase an answer is to refuse the question, too.
    const isErased = this.acts.some((act) => act.type === 'erase' && act.field === field);
    const declined = this.#refused('decline', 'allow', field);
    const { isDeclined, isAnswered, snoozedAt } = historyOfName(plan, ledger, field);
    if (declined !== 'either' && !isErased) assert.equal(isDeclined, declined === 'yes', `${where}: "don't ask again" for ${field}`);
    const hasSnoozed = this.acts.some((act) => act.type === 'snooze' && act.field === field);
    if (hasSnoozed && !isAnswered) assert.ok(snoozedAt > 0, `${where}: "not now" for ${field}`);
  }

  #checkAnswers(field: FieldName, hasRightClocks: boolean): void {
    const acts = this.acts.filter((act) => act.field === field && isAboutAnswer(act));
    const value = this.metadata[field];
    const kept = this.devices.map(({ person }) => person!.otherAnswers[field]);
    const knows = (act: Act, index: number): boolean => act.knows.has(index) || acts.some((one) => one.index < act.index && act.knows.has(one.index) && knows(one, index));
    const isUndone = ({ index }: Act) => acts.some(({ takesBack }) => takesBack?.includes(index));
    for (const act of acts) {
      if (acts.some(({ restores }) => restores !== undefined && restores === value)) continue;
      if (act.type === 'undo') assert.ok(!act.takesBack!.some((index) => value === `v${index}`), `${field}: the profile holds what was taken back`);
      if (act.type === 'erase') {
        const isKnown = acts.some((one) => one.value !== undefined && one.value === value && knows(act, one.index));
        assert.ok(!isKnown, `${field}: the profile holds what was erased`);
      }
    }
    for (const act of acts.filter((one) => one.value !== undefined && !isUndone(one))) {
      // An undo replaces nothing but what it takes back, and what it brings back is not replaced by that.
      const isBack = ({ index }: Act) => acts.some(({ takesBack, restores }) => takesBack?.includes(index) && restores === act.value);
      const isReplaced = acts.some((other) => other.index > act.index && other.type !== 'undo' && !isBack(other) && knows(other, act.index));
      if (!isReplaced) assert.ok([value, ...kept].includes(act.value), `${field}: ${act.value} is lost; the profile holds ${String(value)}, kept are ${JSON.stringify(kept)}`);
    }
    const last = acts.at(-1);
    if (!last || acts.some(({ type }) => type === 'undo')) return;
    // Acts of the same minute are stamped as if they were a minute apart each.
    const apart = 60_000 * acts.length;
    const isLastEverywhere = acts.every((act) => act === last || last.knows.has(act.index) || (hasRightClocks && last.type !== 'erase' && last.at - act.at > apart));
    if (isLastEverywhere) assert.equal(value, last.value, `${field}: the last answer does not hold`);
  }
}

function isAboutAnswer({ type }: Act): boolean {
  return ['answer', 'change', 'erase', 'undo'].includes(type);
}

function json<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
