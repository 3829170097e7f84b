/** Summarises a simulation in sentences. Pure. */
import type { LoadReport } from './call-load.ts';
import type { FieldOutcome, SimulationResult } from '../plan/simulation-tally.ts';
import { isHardlyAsked } from '../plan/hardly-asked.ts';
import { formatNumber, formatPercent } from './table.ts';

/** A field is a burden if a larger share of people than this refuses it or never answers it. */
const OFTEN = 0.25;

export function describeVerdict(result: SimulationResult, { dailyUsers, tiers }: LoadReport): string[] {
  const { fields, quietSessions } = result;
  const knownAtEnd = ({ known }: FieldOutcome) => known.at(-1) ?? 0;
  const list = (some: readonly FieldOutcome[], share: (field: FieldOutcome) => number) => some.map((field) => `${field.name} (${formatPercent(share(field))})`).join(', ');
  const hardly = fields.filter(isHardlyAsked);
  const unknown = fields.filter((field) => knownAtEnd(field) < 0.5 && !hardly.includes(field));
  const refused = fields.filter(({ declined, givenUp }) => declined + givenUp > OFTEN);
  const sentences = [`In ${formatPercent(1 - quietSessions)} of the sessions something is asked. At the end, ${formatNumber(fields.length - hardly.length - unknown.length)} of ${formatNumber(fields.length)} fields are known for at least half of the people.`];
  if (unknown.length > 0) sentences.push(`Known for fewer: ${list(unknown, knownAtEnd)}.`);
  if (hardly.length > 0) sentences.push(`Hardly ever asked: ${list(hardly, ({ asked }) => asked)}. Look at \`ask\`, \`when\` and \`pacing\`.`);
  if (refused.length > 0) sentences.push(`Often refused or never answered: ${list(refused, ({ declined, givenUp }) => declined + givenUp)}. Ask later, say why, or leave it out.`);
  return [...sentences, describeTiers(tiers, dailyUsers)];
}

function describeTiers(tiers: LoadReport['tiers'], dailyUsers: number): string {
  const users = `${formatNumber(dailyUsers)} daily users`;
  const tooSmall = (fits: 'fits' | 'actionFits') => tiers.filter((tier) => !tier[fits]).map(({ tier }) => tier);
  const [own, action] = [tooSmall('fits'), tooSmall('actionFits')];
  const fit = (names: string[]) => (names.length === 0 ? 'fit every tier' : `are too many for ${names.join(' and ')}`);
  return own.join() === action.join() ? `${users} ${fit(own)}, with and without the Action.` : `${users} ${fit(own)} without the Action; with it they ${fit(action)}.`;
}
