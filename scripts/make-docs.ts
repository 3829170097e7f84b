/**
 * Writes the two references that come from files of the build: `node --import tsx scripts/make-docs.ts`. docs/plan.md comes from
 * profile-plan.schema.json, docs/elements.md from dist/custom-elements.json. Run it after `npm run build` if a plan's keys or an
 * element's members have changed.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as limits from '../src/plan/limits.ts';
import { emptyLedger, recordSession, recordShown, type Ledger } from '../src/plan/ledger.ts';
import { explain } from '../src/plan/next-ask.ts';
import type { ProfileField, ProfilePlan } from '../src/plan/plan.ts';

const root = join(import.meta.dirname, '..');
const read = (path: string): unknown => JSON.parse(readFileSync(join(root, path), 'utf8'));

/** The part of JSON Schema that a plan's schema uses. */
interface Schema {
  type?: string;
  description?: string;
  properties?: Record<string, Schema>;
  propertyNames?: Schema;
  additionalProperties?: Schema | boolean;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  enum?: string[];
  const?: string;
  format?: string;
  minimum?: number;
  maximum?: number;
  $ref?: string;
  $defs?: Record<string, Schema>;
}

interface Section {
  title: string;
  schema: Schema;
  /** The text under the title. */
  words: string;
}

const count = (number: number) => number.toLocaleString('en');

