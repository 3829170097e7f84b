import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { readSoundPlan } from '../../src/plan/check-plan.ts';
import { parsePlan, PlanError } from '../../src/plan/parse-plan.ts';
import type { ProfileField, ProfilePlan } from '../../src/plan/plan.ts';
import { planWarnings } from '../../src/plan/plan-warnings.ts';

/** The plan of the documentation, with the field its condition speaks of. */
const documented = {
  $schema: './node_modules/progressive-lock/profile-plan.schema.json',
  fields: [
    { name: 'first_name', label: 'First name', autocomplete: 'given-name', ask: 'signup', knownFrom: ['given_name'] },
    { name: 'company', label: { en: 'Company', de: 'Firma' }, why: 'So that invoices are right', ask: { after: { sessions: 2 } } },
    {
      name: 'role',
      label: 'Your role',
      type: 'select',
      options: [
        { value: 'dev', label: 'Developer' },
        { value: 'ops', label: 'Operations' },
      ],
      ask: { after: { sessions: 2 } },
      when: { company: { $exists: true } },
    },
    { name: 'vat_id', label: 'VAT number', ask: { on: 'checkout' }, when: { country: { $in: ['DE', 'AT'] } } },
  ],
  pacing: { maxFields: 2, asksPerSession: 1, coolDown: 'P1D', snooze: 'P7D', giveUpAfter: 3 },
};

const example = (name: string) => JSON.parse(readFileSync(`demo/plans/${name}.json`, 'utf8')) as unknown;

function failure(input: unknown): PlanError {
  assert.equal(readSoundPlan(input), undefined, 'the quick check takes the plan');
  try {
    parsePlan(input);
  } catch (error) {
    assert.ok(error instanceof PlanError, `expected a PlanError, got ${String(error)}`);
    return error;
  }
  return assert.fail('expected a PlanError, but the plan was taken');
}

const problemsOf = (input: unknown) => Object.fromEntries(failure(input).problems.map(({ path, message }) => [path, message]));
/** The message about a plan whose first field is `field` over a sound one. */
function messageOf(field: object, path: string): string {
  const problems = problemsOf({ fields: [{ name: 'company', label: 'Company', ...field }, { name: 'team', label: 'Team' }] });
  assert.ok(path in problems, `expected a problem at ${path}, got ${JSON.stringify(problems)}`);
  return problems[path] ?? '';
}

describe('parsePlan with a sound plan', () => {
  for (const [name, plan] of [
    ['of the documentation', documented],
    ['"saas"', example('saas')],
    ['"shop"', example('shop')],
    ['"club"', example('club')],
  ] as const) {
    it(`returns the plan ${name} as it is, by either check, and finds nothing to warn of`, () => {
      assert.deepEqual(parsePlan(plan), plan);
      assert.deepEqual(readSoundPlan(plan), plan);
      assert.deepEqual(planWarnings(parsePlan(plan)), []);
    });
  }

  it('returns a copy that shares nothing with the input', () => {
    const plan = structuredClone(documented);
    for (const copy of [parsePlan(plan), readSoundPlan(plan) as ProfilePlan]) {
      assert.notEqual(copy, plan);
      assert.notEqual(copy.fields[2]?.options, plan.fields[2]?.options);
      assert.notEqual(copy.fields[3]?.when, plan.fields[3]?.when);
    }
  });

  it('takes options by address and by function', () => {
    const load = () => [{ value: 'a', label: 'A' }];
    for (const options of [{ url: '/teams.json' }, load]) {
      const plan = { fields: [{ name: 'team', label: 'Team', type: 'select', options }] };
      assert.deepEqual(parsePlan(plan), plan);
      assert.deepEqual(readSoundPlan(plan), plan);
    }
  });

  for (const [what, field] of [
    ['a name of 99 characters', { name: 'x'.repeat(99) }],
    ['a reason of 1000 characters', { why: 'x'.repeat(1000) }],
    ['lengths that leave one', { minLength: 5, maxLength: 5 }],
    ['bounds that leave one', { type: 'number', min: 5, max: 5 }],
    ['a path of 200 characters', { knownFrom: ['x'.repeat(200)] }],
    ['a hidden field', { type: 'hidden', ask: 'signup', value: 'newsletter' }],
    ['a root attribute', { name: 'nickname', storage: 'root', ask: 'signup' }],
    ['a question during the login', { required: true, ask: { atLogin: true } }],
    ['a checkbox with a link', { type: 'checkbox', link: { text: 'Terms', url: 'https://acme.example/terms' } }],
    ['a rating with words for its ends', { type: 'rating', lowLabel: 'Bad', highLabel: 'Good' }],
    ['a condition over a well-known claim', { when: { locale: 'de' } }],
  ] as const) {
    it(`takes ${what}, by either check`, () => {
      const plan = { fields: [{ name: 'company', label: 'Company', ...field }] };
      assert.deepEqual(parsePlan(plan), plan);
      assert.deepEqual(readSoundPlan(plan), plan);
    });
  }

  it('takes a default that the field itself would take, also of options that are not there yet', () => {
    for (const field of [
      { type: 'number', min: 1, value: 5 },
      { type: 'select', options: () => [], value: 'dev' },
      { required: true, value: 'Acme' },
      { type: 'checkbox', required: true, value: false },
    ]) assert.equal(parsePlan({ fields: [{ name: 'company', label: 'Company', ...field }] }).fields[0]!.value, field.value);
  });

  it('takes conditions that wait for each other, in whatever order the fields stand', () => {
    const fields = [{ name: 'a', label: 'A', when: { b: 1 } }, { name: 'b', label: 'B', when: { c: 1 } }, { name: 'c', label: 'C', when: { d: 1 } }, { name: 'd', label: 'D' }];
    for (const plan of [{ fields }, { fields: [...fields].reverse() }]) {
      assert.deepEqual(parsePlan(plan), plan);
      assert.deepEqual(readSoundPlan(plan), plan);
    }
  });

  it('takes as many fields as a plan may have', () => {
    const plan = { fields: Array.from({ length: 1000 }, (_, index) => ({ name: `f${index}`, label: 'F' })) };
    assert.deepEqual(parsePlan(plan), plan);
  });

  it('takes a key without a value for one that is not there', () => {
    assert.deepEqual(parsePlan({ fields: [], pacing: undefined }), { fields: [] });
  });
});

