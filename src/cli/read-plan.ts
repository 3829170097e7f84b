import { readFile } from 'node:fs/promises';
import { parsePlan, PlanError } from '../plan/parse-plan.ts';
import type { ProfilePlan } from '../plan/plan.ts';
import { CommandError } from './command-error.ts';

/** The plan in the JSON file at `path`. @throws {CommandError} if there is none, or it is invalid */
export async function readPlan(path: string): Promise<ProfilePlan> {
  const text = await readText(path);
  try {
    return parsePlan(JSON.parse(text.replace(/^\uFEFF/, '')));
  } catch (error) {
    if (error instanceof SyntaxError) throw new CommandError(`${path} is not valid JSON: ${error.message}`, { cause: error });
    if (!(error instanceof PlanError)) throw error;
    const problems = error.problems.map((problem) => `  ${problem.path || 'plan'}: ${problem.message}`);
    throw new CommandError(`${path} is not a valid plan.\n${problems.join('\n')}`, { cause: error });
  }
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    const reasons: Record<string, string> = { ENOENT: 'there is no such file', EISDIR: 'it is a folder', EACCES: 'it may not be read' };
    throw new CommandError(`Cannot read ${path}: ${reasons[code] ?? code}.`, { cause: error });
  }
}