/** Returns the content of docs/plan.md. */
export function planReference(): string {
  const plan = read('profile-plan.schema.json') as Schema;
  const field = keyOf(plan, 'fields').items!;
  const [list, address] = keyOf(field, 'options').anyOf!;
  const rule = keyOf(field, 'ask').anyOf!.find(({ properties }) => properties)!;
  const experiment = keyOf(plan, 'experiments').items!;
  const variant = keyOf(experiment, 'variants').items!;
  const changes = keyOf(variant, 'changes');
  const sections: Section[] = [
    { title: 'Plan', schema: plan, words: 'All keys. Keys in bold are required.' },
    { title: 'Field', schema: field, words: `One thing that the site wants to know about a person. These names are reserved: ${limits.RESERVED_NAMES.map((name) => `\`${name}\``).join(', ')}, and those that every JavaScript object has, such as \`constructor\`. A plan has at most ${count(limits.MAX_FIELDS)} fields, a text at most ${count(limits.MAX_TEXT)} characters, and a field at most ${count(limits.MAX_OPTIONS)} options (${count(limits.MAX_FETCHED_OPTIONS)} by URL).` },
    { title: 'Option', schema: list!.items!, words: 'A choice of a `select`, `radio` or `multiselect`.' },
    { title: 'URL of options', schema: address!, words: 'For lists that are long or change. The list is fetched before the field is asked. If it does not arrive within four seconds, the field is left out of the ask and does not count as shown. In JavaScript, `options` can also be a function that returns the list.' },
    { title: 'Link', schema: keyOf(field, 'link'), words: 'A link next to the label of a checkbox. A plan contains text, never HTML.' },
    { title: 'Ask rule', schema: rule, words: 'When a field is asked. Every given condition must be true.' },
    { title: 'After', schema: keyOf(rule, 'after'), words: 'The earliest moment, counted from the sign-up.' },
    { title: 'Pacing', schema: keyOf(plan, 'pacing'), words: 'Limits how often a person is asked, across all fields.' },
    { title: 'Experiment', schema: experiment, words: 'Tries variants of texts and moments, each with some of the people; see [reports](report.md#experiments). A hash of the `sub` claim selects their variant, so it is the same on every device.' },
    { title: 'Variant', schema: variant, words: 'One of the alternatives that are tried.' },
    { title: 'Changes', schema: changes, words: 'The keys of the plan to replace for the people of a variant. Two experiments cannot change the same key of the same field.' },
    { title: 'Field changes', schema: keyOf(changes, 'fields').additionalProperties as Schema, words: 'The keys of a field to replace.' },
    { title: 'Enrichment', schema: keyOf(plan, 'enrichment'), words: 'A service that knows people by their email address. Only the [Action](tenant.md#6-the-action) calls it.' },
  ];
  return `${MADE('profile-plan.schema.json; the words are the comments of src/plan/schema.ts')}
# Plan reference
A plan is a JSON file. It lists the fields, when each of them is asked, and how often a person may be asked.

\`\`\`json
${EXAMPLE}
\`\`\`

With the schema, as above, your editor completes and checks the file. \`parsePlan\` of \`progressive-lock/plan\` checks more than a schema can, and throws a \`PlanError\` with every problem and its path. On a page, an invalid plan fires an \`error\` event, and the element uses the valid fields.

${sections.map((section) => describeSection(section, sections)).join('\n')}
${describeConditions(plan)}
## When a field is asked
\`explain()\` returns the first of these reasons that applies:

| reason | the field is not asked because |
|---|---|
| \`known\` | its value is known |
| \`declined\` | the person chose "Don't ask again", erased the answer in \`<profile-review>\`, or does not want any questions (\`optOut()\`) |
| \`given-up\` | it was shown \`giveUpAfter\` times without an answer |
| \`not-due\` | its \`ask\` is not true yet |
| \`condition\` | its \`when\` is not true |
| \`snoozed\` | the person chose "Not now" less than \`snooze\` ago |
| \`cool-down\` | something was asked less than \`coolDown\` ago |
| \`session-limit\` | \`asksPerSession\` is used up in this session |
| \`outranked\` | other fields come first |

Each reason has its numbers in \`detail\`, a list of everything that keeps the field back. The \`rule\` is the key of the plan that decides (\`after.sessions\`, \`on\`, \`snooze\`, \`coolDown\` and so on). The plan's value is in \`needed\`, the person's in \`current\`, and the time at which it changes on its own in \`until\`, in epoch milliseconds. For a field that waits for the second session, that is \`[{ rule: 'after.sessions', needed: 2, current: 1 }]\`. \`explain(plan, moment)\` always includes it; \`element.explain()\` only with \`debug\`, so that other pages need not load the code for it. The [inspector](develop.md#the-inspector) shows the same in sentences.

### Three sessions
A person signs up with Lock's form, comes back the next day and is asked another question, and comes back again two hours later. In each session the person is at the checkout.

${describeThreeSessions()}
An activity is often a better moment than a number of sessions: name it in \`on\`. If it cannot wait (a VAT number before the first invoice), add \`urgent\`.

A session begins with a sign-in, or when the person returns after half an hour of inactivity. A value counts as known wherever it comes from. If several sources have one, the most trusted counts, in this order: the person, the page (\`known\`), the identity provider, a look-up.

Fields that Lock's form cannot show are not lost: the panel asks them later, and the console says why (see [migration](migration.md#what-lock-can-ask)).

## Several plans on one page
Two teams can each ask for what they need, with one element or one \`createProfiler\`, per plan. Give each plan an \`id\`.

\`\`\`html
<tell-us-more plan="/sales-plan.json"></tell-us-more>
<tell-us-more plan="/support-plan.json"></tell-us-more>
\`\`\`

Set the same \`user\`, \`store\` and \`client-id\` on both. They share the person:

| shared by all plans | separate for each \`id\` |
|---|---|
| the profile, which is read once | the open question, which is restored after a reload |
| what was asked, answered and declined, by the name of the field | the quiet period, in which nothing is asked |
| sessions, and \`optOut()\` | the last valid plan in this browser |
| the question on the screen: questions of other plans wait for it | \`planId\` in events |

A field with the same name in both plans is one field: its answer is known to both, and "Don't ask again" applies to both. \`coolDown\` and \`asksPerSession\` count the questions of all plans. Fields of the same name need the same type. The [Action](tenant.md#6-the-action) knows one plan. For fields of other plans, the profile is read before something is asked.

## Pitfalls
- **A field without \`ask\` is asked from the second session on.** In the session of the sign-up, only \`urgent\` fields are asked.
- **\`required\` does not force an answer in the panel.** "Not now" is always there. It applies to Lock's form, and to \`ask.atLogin\`.
- **A renamed field is a new field.** Everyone is asked again unless you [move the answers](operate.md#rename-a-field).
- **\`after.logins\` needs the [Action](tenant.md#6-the-action).** Without it, the field waits, unless \`user\` contains \`logins_count\`.
`;
}

