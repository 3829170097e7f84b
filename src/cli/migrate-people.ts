/**
 * Changes a field for all people of a tenant. An export tells whom it concerns; each of them is read once more before the
 * change is written, since they go on answering. A run that was broken off goes on where it was.
 */
import { rm } from 'node:fs/promises';
import type { ManagementClient } from 'auth0';
import { CommandError } from './command-error.ts';
import { readJob, startJob } from './export-job.ts';
import type { FieldMigration, MigrationNote } from './field-migration.ts';
import { ManagementFailure, openClient, told, type MachineCredentials } from './management.ts';
import type { StoredPerson } from './person-record.ts';
import { readProgress, writeProgress } from './progress-file.ts';
import { readLines } from './read-lines.ts';

export interface MigrateOptions extends MachineCredentials {
  migration: FieldMigration;
  /** The id of a connection: only its users. Default: all users. */
  connection?: string;
  /** Counts, and changes nothing. */
  isDry: boolean;
  /** Where it is kept what is under way. */
  stateFile: string;
  handleProgress?: (done: number, all: number) => void;
}

export interface MigrationResult {
  /** In the export. */
  people: number;
  /** Whose metadata were changed, or would be. */
  changed: number;
  notes: Record<MigrationNote, number>;
}

interface State {
  domain: string;
  migration: string;
  connection?: string;
  /** Whom it concerns, as the export told. */
  concerned: Concerned;
  /** Of those. */
  done: number;
  changed: number;
  notes: Record<MigrationNote, number>;
}

interface Concerned {
  people: number;
  ids: string[];
  notes: Record<MigrationNote, number>;
}

const SAVE_EVERY = 200;
const FIELDS = ['user_id', 'user_metadata', 'app_metadata'];

export async function migratePeople(options: MigrateOptions): Promise<MigrationResult> {
  const { migration, isDry, domain, stateFile, handleProgress } = options;
  const client = await openClient(options);
  const kept = isDry ? undefined : await readState(options);
  const concerned = kept?.concerned ?? (await readJob(client, await startJob(client, FIELDS, options.connection), { domain, handlePercent: () => undefined, read: (lines) => findConcerned(lines, migration) }));
  const { people, ids, notes } = concerned;
  if (isDry) return { people, changed: ids.length, notes };
  const state: State = kept ?? { domain, migration: migration.key, connection: options.connection, concerned, done: 0, changed: 0, notes: { kept: 0, unfit: 0 } };
  try {
    for (const id of ids.slice(state.done)) {
      const { isChanged, note } = await migrateOne(client, id, migration);
      state.done++;
      if (isChanged) state.changed++;
      if (note) state.notes[note]++;
      handleProgress?.(state.done, ids.length);
      if (state.done % SAVE_EVERY === 0) await writeProgress(stateFile, state);
    }
  } catch (error) {
    await writeProgress(stateFile, state);
    throw error;
  }
  await rm(stateFile, { force: true });
  return { people, changed: state.changed, notes: { ...state.notes, unfit: Math.max(notes.unfit, state.notes.unfit) } };
}

/** Who has something to change, in the order of the export. Only their ids are kept. */
async function findConcerned(source: AsyncIterable<Buffer>, migration: FieldMigration): Promise<Concerned> {
  const found: Concerned = { people: 0, ids: [], notes: { kept: 0, unfit: 0 } };
  for await (const lines of readLines(source)) {
    for (const line of lines) {
      if (line.trim() === '') continue;
      const person = JSON.parse(line) as StoredPerson;
      found.people++;
      const { patch, note } = migration.step(person);
      if (note) found.notes[note]++;
      if (patch && person.user_id) found.ids.push(person.user_id);
    }
  }
  return found;
}

async function migrateOne(client: ManagementClient, id: string, migration: FieldMigration): Promise<{ isChanged: boolean; note?: MigrationNote }> {
  const failing = 'Auth0 refuses the change';
  let person: StoredPerson;
  try {
    person = (await told(client.users.get(id, { fields: FIELDS.join(), include_fields: true }), failing, 'read users: give it read:users'));
  } catch (error) {
    // Deleted since the export.
    if (error instanceof ManagementFailure && error.status === 404) return { isChanged: false };
    throw error;
  }
  const { patch, note } = migration.step(person);
  if (patch) await told(client.users.update(id, patch), failing, 'change users: give it update:users and update:users_app_metadata');
  return { isChanged: patch !== undefined, note };
}

/** What an earlier run left. @throws {CommandError} when that is another migration */
async function readState({ domain, migration, connection, stateFile }: MigrateOptions): Promise<State | undefined> {
  const progress = await readProgress(stateFile);
  if (progress === undefined) return undefined;
  const kept = isState(progress) ? progress : undefined;
  if (kept?.domain === domain && kept.migration === migration.key && kept.connection === connection) return kept;
  throw new CommandError(`${stateFile} belongs to another migration. Delete it, or choose another file with --state.`);
}

function isState(progress: unknown): progress is State {
  const { done, concerned } = (progress ?? {}) as Partial<State>;
  return Number.isInteger(done) && Array.isArray(concerned?.ids);
}
