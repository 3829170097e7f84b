/** Measures the pure functions in Node: deciding, and reading a plan. */
import { Model } from 'survey-core';
import { sampleOf } from './stats.mjs';

const FIELD_COUNTS = [10, 100, 1000, 10_000];
const PLAN_SIZES = [100, 1000];
const SAMPLES = 11;
/** One sample takes at least this long, so that the clock's grain does not matter. */
const SAMPLE_MS = 15;
/** Until the code is compiled. */
const WARM_UP_MS = 200;
const NOW = new Date('2026-03-10T12:00:00Z');

export const PLAN_STEPS = FIELD_COUNTS.length * 3 + PLAN_SIZES.length * 2;

/** @returns {Promise<Record<string, import('./stats.mjs').Sample>>} */
export async function measurePlan({ handleStep }) {
  const { emptyLedger, nextAsk, parsePlan, recordSession } = await import('../../dist/plan.js');
  const { readSoundPlan } = await import('../../src/plan/check-plan.ts');
  const samples = {};
  const add = (name, sample) => {
    samples[name] = sample;
    handleStep();
  };

  const ledger = recordSession(recordSession(emptyLedger(), { now: new Date('2026-03-01') }), { now: NOW });
  checkSurvey();
  for (const count of FIELD_COUNTS) {
    const moment = { profile: { f0: { value: 'a', source: 'user' } }, ledger, now: NOW };
    const plan = conditionalPlan(count);
    if (nextAsk(plan, moment)) throw new Error('Every condition is false, and still something is asked.');
    add(`decideNsPerField.${count}`, perField(count, measure(() => nextAsk(plan, moment))));
    // What is worked out once for each plan: a page decides only a few times.
    const fresh = Array.from({ length: SAMPLES }, () => conditionalPlan(count));
    const firsts = fresh.map((next) => time(() => nextAsk(next, moment)));
    add(`firstDecideNsPerField.${count}`, perField(count, sampleOf(firsts)));
    add(`decideNsPerFieldSurveyjs.${count}`, perField(count, measureSurvey(count)));
  }
  for (const size of PLAN_SIZES) {
    const json = JSON.stringify(variedPlan(size));
    const input = JSON.parse(json);
    if (!readSoundPlan(input)) throw new Error('The plan of the benchmark is not sound.');
    add(`parsePlanMs.${size}`, measure(() => parsePlan(input)));
    add(size === PLAN_SIZES[0] ? 'readSoundPlanMs' : `readSoundPlanMs.${size}`, measure(() => readSoundPlan(input)));
  }
  return samples;
}

/** All depend on the first field's value, and none holds: every field has to be looked at. */
function conditionalPlan(count) {
  const fields = Array.from({ length: count }, (_, index) => ({
    name: `f${index}`,
    label: `Field ${index}`,
    ...(index > 0 && { when: { f0: { $eq: 'b' } } }),
  }));
  return { fields };
}

/** The same conditions as SurveyJS's `visibleIf`, all of them evaluated anew by its quickest way to do so. */
function measureSurvey(count) {
  const survey = conditionalSurvey(count);
  return measure(() => survey.runExpressions());
}

function conditionalSurvey(count) {
  const elements = conditionalPlan(count).fields.map(({ name, label }, index) => ({
    type: 'text',
    name,
    title: label,
    ...(index > 0 && { visibleIf: "{f0} = 'b'" }),
  }));
  const survey = new Model({ elements });
  survey.setValue('f0', 'a');
  return survey;
}

/** That SurveyJS does what is measured; with few fields, because showing many takes it long. */
function checkSurvey() {
  const survey = conditionalSurvey(10);
  for (const [answer, visible] of [['b', 10], ['a', 1]]) {
    survey.setValue('f0', answer);
    survey.runExpressions();
    if (survey.getAllQuestions(true).length !== visible) throw new Error('SurveyJS shows other fields than expected.');
  }
}

/** A plan of every kind of thing that a plan can hold. */
function variedPlan(size) {
  const choices = Array.from({ length: 6 }, (_, index) => ({
    value: `v${index}`,
    label: { en: `Choice ${index}`, de: `Wahl ${index}` },
  }));
  const when = { f0: { $exists: true }, $or: [{ f1: 'v1' }, { f1: { $in: ['v2', 'v3'] } }] };
  const kinds = [
    { type: 'text', maxLength: 80, autocomplete: 'organization', why: { en: 'For your invoices', de: 'Für die Rechnungen' } },
    { type: 'select', options: choices },
    { type: 'number', min: 0, max: 500, step: 1, ask: { after: { sessions: 3, days: 7 } } },
    { type: 'text', pattern: '[A-Z]{2}[0-9]{8,10}', ask: { on: ['checkout', 'invited'] }, when },
    { type: 'date', min: '1900-01-01', knownFrom: ['birthdate', 'app.birthday'], sensitive: true },
  ];
  return {
    fields: Array.from({ length: size }, (_, index) => ({
      name: `f${index}`,
      label: { en: `Field ${index}`, de: `Feld ${index}` },
      ...kinds[index % kinds.length],
    })),
    pacing: { maxFields: 2, coolDown: 'P1D', snooze: 'P7D', giveUpAfter: 3 },
  };
}

/** Milliseconds of one call, warmed up. */
function measure(work) {
  const warmUntil = performance.now() + WARM_UP_MS;
  do work();
  while (performance.now() < warmUntil);
  let times = 1;
  while (time(() => repeat(work, times)) < SAMPLE_MS) times *= 2;
  return sampleOf(Array.from({ length: SAMPLES }, () => time(() => repeat(work, times)) / times));
}

function time(work) {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function repeat(work, times) {
  for (let turn = 0; turn < times; turn++) work();
}

function perField(count, { median, low, high, runs }) {
  const toNs = (ms) => (ms * 1e6) / count;
  return { median: toNs(median), low: toNs(low), high: toNs(high), runs };
}