const EXAMPLE = `{
  "$schema": "./node_modules/progressive-lock/profile-plan.schema.json",
  "fields": [
    { "name": "first_name", "label": "First name", "autocomplete": "given-name", "ask": "signup", "knownFrom": ["given_name"] },
    { "name": "company", "label": { "en": "Company", "de": "Firma" }, "why": "So that invoices are right", "ask": { "after": { "sessions": 2 } } },
    { "name": "team_size", "label": "People in your team", "type": "number", "min": 1, "ask": { "after": { "days": 14 } }, "when": { "company": { "$exists": true } } },
    { "name": "vat_id", "label": "VAT number", "ask": { "on": "checkout", "urgent": true }, "when": { "country": { "$in": ["DE", "AT"] } } }
  ],
  "pacing": { "maxFields": 2, "coolDown": "P1D" }
}`;

/** Describes what happens to one field in three sessions with each rule, as the product decides it. */
function describeThreeSessions(): string {
  const rules: Required<ProfileField>['ask'][] = [
    'later',
    { after: { sessions: 1 } },
    { after: { sessions: 3 } },
    { on: 'checkout' },
    { on: 'checkout', urgent: true },
  ];
  const rows = rules.map((ask) => {
    const plan: ProfilePlan = { fields: [{ name: 'field', label: 'Field', ask }, { name: 'other', label: 'Other' }] };
    const reasonAt = (ledger: Ledger, now: Date) => {
      const row = explain(plan, { profile: {}, ledger, now, activity: 'checkout' }).find(({ name }) => name === 'field')!;
      return row.asked ? '**asked**' : `\`${row.reason}\``;
    };
    const [signUp, nextDay, later] = [new Date('2026-05-04T09:00Z'), new Date('2026-05-05T10:00Z'), new Date('2026-05-05T12:00Z')];
    const one = recordSession(emptyLedger(), { now: signUp, signUp: true });
    const two = recordSession(one, { now: nextDay });
    const three = recordSession(recordShown(plan, two, ['other'], nextDay), { now: later });
    return [`\`${JSON.stringify(ask)}\``, reasonAt(one, signUp), reasonAt(two, nextDay), reasonAt(three, later)];
  });
  return table(['`ask`', '1: signs up', '2: the next day', '3: two hours later'], rows);
}

const MADE = (source: string) => `<!-- Made by scripts/make-docs.ts from ${source}. Do not edit. -->`;

function keyOf(schema: Schema, key: string): Schema {
  const found = schema.properties?.[key];
  if (!found) throw new Error(`Expected the key "${key}" in the schema of a plan.`);
  return found;
}

function describeSection({ title, schema, words }: Section, sections: Section[]): string {
  const rows = Object.entries(schema.properties ?? {}).map(([key, value]) => {
    const isRequired = schema.required?.includes(key);
    return [isRequired ? `**\`${key}\`**` : `\`${key}\``, describeType(value, sections), value.description ?? ''];
  });
  return `## ${title}\n${words}\n\n${table(['key', 'takes', ''], rows)}`;
}

