/**
 * Auth0's forms, as far as journeys need them: steps and routers, required fields, "next" and "jump" buttons.
 * https://auth0.com/docs/customize/forms
 */
import { html } from 'hono/html';
import { page } from '../pages.ts';

interface Component {
  id: string;
  category: string;
  type: string;
  label?: string;
  hint?: string;
  required?: boolean;
  config?: { text?: string; next_node?: string; multiple?: boolean; multiline?: boolean; options?: { value: string; label: string }[]; min_value?: number; max_value?: number; max_length?: number };
}

interface Condition {
  operator: string;
  operands: (Condition | string)[];
}

interface FormNode {
  id: string;
  type: string;
  config: { components?: Component[]; next_node?: string; rules?: { condition: Condition; next_node: string }[]; fallback?: string };
}

export interface HostedForm {
  nodes: FormNode[];
  start: { next_node?: string };
  ending: { resume_flow?: true };
}

/** One person's progress in a form. */
export interface FormRun {
  id: string;
  fields: Record<string, unknown>;
  vars: Record<string, unknown>;
  /** The step that is on the screen. */
  step?: string;
}

/** Auth0's limit on `fields`. */
const MAX_FIELDS_BYTES = 24 * 1024;
const ENDING = '$ending';

export function startRun(form: HostedForm | undefined, { id, fields = {}, vars = {} }: { id: string; fields?: object; vars?: object }): FormRun {
  if (!form) throw new TypeError(`There is no form ${id}.`);
  if (Buffer.byteLength(JSON.stringify(fields)) > MAX_FIELDS_BYTES) throw new RangeError('The fields of a form have at most 24 KB.');
  const run: FormRun = { id, fields: { ...fields }, vars: { ...vars } };
  run.step = stepFrom(form, run, form.start.next_node ?? ENDING);
  return run;
}

/** Returns the first step from `node` on; `undefined` if the form has ended. */
function stepFrom(form: HostedForm, run: FormRun, node: string): string | undefined {
  const found = form.nodes.find(({ id }) => id === node);
  if (!found) return undefined;
  if (found.type === 'STEP') return node;
  const rule = found.config.rules?.find(({ condition }) => holds(condition, run));
  return stepFrom(form, run, rule?.next_node ?? found.config.fallback ?? ENDING);
}

function holds({ operator, operands }: Condition, run: FormRun): boolean {
  const isTrue = (operand: Condition | string) => (typeof operand === 'string' ? valueOf(operand, run) !== undefined : holds(operand, run));
  if (operator === 'AND' || operator === 'EXISTS') return operands.every(isTrue);
  throw new TypeError(`The local tenant knows no operator ${operator}.`);
}

function valueOf(template: string, { fields, vars }: FormRun): unknown {
  const [, kind, name = ''] = /^\{\{(fields|vars)\.(\w+)\}\}$/.exec(template) ?? [];
  return (kind === 'vars' ? vars : fields)[name];
}

/** Takes the post of a step. Returns its error, if there is one. */
export function takeStep(form: HostedForm, run: FormRun, posted: Record<string, string | string[]>): string | undefined {
  const node = form.nodes.find(({ id }) => id === run.step);
  const components = node?.config.components ?? [];
  const pressed = components.find(({ id }) => id === posted.button);
  if (pressed?.type === 'JUMP_BUTTON') {
    run.step = stepFrom(form, run, pressed.config?.next_node ?? ENDING);
    return undefined;
  }
  for (const component of components.filter(({ category }) => category === 'FIELD')) {
    const value = read(component, posted[component.id]);
    if (value === undefined && component.required) return `${component.label ?? component.config?.text ?? component.id}: Required field`;
    if (value !== undefined) run.fields[component.id] = value;
  }
  run.step = stepFrom(form, run, node?.config.next_node ?? ENDING);
  return undefined;
}

function read({ type, config }: Component, posted: string | string[] | undefined): unknown {
  if (posted === undefined || posted === '') return undefined;
  if (type === 'NUMBER') return Number(posted);
  if (type === 'LEGAL') return true;
  return config?.multiple ? [posted].flat() : posted;
}

export function formPage(form: HostedForm, run: FormRun, state: string, error?: string) {
  const components = form.nodes.find(({ id }) => id === run.step)?.config.components ?? [];
  return page(
    'One more thing',
    html`<h1>One more thing</h1>
      ${error === undefined ? '' : html`<p role="alert">${error}</p>`}
      <form method="post" action="/u/form" novalidate>
        <input type="hidden" name="state" value="${state}" />
        ${components.map((component) => (component.category === 'FIELD' ? field(component, run) : html`<button name="button" value="${component.id}">${component.config?.text ?? ''}</button> `))}
      </form>`,
  );
}

function field({ id, type, label, hint, config }: Component, { fields }: FormRun) {
  const value = typeof fields[id] === 'string' || typeof fields[id] === 'number' ? String(fields[id]) : '';
  if (type === 'LEGAL') return html`<p><input type="checkbox" style="display: inline; width: auto" id="${id}" name="${id}" value="true" /> <label style="display: inline" for="${id}">${config?.text ?? ''}</label></p>`;
  const control = config?.options
    ? html`<select id="${id}" name="${id}" ${config.multiple ? 'multiple' : ''}>
        <option value=""></option>
        ${config.options.map((option) => html`<option value="${option.value}">${option.label}</option>`)}
      </select>`
    : html`<input id="${id}" name="${id}" value="${value}" />`;
  return html`<p><label for="${id}">${label ?? id}</label>${control}${hint ?? ''}</p>`;
}
