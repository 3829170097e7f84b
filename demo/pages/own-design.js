// Questions on a postcard. The headless core decides what to ask, and this file draws everything.
import { createProfiler, managementStore } from '/dist/headless.js';
import { openSession } from './session.js';
import { say } from './words.js';

const byId = (id) => document.getElementById(id);

/** Creates an element with properties and children. Leaves out properties that are `undefined`. */
function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined) continue;
    if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.filter(Boolean));
  return element;
}

const domain = document.body.dataset.tenant;
/** A moment of the story has a person without a login. */
const isMoment = new URLSearchParams(location.search).has('session');
const person = isMoment ? (await import('./moment.js')).personAt(await (await fetch('/plans/story.json')).json()) : undefined;
const session = isMoment ? undefined : openSession(domain);
const profiler = createProfiler({
  plan: isMoment ? '/plans/story.json' : '/plans/saas.json',
  clientId: isMoment ? 'story' : 'demo-app',
  store: (await person)?.store ?? managementStore({ domain, getToken: async (request) => (await session).getToken(request) }),
  isBeingUsed: () => byId('postcard').matches(':hover, :has(:focus-visible)'),
});

profiler.subscribe(draw);
if (isMoment) profiler.subscribe(report);
byId('invoice').addEventListener('click', () => profiler.track('checkout'));
byId('message').addEventListener('submit', async (event) => {
  event.preventDefault();
  const { fields } = profiler.state;
  const isTaken = await profiler.answer(Object.fromEntries(fields.map((field) => [field.name, valueOf(field)])));
  if (!isTaken) (byId('questions').querySelector('[aria-invalid="true"]') ?? byId('message').elements[0]).focus();
});
byId('message').addEventListener('input', ({ target }) => {
  const field = profiler.state.fields.find(({ name }) => name === target.name);
  if (field) profiler.draft(field.name, valueOf(field));
});

function valueOf({ name, type }) {
  const data = new FormData(byId('message'));
  if (type === 'checkbox') return data.has(name);
  return type === 'multiselect' ? data.getAll(name) : data.get(name);
}

/** Reports to the page of the story what is known and what is asked. */
async function report() {
  const known = Object.entries((await person).store.answers).map(([name, value]) => [name, { value, source: 'user' }]);
  parent.postMessage({ kind: 'moment', rows: profiler.explain(), known: Object.fromEntries(known) }, location.origin);
}

/**
 * The questions that are drawn. They are not drawn again while they are the same, because their inputs contain what was typed.
 */
let drawn = '';

function draw() {
  const { phase, fields, step, notice, canUndo } = profiler.state;
  byId('postcard').hidden = phase !== 'asking' && phase !== 'thanking';
  byId('notice').textContent = notice?.text ?? '';
  if (phase === 'thanking') {
    byId('greeting').textContent = say('lineThanks');
    drawQuestions([]);
    byId('actions').replaceChildren(canUndo ? button(say('takeBack'), profiler.undo) : '', button(say('close'), profiler.close));
  } else if (phase === 'asking') {
    byId('greeting').textContent = step.count > 1 ? say('lineOf', step) : say('line');
    drawQuestions(fields);
    byId('actions').replaceChildren(make('button', { className: 'send' }, say('sendIt')), button(say('notNow'), profiler.snooze), button(say('never'), profiler.decline));
  }
}

function drawQuestions(fields) {
  const now = JSON.stringify(fields.map(({ name, options }) => [name, options]));
  if (now !== drawn) byId('questions').replaceChildren(...fields.map(question));
  drawn = now;
  for (const { name, error } of fields) {
    byId(`${name}-error`).textContent = error ?? '';
    byId(name).setAttribute('aria-invalid', String(Boolean(error)));
  }
}

const button = (text, handleClick) => make('button', { type: 'button', onclick: () => void handleClick() }, text);

function question(field) {
  const { name, type, label, why, isConfirmation } = field;
  const ids = `${name}-why ${name}-error`;
  const reason = why && make('p', { className: 'why', id: `${name}-why` }, why);
  const fault = make('p', { className: 'error', id: `${name}-error` });
  const isGroup = ['radio', 'rating', 'multiselect'].includes(type);
  if (isGroup) {
    const inputs = choicesOf(field).map((choice) => choiceOf(field, choice));
    return make('fieldset', { id: name, className: 'question', 'aria-describedby': ids }, make('legend', {}, label), reason, ...inputs, fault);
  }
  const input = inputOf(field);
  input.setAttribute('aria-describedby', ids);
  if (type === 'checkbox') return make('div', { className: 'question' }, make('label', { className: 'choice' }, input, label), reason, fault);
  const title = isConfirmation ? say('isRight', { label }) : label;
  return make('div', { className: 'question' }, make('label', { className: 'label', htmlFor: name }, title), reason, input, fault);
}

function inputOf({ name, type, placeholder, value, options, required, minLength, maxLength, min, max, step, autocomplete }) {
  const shared = { id: name, name, required };
  if (type === 'checkbox') return make('input', { ...shared, type, checked: value === true });
  if (options) {
    const list = Array.isArray(options) ? options : [];
    const rows = list.map((option) => make('option', { value: option.value, selected: option.value === value }, option.label));
    return make('select', { ...shared, autocomplete }, make('option', { value: '' }, say('choose')), ...rows);
  }
  const text = { ...shared, placeholder, autocomplete, minLength, maxLength, value: value === undefined ? undefined : String(value) };
  return type === 'textarea' ? make('textarea', text) : make('input', { ...text, type, min, max, step });
}

function choicesOf({ type, options, min, max }) {
  if (type === 'rating') return Array.from({ length: max - min + 1 }, (_, index) => ({ value: String(min + index), label: String(min + index) }));
  return Array.isArray(options) ? options : [];
}

function choiceOf({ name, type, value }, choice) {
  const checked = Array.isArray(value) ? value.includes(choice.value) : String(value) === choice.value;
  return make('label', { className: 'choice' }, make('input', { type: type === 'multiselect' ? 'checkbox' : 'radio', name, value: choice.value, checked }), choice.label);
}

const { user, handleSignOut } = (await person) ?? (await session);
handleSignOut?.(() => profiler.forget());
byId('address').textContent = say('to', { email: user?.email });
profiler.setUser(user);