function describeType(schema: Schema, sections: Section[]): string {
  const { type, anyOf, items, minimum, maximum } = schema;
  const section = sections.find((one) => one.schema === schema || (schema.properties && JSON.stringify(one.schema.properties) === JSON.stringify(schema.properties)));
  if (section) return `[${section.title.toLowerCase()}](#${section.title.toLowerCase().replaceAll(' ', '-')})`;
  if (schema.$ref) return '[condition](#condition)';
  if (schema.enum) return schema.enum.map((value) => `\`${value}\``).join(', ');
  if (schema.const !== undefined) return `\`"${schema.const}"\``;
  if (anyOf) {
    if (anyOf.some(({ propertyNames }) => propertyNames)) return 'text, or texts by language';
    return [...new Set(anyOf.map((one) => describeType(one, sections)))].join(' or ');
  }
  if (items) return `list of ${describeType(items, sections)}`;
  if (typeof schema.additionalProperties === 'object' && schema.additionalProperties.properties) return `${describeType(schema.additionalProperties, sections)} by field name`;
  if (type === 'object') return schema.properties || !schema.propertyNames ? '[condition](#condition)' : 'object of texts';
  if (type === 'integer') return `whole number, ${minimum} to ${maximum}`;
  if (type === 'boolean') return '`true` or `false`';
  return schema.format === 'date' ? 'date' : type === 'string' ? 'text' : (type ?? '');
}

function describeConditions({ $defs = {} }: Schema): string {
  const [condition, operators] = Object.values($defs);
  const names = (schema: Schema | undefined) => Object.keys(schema?.properties ?? {}).map((name) => `\`${name}\``).join(' ');
  return `## Condition
\`when\` is a condition on other fields of the plan, on standard claims (\`given_name\`, \`locale\` and so on) and on \`country\`, in MongoDB's query syntax: \`{"country": "DE"}\`, \`{"team_size": {"$gte": 10}}\`, \`{"$or": [{"country": "DE"}, {"company": {"$exists": true}}]}\`.

A field whose condition names a question on the screen appears below that question once it is answered, and is saved together with it. It disappears if the answer changes. One ask then has at most one field more than \`maxFields\`. An activity or "Not now" still prevents the field; pacing does not. Fields that a page names in \`ask(names)\` have no follow-ups. On the page of \`ask.atLogin\`, follow-ups are required fields with \`atLogin\` whose conditions name only fields of that page.

- Operators on one value: ${names(operators)}
- Operators on conditions: ${names(condition)}
`;
}

interface Told {
  name: string;
  kind?: string;
  description?: string;
  attribute?: string;
  readonly?: boolean;
  type?: { text: string };
  default?: string;
  parameters?: { name: string; optional?: boolean; default?: string; type?: { text: string } }[];
  return?: { type: { text: string } };
}

interface ElementDeclaration {
  tagName: string;
  description: string;
  members: Told[];
  events: Told[];
  slots?: Told[];
  cssParts?: Told[];
  cssProperties?: Told[];
}

/** Returns the content of docs/elements.md. */
export function elementsReference(): string {
  const { modules } = read('dist/custom-elements.json') as { modules: { declarations: ElementDeclaration[] }[] };
  const elements = modules.flatMap(({ declarations }) => declarations);
  const order = ['progressive-lock', 'tell-us-more', 'profile-review', 'profile-meter'];
  elements.sort((one, other) => order.indexOf(one.tagName) - order.indexOf(other.tagName));
  return `${MADE("dist/custom-elements.json; the words are those of the elements' sources")}
# Elements reference
The script tag registers them. With npm, \`progressive-lock/define\` registers the first three and \`progressive-lock/profile-meter\` the last one. \`progressive-lock\` exports their classes and types, \`progressive-lock/profile-meter\` exports \`ProfileMeterElement\` and \`MeterWords\`. Attributes of type \`boolean\` are true whenever they are there, as in HTML (\`off="false"\` is true, too); leave them out, or set the property. Events cross shadow roots and bubble, except \`error\`. They carry names of fields, no answers: those are in \`element.profile\`. \`signed-in\` also carries the claims of the ID token.

${table(['type of event', '\`detail\`'], eventDetails())}
\`AskCircumstances\` are \`planId\`, \`variants\` (by experiment), \`activity\`, \`placement\` and \`step\` (\`{ index, count }\`, counted from 1), each only if there is one. \`saved\` and \`erased\` have \`planId\` only. With \`redirect\`, only \`answered\`, \`snoozed\` and \`error\` fire, without circumstances.

${elements.map(describeElement).join('\n')}
## Pitfalls
- **Attributes contain text.** Set \`user\`, \`store\`, \`known\`, \`dictionary\` and an object for \`plan\` as properties.
- **\`off="false"\` turns the element off**, as in HTML. Remove the attribute instead.
- **\`profile\` and \`explain()\` are empty at first.** Wait for \`profile-changed\`, or use \`readProfile()\`.
- **\`error\` does not bubble.** Listen on the element itself.
`;
}

