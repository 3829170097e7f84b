/** Formats the report for the terminal. */
import type { Comparison } from '../report/compare.ts';
import type { Advice, Count, ExperimentReport, FieldReport, Report } from '../report/report.ts';
import type { Rate } from '../report/statistics.ts';
import { roomFor, TIERS } from '../report/auth0-limits.ts';
import { formatNumber, formatPercent, openTable } from './table.ts';

export function describeReport(report: Report, comparison?: Comparison): string {
  const { people, signedUp, from, to, minGroup, fullness, spared } = report;
  const parts = [
    `${count(people, minGroup)} people${from && to ? `, from ${months(from, to)}` : ''}. Counts are rounded to ${minGroup}; "–" is fewer than ${minGroup} people.`,
    knownTable(report),
    askedTable(report),
    ...report.fields.filter(({ values }) => values?.some(({ people: some }) => some)).map((field) => valueTable(field, minGroup)),
    fullnessTables(report),
    `Known of what matters: ${share(fullness.share)}. The sign-up form left out ${spared.fields} fields for ${count(signedUp, minGroup)} people: ${count(spared.questions, minGroup)} questions not asked there.`,
    describeCalls(report),
    ...report.experiments.map((experiment) => describeExperiment(experiment, minGroup)),
    comparison ? describeComparison(comparison) : '',
    report.advice.map((advice) => `→ ${adviceInWords(advice)}`).join('\n'),
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

function knownTable({ fields, minGroup }: Report): string {
  const table = openTable(['known by', 'sign-up', 'later', 'other program', 'provider', 'look-up', 'not known']);
  for (const { name, known } of fields) table.push([name, ...[known.signUp, known.later, known.program, known.provider, known.lookUp, known.nobody].map((people) => count(people, minGroup))]);
  return table.toString();
}

function askedTable({ fields, minGroup }: Report): string {
  const table = openTable(['asked', 'eligible', 'shown', 'answered', 'put off', 'declined', 'given up', 'answer rate (95 %)', 'median days', 'session ≈']);
  for (const { name, eligible, shown, fates, answerRate, medianDays, medianSession } of fields) {
    if (eligible === 0 && shown === 0) continue;
    table.push([name, ...[eligible, shown, fates.answered, fates.putOff, fates.declined, fates.givenUp].map((people) => count(people, minGroup)), rate(answerRate), medianDays ?? '–', medianSession ?? '–']);
  }
  return table.toString();
}

function valueTable({ name, values }: FieldReport, minGroup: number): string {
  const all = (values ?? []).reduce((sum, { people }) => sum + (people ?? 0), 0);
  const table = openTable([name, 'people', 'share']);
  for (const { value, people } of values ?? []) table.push([value, count(people, minGroup), people === null ? '–' : formatPercent(people / all)]);
  return table.toString();
}

function fullnessTables({ fullness: { months, visits }, minGroup }: Report): string {
  const table = (title: string, groups: typeof months): string => {
    const made = openTable([title, 'people', 'known']);
    for (const { group, people, share: part } of groups) made.push([group, count(people, minGroup), share(part)]);
    return made.toString();
  };
  return [table('account made in', months), table('sessions (at least)', visits)].join('\n\n');
}

function describeCalls({ calls }: Report): string {
  if (!calls) return '';
  const { days, readsPerDay, writesPerDay, busiest, peakPerSecond } = calls;
  const table = openTable(['Auth0 tier', 'its limit', 'room at the peak']);
  for (const tier of TIERS) {
    const room = roomFor(peakPerSecond, tier);
    table.push([tier.name, tier.published, Number.isFinite(room) ? `${room.toFixed(room < 10 ? 1 : 0)} times` : 'any']);
  }
  return `Management API, by the ledgers of ${days} days: at least ${formatNumber(readsPerDay)} reads and ${formatNumber(writesPerDay)} writes a day, ${formatNumber(busiest)} calls on the busiest.\n${table.toString()}`;
}

function describeExperiment({ name, fields, mixed }: ExperimentReport, minGroup: number): string {
  const tables = fields.map((field) => {
    const table = openTable([`${name}: ${field.name}`, 'people', 'shown', 'answered', 'answer rate (95 %)']);
    for (const variant of field.variants) table.push([variant.name, ...[variant.people, variant.shown, variant.answered].map((people) => count(people, minGroup)), rate(variant.answerRate)]);
    const words = field.comparisons.map(({ variant, other, chance, verdict, peopleNeeded }) => {
      const few = peopleNeeded === null ? '' : ` It takes about ${formatNumber(peopleNeeded)} people a variant to find a difference of five points.`;
      if (verdict === 'early') return `${other} and ${variant}: too early to tell.${few}`;
      const chances = chance !== null && chance < 0.0001 ? 'less than 0.01 %' : formatPercent(chance ?? 1, 2);
      if (verdict === 'none') return `${other} and ${variant}: no difference worth noting. Such a one comes by chance in ${chances} of cases.`;
      return `${other} is answered ${verdict === 'higher' ? 'more' : 'less'} than ${variant}. If there were no difference, one as large would come by chance in ${chances} of cases.`;
    });
    return [table.toString(), ...words].join('\n');
  });
  const left = mixed === 0 ? [] : [`${count(mixed, minGroup)} people saw several variants of ${name}, because weights were changed; they are left out.`];
  return [...tables, ...left].join('\n');
}

function describeComparison({ from, to, fields, fullness }: Comparison): string {
  const table = openTable([`compared with ${from && to ? months(from, to) : 'few people'}`, 'answer rate before', 'now', 'difference', 'chance of none', 'known before', 'now']);
  for (const { name, before, now, chance, known } of fields) {
    const difference = before && now ? `${now.rate >= before.rate ? '+' : ''}${((now.rate - before.rate) * 100).toFixed(1)}` : '–';
    table.push([name, rate(before), rate(now), difference, chance === null ? '–' : chance.toFixed(4), share(known.before), share(known.now)]);
  }
  return `${table.toString()}\nKnown of what matters: ${share(fullness.before)} before, ${share(fullness.now)} now.`;
}

function adviceInWords({ code, field = '', value }: Advice): string {
  switch (code) {
    case 'unanswered':
      return `${field}: answered by ${formatPercent(value)} of those who see it. Say why you ask, ask it at a better moment, or leave it out.`;
    case 'too-early':
      return `${field}: ${formatPercent(value)} put it off or let it pass. Ask it later, or when it matters ("ask": {"on": …}).`;
    case 'known-elsewhere':
      return `${field}: known from elsewhere of ${formatPercent(value)} of people. There is no need to ask.`;
    case 'beside':
      return `${field}: ${formatPercent(value)} of those who saw it are people for whom its "when" is false. Check its condition.`;
    case 'large':
      return `Some profiles have more than ${value} KB; Auth0 takes 10 KB. Look at what other programs write into user_metadata.`;
  }
}

function months(from: string, to: string): string {
  return from === to ? from : `${from} to ${to}`;
}

function count(people: Count, minGroup: number): string {
  return people === null ? (minGroup > 1 ? '–' : '0') : formatNumber(people);
}

function rate(value: Rate | null): string {
  return value ? `${formatPercent(value.rate, 1)} (${(value.low * 100).toFixed(1)}–${(value.high * 100).toFixed(1)})` : '–';
}

function share(value: number | null): string {
  return value === null ? '–' : formatPercent(value, 1);
}
