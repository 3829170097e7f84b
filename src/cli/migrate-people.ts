/**
 * Changes a field for all people of a tenant. An export shows which people need the change. Each of them is read again before the
 * change is written, because people continue to answer. An interrupted run continues where it stopped.
 */
import { rm } from 'node:fs/promises';
import type { ManagementClient } from 'auth0';
import { CommandError } from './command-error.ts';
import { readJob, startJob } from './export-job.ts';
import type { FieldMigration, MigrationNote } from './field-migration.ts';
import { ManagementFailure, openClient, told, type MachineCredentials } from './management.ts';
import { toStoredPerson } from './person-record.ts';
import { readProgress, writeProgress } from './progress-file.ts';
import { readLines } from './read-lines.ts';

export interface MigrateOptions extends MachineCredentials {
  migration: FieldMigration;
  /** The ID of a connection: only its users. Default: all users. */
  connection?: string;
  /** Counts the changes without writing them. */
  isDry: boolean;
  /** The file that stores the progress. */
  stateFile: string;
  handleProgress?: (done: number, all: number) => void;
}

export interface MigrationResult {
  /** The number of people in the export. */
  people: number;
  /** The number of people whose metadata were changed. In a dry run, the number that would be changed. */
  changed: number;
  notes: Record<MigrationNote, number>;
  /** The people whose change Auth0 refused, and why. */
  refused: Refusal[];
}

interface Refusal {
  id: string;
  reason: string;
}

interface State {
  domain: string;
  migration: string;
  connection?: string;
  /** The people who need the change, according to the export. */
  concerned: Concerned;
  /** How many of them are done. */
  done: number;
  changed: number;
  notes: Record<MigrationNote, number>;
  refused: Refusal[];
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
  if (isDry) return { people, changed: ids.length, notes, refused: [] };
  const state: State = kept ?? { domain, migration: migration.key, connection: options.connection, concerned, done: 0, changed: 0, notes: { kept: 0, unfit: 0 }, refused: [] };
  // Written before the first change: a run that cannot store its progress does not begin.
  await writeProgress(stateFile, state);
  try {
    for (const id of ids.slice(state.done)) {
      const { isChanged, note, refusal } = await migrateOne(client, id, migration);
      state.done++;
      if (isChanged) state.changed++;
      if (note) state.notes[note]++;
      if (refusal) state.refused.push({ id, reason: refusal });
      handleProgress?.(state.done, ids.length);
      if (state.done % SAVE_EVERY === 0) await writeProgress(stateFile, state);
    }
  } catch (error) {
    await writeProgress(stateFile, state);
    throw error;
  }
  await rm(stateFile, { force: true });
  return { people, changed: state.changed, notes: { ...state.notes, unfit: Math.max(notes.unfit, state.notes.unfit) }, refused: state.refused };
}

/** Finds the people who need the change, in the order of the export. Stores only their IDs. */
async function findConcerned(source: AsyncIterable<Buffer>, migration: FieldMigration): Promise<Concerned> {
  const found: Concerned = { people: 0, ids: [], notes: { kept: 0, unfit: 0 } };
  for await (const lines of readLines(source)) {
    for (const line of lines) {
      if (line.trim() === '') continue;
      const person = toStoredPerson(JSON.parse(line));
      found.people++;
      const { patch, note } = migration.step(person);
      if (note) found.notes[note]++;
      if (patch && person.user_id) found.ids.push(person.user_id);
    }
  }
  return found;
}

interface Outcome {
  isChanged: boolean;
  note?: MigrationNote;
  refusal?: string;
}

async function migrateOne(client: ManagementClient, id: string, migration: FieldMigration): Promise<Outcome> {
  const failing = 'Auth0 refuses the change';
  try {
    const person = toStoredPerson(await told(client.users.get(id, { fields: FIELDS.join(), include_fields: true }), failing, 'read users: give it read:users'));
    const { patch, note } = migration.step(person);
    if (patch) await told(client.users.update(id, patch), failing, 'change users: give it update:users and update:users_app_metadata');
    return { isChanged: patch !== undefined, note };
  } catch (error) {
    const status = error instanceof ManagementFailure ? error.status : undefined;
    // The user was deleted after the export.
    if (status === 404) return { isChanged: false };
    // The profile is too large, for example. The others are changed anyway.
    if (status === 400 || status === 413) return { isChanged: false, refusal: (error as Error).message };
    throw error;
  }
}

/** Reads the progress of an earlier run. @throws {CommandError} if it belongs to another migration */
async function readState({ domain, migration, connection, stateFile }: MigrateOptions): Promise<State | undefined> {
  const progress = await readProgress(stateFile);
  if (progress === undefined) return undefined;
  const kept = isState(progress) ? progress : undefined;
  if (kept?.domain === domain && kept.migration === migration.key && kept.connection === connection) return kept;
  throw new CommandError(`${stateFile} belongs to another migration. Delete it, or choose another file with --state.`);
}

function isState(progress: unknown): progress is State {
  const { done, concerned, refused } = (progress ?? {}) as Partial<State>;
  return Number.isInteger(done) && Array.isArray(concerned?.ids) && Array.isArray(refused);
}