function describeElement({ tagName, description, members, events, slots = [], cssParts = [], cssProperties = [] }: ElementDeclaration): string {
  const fields = members.filter(({ kind }) => kind === 'field');
  const settable = fields.filter((member) => !member.readonly);
  const readable = fields.filter((member) => member.readonly);
  const methods = members.filter(({ kind }) => kind === 'method');
  const named = (list: Told[]) => list.map((one) => [one.name ? `\`${one.name}\`` : '(no name)', sentence(one.description)]);
  const typed = (list: Told[]) => list.map((one) => [`\`${one.name}\``, code(one.type?.text), sentence(one.description)]);
  const properties = settable.map((one) => [`\`${one.name}\``, one.attribute ? `\`${one.attribute}\`` : '', code(one.type?.text), sentence(one.description) + defaultOf(one)]);
  const parts: [string, string[], string[][]][] = [
    ['Properties and attributes', ['property', 'attribute', 'type', ''], properties],
    ['To read', ['property', 'type', ''], typed(readable)],
    ['Methods', ['method', 'gives', ''], methods.map((one) => [`\`${signature(one)}\``, code(one.return?.type.text), sentence(one.description)])],
    ['Events', ['event', 'type', ''], typed(events)],
    ['Slots', ['slot', ''], named(slots)],
    ['Parts', ['part', ''], named(cssParts)],
    ['Custom properties', ['property', ''], named(cssProperties)],
  ];
  const tables = parts.filter(([, , rows]) => rows.length > 0).map(([title, head, rows]) => `**${title}**\n\n${table(head, rows)}`);
  return `## ${tagName}\n${description}\n\n${tables.join('\n')}`;
}

/** Returns the data of each type of event, from the sources of the types. */
function eventDetails(): string[][] {
  const source = ['ask', 'elements'].map((layer) => readFileSync(join(root, `src/${layer}/events.ts`), 'utf8')).join('');
  return [...source.matchAll(/class (\w+Event) extends CustomEvent<(.+)> \{$/gm)].map(([, name, detail]) => [code(name), code(detail)]);
}

function defaultOf({ default: value = "''" }: Told): string {
  return ["''", 'false'].includes(value) ? '' : ` Default: \`${value.replaceAll("'", '')}\`.`;
}

function signature({ name, parameters = [] }: Told): string {
  const words = parameters.map((one) => `${one.name}${one.optional || one.default !== undefined ? '?' : ''}: ${one.type?.text}`);
  return `${name}(${words.join(', ')})`;
}

function sentence(text = ''): string {
  return text.replace(/\s*\n\s*/g, ' ');
}

function code(text: string | undefined): string {
  return text ? `\`${sentence(text)}\`` : '';
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;
  return line(head) + `|${'---|'.repeat(head.length)}\n` + rows.map(line).join('');
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(join(root, 'docs/plan.md'), planReference());
  writeFileSync(join(root, 'docs/elements.md'), elementsReference());
}
