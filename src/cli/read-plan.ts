import { parsePlan, PlanError } from '../plan/parse-plan.ts';
import type { ProfilePlan } from '../plan/plan.ts';
import { CommandError } from './command-error.ts';
import { readJson } from './read-json.ts';

/** Returns the plan in the JSON file at `path`. @throws {CommandError} if it is missing or invalid */
export async function readPlan(path: string): Promise<ProfilePlan> {
  const value = await readJson(path);
  try {
    return parsePlan(value);
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    const problems = error.problems.map((problem) => `  ${problem.path || 'plan'}: ${problem.message}`);
    throw new CommandError(`${path} is not a valid plan.\n${problems.join('\n')}`, { cause: error });
  }
}