describe('parsePlan with a wrong plan', () => {
  it('reports all problems at once, each with its path', () => {
    const problems = problemsOf({
      fields: [
        { name: 'company', label: 'Company' },
        { name: 'a b', label: '' },
        { name: 'role', label: 'Role', type: 'selct', requierd: true },
        { name: 'company', label: { en: 5 } },
      ],
      pacing: { maxFields: 0, coolDown: 'P1M' },
      filds: [],
    });
    assert.deepEqual(Object.keys(problems).sort(), [
      'fields[1].label',
      'fields[1].name',
      'fields[2].requierd',
      'fields[2].type',
      'fields[3].label.en',
      'filds',
      'pacing.coolDown',
      'pacing.maxFields',
    ]);
  });

  it('says what was expected, what came, and what is near', () => {
    assert.match(messageOf({ type: 'selct' }, 'fields[0].type'), /^Expected one of text, .*hidden, got "selct"\. Did you mean "select"\?$/);
    assert.match(messageOf({ requierd: true }, 'fields[0].requierd'), /Did you mean "required"\?/);
    assert.match(messageOf({ ask: 'singup' }, 'fields[0].ask'), /got "singup"\. Did you mean "signup"\?/);
    assert.match(messageOf({ ask: { after: { sesions: 2 } } }, 'fields[0].ask.after.sesions'), /Did you mean "sessions"\?/);
    assert.match(messageOf({ zzz: 1 }, 'fields[0].zzz'), /Known here: name, label/);
    assert.match(messageOf({ label: undefined }, 'fields[0].label'), /missing.*Expected a text/);
    assert.match(messageOf({ why: 'x'.repeat(2000) }, 'fields[0].why'), /Expected a text of 1 to 1000 characters.*got a text of 2000 characters: "x{40}…"/);
  });

  it('names the keys of the place where one is unknown', () => {
    const options = [{ value: 'a', label: 'A' }];
    for (const [field, path, keys] of [
      [{ type: 'radio', options: [{ ...options[0], zzz: 1 }] }, 'fields[0].options[0].zzz', 'value, label'],
      [{ type: 'radio', options: { url: '/a.json', zzz: 1 } }, 'fields[0].options.zzz', 'url'],
      [{ ask: { zzz: 1 } }, 'fields[0].ask.zzz', 'after, on, page, urgent, ignoreCoolDown, atLogin'],
      [{ type: 'checkbox', link: { text: 'T', url: '/t', zzz: 1 } }, 'fields[0].link.zzz', 'text, url'],
      [{ when: { team: { zzz: 1 } } }, 'fields[0].when.team.zzz', '$eq, $ne, $gt, $gte, $lt, $lte, $in, $nin, $exists, $not'],
    ] as const) assert.equal(messageOf(field, path), `There is no such key. Known here: ${keys}. Correct or remove it.`);
    const fields = [{ name: 'changes', label: 'C' }];
    const changes = (inner: object) => problemsOf({ fields, experiments: [{ name: 'x', variants: [{ name: 'a', changes: { fields: { changes: inner } } }] }] });
    const at = 'experiments[0].variants[0].changes.fields.changes';
    assert.match(changes({ zzz: 1 })[`${at}.zzz`] ?? '', /Known here: label, placeholder, why, hint, ask, priority\./);
    assert.match(changes({ ask: { after: { zzz: 1 } } })[`${at}.ask.after.zzz`] ?? '', /Known here: sessions, days, logins\./);
  });

  it('suggests what is near where that may be meant', () => {
    assert.match(messageOf({ storage: 'later' }, 'fields[0].storage'), /^Expected "root", or nothing, got "later"\.$/);
    assert.match(messageOf({ when: { $an: [] } }, 'fields[0].when.$an'), /^There is no operator "\$an"\. Did you mean "\$and"\? Known: \$and, \$or, \$nor, \$eq, /);
    assert.equal(messageOf({ when: { team: { $in: [{}] } } }, 'fields[0].when.team.$in[0]'), 'Expected a text, a number, true, false or null, got an object.');
    assert.equal(problemsOf({ $schema: 5, fields: [] })['$schema'], 'Expected the address of the schema, got 5.');
    assert.match(problemsOf({ fields: [{ label: 'A' }, { name: 'team', label: 'T', when: { tem: 1 } }] })['fields[1].when.tem'] ?? '', /Did you mean "team"/);
  });

  it('tells a plan that is not there from a key that is missing', () => {
    assert.match(problemsOf(undefined)[''] ?? '', /^Expected a plan: .*, got nothing\.$/);
    assert.match(problemsOf({})['fields'] ?? '', /^This is missing\. Expected a list of at most 1000 fields\. Add it\.$/);
  });

  it('says of what is no data only that, and keeps the rest', () => {
    const { problems, usable } = failure({ fields: [{ name: 'a', label: new Date() }, { name: 'b', label: 'B' }] });
    assert.deepEqual(usable, { fields: [{ name: 'b', label: 'B' }] });
    assert.deepEqual(problems, [
      { path: 'fields[0].label', message: 'Expected plain data, got an object of another kind (a Date, a Map, a RegExp …). Write it as JSON would.' },
    ]);
  });

  it('says of a plan that is too large only that', () => {
    const lists = Array.from({ length: 11 }, () => Array<number>(9999).fill(1));
    const { problems, usable } = failure({ fields: [{ name: 'a', label: 5 }], id: 'x', more: lists });
    assert.deepEqual([problems.length, usable], [1, { fields: [] }]);
    assert.match(problems[0]!.message, /^The plan is too large/);
  });

  it('reads no more than a thousand fields', () => {
    const { problems, usable } = failure({ id: 'x', fields: Array.from({ length: 1001 }, (_, index) => ({ name: `f${index}`, label: 'F' })) });
    assert.deepEqual(problems, [{ path: 'fields', message: 'Expected at most 1000 fields, got 1001. The rest was not read.' }]);
    assert.deepEqual([usable.id, usable.fields.length], ['x', 1000]);
  });

  it('lists a hundred problems and counts the rest', () => {
    const { problems } = failure({ fields: Array.from({ length: 200 }, () => ({})) });
    assert.equal(problems.length, 101);
    assert.deepEqual(problems.at(-1), { path: '', message: 'There are 300 more problems. Repair these first.' });
    assert.equal(failure({ fields: Array.from({ length: 50 }, () => ({})) }).problems.length, 100);
  });

  it('examines twenty patterns', () => {
    const fields = Array.from({ length: 21 }, (_, index) => ({ name: `f${index}`, label: 'F', pattern: `(a)b{${index}}` }));
    const problems = problemsOf({ fields });
    assert.deepEqual(Object.keys(problems), ['fields[20].pattern']);
    assert.match(problems['fields[20].pattern'] ?? '', /^Only 20 patterns of a plan are examined, and "\(a\)b\{20\}" needs it/);
  });

  it('compares a default only with bounds that are in order', () => {
    assert.deepEqual(Object.keys(problemsOf({ fields: [{ name: 'a', label: 'A', type: 'number', min: 5, max: 1, value: 3 }] })), ['fields[0].min']);
    assert.match(messageOf({ type: 'number', min: 1, max: 5, value: 9 }, 'fields[0].value'), /^9 is no answer that the field itself would take \(too-large\)/);
  });

  it('reports every unknown key of an object, not only the first', () => {
    const problems = problemsOf({ fields: [{ name: 'a', label: 'A', one: 1, two: 2, three: 3 }] });
    assert.deepEqual(Object.keys(problems), ['fields[0].one', 'fields[0].two', 'fields[0].three']);
  });

  it('takes an option that only Lock would change where Lock does not show it', () => {
    const field = { name: 'age', label: 'Age', type: 'radio', options: [{ value: '<10', label: 'Under 10' }, { value: '&lt;', label: 'Less' }] };
    assert.deepEqual(parsePlan({ fields: [field] }).fields, [field]);
    assert.deepEqual(readSoundPlan({ fields: [field] })?.fields, [field]);
    assert.equal(readSoundPlan({ fields: [{ ...field, ask: 'signup' }] }), undefined);
  });

  for (const [what, field, path, message] of [
    ['a dot in a name', { name: 'a.b' }, 'fields[0].name', /letters, digits/],
    ['a dollar in a name', { name: '$a' }, 'fields[0].name', /letters, digits/],
    ['a name of 100 characters', { name: 'x'.repeat(100) }, 'fields[0].name', /at most 99/],
    ['a name of Lock', { name: 'selecting' }, 'fields[0].name', /Lock's own form/],
    ['the key of the ledger', { name: 'progressive_lock' }, 'fields[0].name', /is kept under it/],
    ['a name that every object has', { name: 'constructor' }, 'fields[0].name', /every JavaScript object/],
    ['HTML in a label', { label: { en: 'Your <b>role</b>' } }, 'fields[0].label.en', /never as HTML/],
    ['a label of blanks', { label: '  ' }, 'fields[0].label', /There is nothing in it/],
    ['a language that is none', { label: { en_us_x: 'Role' } }, 'fields[0].label.en_us_x', /tag of a language/],
    ['a select without options', { type: 'select' }, 'fields[0].options', /needs options/],
    ['an empty list of options', { type: 'select', options: [] }, 'fields[0].options', /got an empty list/],
    ['options of a text', { options: [{ value: 'a', label: 'A' }] }, 'fields[0].options', /Only select, radio and multiselect/],
    ['an option without a value', { type: 'radio', options: [{ label: 'A' }] }, 'fields[0].options[0].value', /missing/],
    ['an option twice', { type: 'radio', options: [{ value: 'a', label: 'A' }, { value: 'a', label: 'B' }] }, 'fields[0].options[1].value', /already/],
    ['an option that Lock would change', { type: 'radio', ask: 'signup', options: [{ value: '<10', label: 'A' }, { value: 'more', label: 'B' }] }, 'fields[0].options[0].value', /would not be stored as it is/],
    ['an option that looks like HTML', { type: 'radio', ask: 'signup', options: [{ value: '&lt;', label: 'A' }] }, 'fields[0].options[0].value', /would not be stored as it is/],
    ['an option that means nothing', { type: 'radio', options: [{ value: 'prefer_not_to_say', label: 'A' }] }, 'fields[0].options[0].value', /by itself/],
    ['an option with a number', { type: 'radio', options: [{ value: 1, label: 'A' }] }, 'fields[0].options[0].value', /got 1/],
    ['an address that runs a script', { type: 'select', options: { url: 'javascript:alert(1)' } }, 'fields[0].options.url', /http/],
    ['an address that hides its scheme', { type: 'select', options: { url: '\u0001javascript:alert(1)' } }, 'fields[0].options.url', /http/],
    ['a root attribute of any name', { storage: 'root', ask: 'signup' }, 'fields[0].storage', /Only name, given_name/],
    ['a root attribute asked later', { name: 'nickname', storage: 'root' }, 'fields[0].storage', /only be set by the sign-up/],
    ['words for the ends of what is no scale', { name: 'seats', label: 'Seats', type: 'number', lowLabel: 'Few' }, 'fields[0].lowLabel', /Only a rating has ends/],
    ['a root attribute that is no text', { name: 'nickname', storage: 'root', ask: 'signup', type: 'checkbox' }, 'fields[0].storage', /is a text/],
    ['a hidden field without a value', { type: 'hidden', ask: 'signup' }, 'fields[0].value', /needs a value/],
    ['a hidden value with blanks around it', { type: 'hidden', ask: 'signup', value: ' x' }, 'fields[0].value', /take out the blanks around it/],
    ['a link beside a text', { link: { text: 'Terms', url: 'https://acme.example/terms' } }, 'fields[0].link', /Only a checkbox/],
    ['a step that divides nothing', { type: 'number', step: 0 }, 'fields[0].step', /0/],
    ['a hidden field asked later', { type: 'hidden', value: 'x' }, 'fields[0].ask', /sign-up form only/],
    ['a default that is no answer', { type: 'number', value: 'many' }, 'fields[0].value', /no answer/],
    ['a default that is not among the options', { type: 'select', options: [{ value: 'a', label: 'A' }], value: 'b' }, 'fields[0].value', /option/],
    ['a default that no option can have, wherever they come from', { type: 'select', options: () => [], value: true }, 'fields[0].value', /no answer/],
    ['a default that is too long', { maxLength: 2, value: 'long' }, 'fields[0].value', /too-long/],
    ['a question at login that may be skipped', { ask: { atLogin: true } }, 'fields[0].ask.atLogin', /"required": true/],
    ['no activity', { ask: { on: [] } }, 'fields[0].ask.on', /an activity/],
    ['lengths that leave nothing', { minLength: 5, maxLength: 4 }, 'fields[0].minLength', /at least 5 and at most 4/],
    ['a least length over the usual greatest', { minLength: 500 }, 'fields[0].minLength', /at most 499/],
    ['bounds that leave nothing', { type: 'number', min: 5, max: 1 }, 'fields[0].min', /"min" not over "max", got min 5, max 1/],
    ['a date as the bound of a number', { type: 'number', min: '2026-01-01' }, 'fields[0].min', /numbers/],
    ['a day that no calendar has', { type: 'date', max: '2026-02-30' }, 'fields[0].max', /days of the calendar/],
    ['a rating of hundred stars', { type: 'rating', max: 100 }, 'fields[0].max', /2 to 11/],
    ['a step of half a star', { type: 'rating', step: 0.5 }, 'fields[0].step', /2 to 11/],
    ['a name that another field has', { name: 'team' }, 'fields[1].name', /^"team" is the name of fields\[0\] already/],
    ['a pattern that does not compile', { pattern: '(' }, 'fields[0].pattern', /^"\(" is no regular expression/],
    ['a property that is none', { pattern: '\\p{Nonsense}' }, 'fields[0].pattern', /no regular expression/],
    ['a pattern that compiles only inside brackets', { pattern: 'a)|(b' }, 'fields[0].pattern', /no regular expression/],
    ['a pattern that runs away', { pattern: '(a+)+' }, 'fields[0].pattern', /very long/],
    ['a condition over no field', { when: { compny: 1 } }, 'fields[0].when.compny', /No field is named "compny"\. Did you mean "company"\?/],
    ['a condition over no field, inside another one', { when: { $or: [{ team: 1 }, { $and: [{ tem: 1 }] }] } }, 'fields[0].when.$or[1].$and[0].tem', /Did you mean "team"\?/],
    ['a condition over a path', { when: { 'company.name': 1 } }, 'fields[0].when["company.name"]', /No field/],
    ['an operator that is none', { when: { company: { $inn: [1] } } }, 'fields[0].when.company.$inn', /Did you mean "\$in"/],
    ['an operator in the wrong place', { when: { $regex: 'a' } }, 'fields[0].when.$regex', /\$and, \$or, \$nor/],
    ['a logical operator that is none', { when: { $an: [] } }, 'fields[0].when.$an', /Did you mean "\$and"/],
    ['a condition that waits for itself', { when: { company: { $exists: false } } }, 'fields[0].when', /waits for/],
    ['a path out of the data', { knownFrom: ['app.__proto__.x'] }, 'fields[0].knownFrom[0]', /name or path/],
  ] as const) {
    it(`refuses ${what}`, () => {
      assert.match(messageOf(field, path), message);
    });
  }

  it('tells circular conditions from those that only wait for them', () => {
    const problems = problemsOf({
      fields: [
        { name: 'a', label: 'A', when: { b: 1 } },
        { name: 'b', label: 'B', when: { $or: [{ c: 1 }] } },
        { name: 'c', label: 'C', when: { a: 1, free: 1 } },
        { name: 'd', label: 'D', when: { a: 1 } },
        { name: 'free', label: 'F' },
      ],
    });
    assert.deepEqual(Object.keys(problems), ['fields[0].when', 'fields[1].when', 'fields[2].when']);
    assert.match(problems['fields[2].when'] ?? '', /^This condition waits for "a", which wait for "c" in turn/);
  });

  it('checks the enrichment', () => {
    const problems = problemsOf({
      fields: [{ name: 'company', label: 'Company' }],
      enrichment: { url: 'http://lookup.example.com', secret: 'a-b', values: { compny: 'organization.name', company: '' }, maxAge: '90 days' },
    });
    assert.match(problems['enrichment.values.compny'] ?? '', /Did you mean "company"/);
    assert.deepEqual(Object.keys(problems).sort(), [
      'enrichment.maxAge',
      'enrichment.secret',
      'enrichment.url',
      'enrichment.values.company',
      'enrichment.values.compny',
    ]);
  });

  it('names the problems in its own message, one a line', () => {
    assert.match(failure({ fields: [{}] }).message, /^Invalid plan:\nfields\[0\]\.name: This is missing\. .*\nfields\[0\]\.label: /);
  });
});

describe('the address of a look-up', () => {
  const parse = (url: string) => parsePlan({ fields: [{ name: 'a', label: 'A' }], enrichment: { url, values: { a: 'a' } } });

  for (const url of ['https://find.example/{email}', 'https://find.example:8443/?e={email}', 'http://localhost:9/{email}']) {
    it(`may be ${url}`, () => assert.equal(parse(url).enrichment!.url, url));
  }

  for (const url of ['https://{email}/x', 'https://{email}', 'https://find.{email}/x', 'https://find.example:{email}/x', 'https://{email}@find.example/x', 'https://find.example', 'https://a@find.example/{email}', 'http://find.example/{email}', '//find.example/{email}', 'javascript:{email}']) {
    it(`may not be ${url}`, () => assert.throws(() => parse(url), (error) => error instanceof PlanError && error.problems[0]!.path === 'enrichment.url'));
  }
});

describe('PlanError.usable', () => {
  it('is the plan without the fields and settings that have a problem', () => {
    const { usable } = failure({
      fields: [
        { name: 'company', label: 'Company' },
        { name: 'role', label: 'Role', requierd: true },
        { name: 'company', label: 'Again' },
      ],
      pacing: { maxFields: 2, coolDown: 'soon' },
      enrichment: { url: 'https://lookup.example.com/{email}', values: { company: 'name', role: 'title' } },
      id: 'shop',
      privacyUrl: 'javascript:alert(1)',
      termsUrl: '/terms',
    });
    assert.deepEqual(usable, {
      id: 'shop',
      termsUrl: '/terms',
      fields: [{ name: 'company', label: 'Company' }],
      pacing: { maxFields: 2 },
      enrichment: { url: 'https://lookup.example.com/{email}', values: { company: 'name' } },
    });
  });

  it('drops a field whose condition speaks of one that is dropped', () => {
    const { usable } = failure({
      fields: [
        { name: 'a', label: '' },
        { name: 'b', label: 'B', when: { a: 1 } },
        { name: 'c', label: 'C', when: { b: 1 } },
        { name: 'd', label: 'D' },
        { name: 'e', label: 'E', when: { d: 1 } },
        { name: 'f', label: 'F', when: { d: 1, a: 1 } },
      ],
    });
    assert.deepEqual(usable.fields.map(({ name }) => name), ['d', 'e']);
  });

  it('is an empty plan when nothing can be read', () => {
    for (const input of [null, 5, 'plan', [], () => 0, { fields: 'company' }]) assert.deepEqual(failure(input).usable.fields, []);
  });
});

describe('planWarnings', () => {
  const warningsOf = (plan: ProfilePlan) => planWarnings(parsePlan(plan)).map(({ path, message }) => `${path}: ${message}`);

  it('tells which sign-up fields are asked later, and why', () => {
    const fields = Array.from({ length: 11 }, (_, index) => ({ name: `f${index}`, label: 'F', maxLength: 20, ask: 'signup' as const }));
    assert.match(warningsOf({ fields }).join(), /^fields\[10\]\.ask: It is asked after the sign-up: Auth0 takes 10/);
    assert.match(warningsOf({ fields: [{ name: 'a', label: 'A', type: 'textarea', ask: 'signup' }] }).join(), /Lock has no textarea/);
  });

  it('tells nothing of options that only the page can fetch, which Lock shows, too', () => {
    const fetched = (type: 'select' | 'multiselect') => warningsOf({ fields: [{ name: 'a', label: 'A', type, options: { url: '/a.json' }, ask: 'signup' }] });
    assert.deepEqual(fetched('select'), []);
    assert.match(fetched('multiselect').join(), /^fields\[0\]\.ask: It is asked after the sign-up/);
  });

  it('tells of a box that the sign-up form checks in advance', () => {
    const warnings = (more: Partial<ProfileField>) => warningsOf({ fields: [{ name: 'news', label: 'News', type: 'checkbox', ask: 'signup', ...more }] });
    assert.match(warnings({ value: true }).join('\n'), /^fields\[0\]\.value: The sign-up form shows this box checked\. .* Leave it out\.$/);
    assert.deepEqual([{ value: false }, {}, { value: true, ask: 'later' as const }].flatMap(warnings), []);
  });

  it('tells which limits have no effect', () => {
    assert.match(warningsOf({ fields: [{ name: 'a', label: 'A', type: 'checkbox', maxLength: 3 }] }).join(), /fields\[0\]\.maxLength: This has no effect on a checkbox/);
    assert.match(warningsOf({ fields: [{ name: 'a', label: 'A', min: 2, max: 1 }] }).join(), /fields\[0\]\.min: This has no effect on a text\. Leave it out\.,fields\[0\]\.max: /);
  });

  it('tells that Lock cuts the label of a select', () => {
    assert.match(
      warningsOf({ fields: [{ name: 'a', label: 'What would you like to do?', type: 'rating', ask: 'signup' }] }).join(),
      /fields\[0\]\.label: Lock shows the first 20/,
    );
    const labelled = (label: ProfileField['label']) => warningsOf({ fields: [{ name: 'a', label, type: 'country', ask: 'signup' }] }).length;
    assert.deepEqual([labelled('x'.repeat(23)), labelled('x'.repeat(24))], [0, 1]);
    assert.deepEqual([labelled({ en: 'Country', de: 'Land' }), labelled({ en: 'Country', de: 'Land, in dem Sie wohnen' })], [0, 0]);
    assert.equal(labelled({ en: 'Country', de: 'Land, in dem Sie gerade wohnen' }), 1);
  });

  it('tells of moments that a rule does not bring', () => {
    const warnings = (ask: ProfileField['ask'], others: ProfileField[] = []) => warningsOf({ fields: [{ name: 'a', label: 'A', ask }, ...others] });
    assert.match(warnings({ on: 'checkout', ignoreCoolDown: true }).join('\n'), /^fields\[0\]\.ask\.ignoreCoolDown: This is the former name of "urgent"\. Write "urgent"\.$/);
    assert.match(warnings({ urgent: true }).join('\n'), /^fields\[0\]\.ask\.urgent: This has no effect without "on"/);
    const signUp: ProfileField = { name: 'b', label: 'B', ask: 'signup', maxLength: 20 };
    assert.match(warnings({ after: { sessions: 1 } }, [signUp]).join('\n'), /^fields\[0\]\.ask\.after\.sessions: .* Write 2/);
    assert.deepEqual(warnings({ after: { sessions: 1 } }), []);
    assert.deepEqual(warnings({ after: { sessions: 1 } }, [{ name: 'b', label: 'B', type: 'hidden', value: 'x', ask: 'signup' }]), []);
    assert.deepEqual(warnings({ on: 'checkout', urgent: true }, [signUp]), []);
    const experiments = [{ name: 'e', variants: [{ name: 'v', changes: { fields: { a: { ask: { urgent: true } } } } }] }];
    assert.match(warningsOf({ fields: [{ name: 'a', label: 'A' }], experiments }).join('\n'), /^experiments\[0\]\.variants\[0\]\.changes\.fields\.a\.ask\.urgent: /);
  });

  describe('of conditions that never hold', () => {
    const others: ProfileField[] = [
      { name: 'role', label: 'R', type: 'select', options: [{ value: 'developer', label: 'D' }, { value: 'designer', label: 'E' }] },
      { name: 'tools', label: 'T', type: 'multiselect', options: [{ value: 'a', label: 'A' }, { value: 'b', label: 'B' }] },
      { name: 'agree', label: 'G', type: 'checkbox' },
      { name: 'stars', label: 'S', type: 'rating', max: 5 },
      { name: 'seats', label: 'N', type: 'number', min: 1 },
      { name: 'country', label: 'C', type: 'country' },
      { name: 'city', label: 'Y' },
      { name: 'plan', label: 'P', type: 'radio', options: { url: '/plans.json' } },
    ];
    const warnings = (when: ProfileField['when']) => warningsOf({ fields: [...others, { name: 'a', label: 'A', when }] });

    for (const [when, words] of [
      [{ role: 'develper' }, /^fields\[8\]\.when\.role: This never holds\. Expected one of developer, designer, as an answer to "role", got "develper"\. Did you mean "developer"\?$/],
      [{ role: { $in: ['designer', 'boss'] } }, /^fields\[8\]\.when\.role\.\$in\[1\]: .*got "boss"\. Correct or remove it\.$/],
      [{ $or: [{ city: 'X' }, { role: { $eq: 'boss' } }] }, /^fields\[8\]\.when\.\$or\[1\]\.role\.\$eq: /],
      [{ $and: [{ role: 'boss' }] }, /^fields\[8\]\.when\.\$and\[0\]\.role: /],
      [{ tools: 'c' }, /when\.tools: .*one of a, b/],
      [{ agree: 'yes' }, /when\.agree: .*true or false/],
      [{ stars: 6 }, /when\.stars: .*a number within its limits/],
      [{ seats: '5' }, /when\.seats: .*a number within its limits.* got "5"/],
      [{ country: 'Germany' }, /when\.country: .*two capital letters such as "DE"/],
    ] as const) {
      it(JSON.stringify(when), () => {
        const [warning, ...more] = warnings(when);
        assert.match(warning ?? '', words);
        assert.deepEqual(more, []);
      });
    }

    it('but not of those that may, nor of what is denied', () => {
      for (const when of [
        { role: 'designer' }, { role: null }, { role: { $ne: 'boss' } }, { role: { $nin: ['boss'] } }, { role: { $not: { $eq: 'boss' } } }, { $nor: [{ role: 'boss' }] },
        { role: { $exists: true } }, { tools: 'a' }, { agree: true }, { stars: 5 }, { seats: { $gte: 2 } }, { country: { $in: ['DE', 'AT'] } },
        { city: 'anything' }, { plan: 'gold' }, { zoneinfo: 'Europe/Berlin' },
      ]) assert.deepEqual(warnings(when), [], JSON.stringify(when));
    });
  });

  it('tells of an experiment that compares nothing', () => {
    const warningsWith = (changes: unknown, ...weights: number[]) =>
      warningsOf({ fields: [{ name: 'a', label: 'A' }], experiments: [{ name: 'e', variants: weights.map((weight, index) => ({ name: `v${index}`, weight, ...(index > 0 && { changes }) })) }] } as ProfilePlan);
    const changes = { fields: { a: { label: 'B' } } };
    assert.match(warningsWith(changes, 1).join(), /^experiments\[0\]\.variants: Everyone gets "v0"/);
    assert.match(warningsWith(changes, 0, 1).join(), /Everyone gets "v1".*weight over 0/);
    assert.match(warningsWith({}, 1, 1).join(), /^experiments\[0\]\.variants: All variants are the same/);
    assert.deepEqual(warningsWith(changes, 1, 1), []);
    const variants = [{ name: 'v0' }, { name: 'v1' }, { name: 'v2', changes }];
    assert.deepEqual(warningsOf({ fields: [{ name: 'a', label: 'A' }], experiments: [{ name: 'e', variants }] }), []);
  });

  it('tells of what a quick simulation hardly ever asks, and once of a field whose condition never holds', () => {
    const many = Array.from({ length: 4 }, (_, index) => ({ name: `f${index}`, label: 'F', maxLength: 20 }));
    const plan = { fields: [...many, { name: 'last', label: 'L', maxLength: 20 }], pacing: { maxFields: 1, coolDown: 'P30D' } };
    assert.match(warningsOf(plan).join('\n'), /^fields\[4\]\.ask: Asked of 0 % of the people in a simulation of 20 sessions\. Lower `after`/m);
    const contradiction = { name: 'b', label: 'B', when: { a: { $gt: 5, $lt: 3 } } };
    assert.match(warningsOf({ fields: [{ name: 'a', label: 'A', type: 'number' }, contradiction] }).join('\n'), /^fields\[1\]\.when: Asked of 0 %.*Loosen `when`/);
    const impossible = { name: 'b', label: 'B', when: { a: 'yes' } };
    assert.match(warningsOf({ fields: [{ name: 'a', label: 'A', type: 'checkbox' }, impossible] }).join('\n'), /^fields\[1\]\.when\.a: This never holds.*$/);
    const both = { name: 'b', label: 'B', when: { a: { $eq: 'many', $gt: 5, $lt: 3 } } };
    assert.deepEqual(warningsOf({ fields: [{ name: 'a', label: 'A', type: 'number' }, both] }).map((words) => words.split(': ')[0]), ['fields[1].when.a.$eq']);
  });

  it('tells of a look-up of addresses that nobody has verified', () => {
    const plan = (allowUnverified?: boolean): ProfilePlan => ({ fields: [{ name: 'a', label: 'A' }], enrichment: { url: 'https://find.example/{email}', values: { a: 'a' }, allowUnverified } });
    assert.match(warningsOf(plan(true)).join('\n'), /^enrichment\.allowUnverified: Anyone can sign up/);
    assert.deepEqual([warningsOf(plan(false)), warningsOf(plan())], [[], []]);
  });

  it('tells when profiles could outgrow Auth0', () => {
    const fields = Array.from({ length: 8 }, (_, index) => ({ name: `f${index}`, label: 'F' }));
    assert.match(warningsOf({ fields }).join(), /fields: If all answers .* bytes; Auth0 takes 10000.* lower "maxLength": f\d, f\d, f\d\.$/);
  });
});
