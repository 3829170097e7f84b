// The slider. Each moment is a page in the frame, with the real elements. The texts here come from that page's reports.
import './story-words.js';
import { watchLook } from './look.js';
import { say } from './words.js';

const DAYS_APART = 2;
const SCENES = ['offline', 'declined', 'provider', 'login', 'design'];
const byId = (id) => document.getElementById(id);
const plan = await (await fetch('/plans/story.json')).json();
const signUpFields = plan.fields.filter(({ ask }) => ask === 'signup');

/** A moment of the slider, or a scene. */
let moment = 1;
/** The last message from the page in the frame. */
let told;
let visits = 0;

const textOf = (text) => (typeof text === 'string' ? text : (text[document.documentElement.lang] ?? text.en));
const labelOf = (name) => textOf(plan.fields.find((field) => field.name === name).label);
const list = (names) => new Intl.ListFormat(document.documentElement.lang).format(names.map((name) => say('quote', { text: labelOf(name) })));
const isScene = () => typeof moment === 'string';

function addressOf() {
  // Each visit has its own address, even for the same moment.
  const visit = `visit=${++visits}`;
  if (moment === 1) return `/moment/sign-up?${visit}`;
  if (moment === 'login') return loginAddress(visit);
  if (moment === 'design') return `/own-design?session=2&${visit}`;
  return isScene() ? `/moment?scene=${moment}&${visit}` : `/moment?session=${moment}&${visit}`;
}

/** Returns the address to which the Action would send a person. Its key is not valid anywhere. */
function loginAddress(visit) {
  const encode = (value) => btoa(JSON.stringify(value)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  const now = Math.floor(Date.now() / 1000);
  const claims = { sub: 'auth0|mary', iat: now, exp: now + 600, fields: ['company'], key: 'of the story', continue: `${location.origin}/continue` };
  const token = [{ alg: 'HS256', typ: 'JWT' }, claims].map(encode).join('.');
  return `/moment/login?${visit}&${new URLSearchParams({ state: 'story', session_token: `${token}.none` })}`;
}

function go(next) {
  moment = next;
  told = undefined;
  // Replaces the entry in the history, so that the back button leaves the story.
  byId('frame').contentWindow.location.replace(addressOf());
  draw();
}

// ── words

const momentTitle = (number) => (number === 1 ? say('signUp') : say('session', { n: number }));

function caption() {
  if (moment === 'offline') return told?.isSaved ? say('capOnline') : told && !told.isOffline ? say('capSending') : say('capOffline');
  if (moment === 'login') return told ? say('capLoginDone') : say('capLogin');
  if (isScene()) return say(`cap${moment.charAt(0).toUpperCase()}${moment.slice(1)}`);
  if (moment === 1) return told?.kind === 'signed-in' ? say('capSignedIn') : say('capSignUp', { names: list(signUpFields.map(({ name }) => name)) });
  if (!told) return momentTitle(moment);
  const asked = told.rows.filter(({ asked }) => asked).map(({ name }) => name);
  const title = say('momentWhen', { moment: momentTitle(moment), days: (moment - 1) * DAYS_APART });
  if (asked.length) return say('capAsks', { moment: title, names: list(asked) });
  return say(told.rows.some(({ reason }) => reason === 'snoozed' || reason === 'declined') ? 'capRefused' : 'capQuiet', { moment: title });
}

const REASONS = { asked: 'asked', declined: 'declined', snoozed: 'snoozed', 'given-up': 'givenUp', 'cool-down': 'coolDown', 'session-limit': 'limit', outranked: 'outranked' };
const SOURCES = { user: 'knownUser', idp: 'knownIdp' };

/** Returns why a field is asked or not, from `explain()` of the element in the frame. */
function reasonOf({ name, ask, options }) {
  const row = told?.rows?.find((candidate) => candidate.name === name);
  const known = told?.known?.[name];
  if (row?.reason === 'known' && known) {
    const option = options?.find(({ value }) => value === known.value);
    return say(SOURCES[known.source] ?? 'knownOther', { value: option ? textOf(option.label) : String(known.value) });
  }
  // The question on the screen has just been asked, so the others come after it.
  if (told?.rows?.some(({ asked }) => asked) && ['cool-down', 'session-limit'].includes(row?.reason)) return say('outranked');
  if (row && REASONS[row.reason]) return say(REASONS[row.reason]);
  if (ask === 'signup') return row ? say('knownOther', { value: '' }) : say('inForm');
  if (ask.on) return say('onCheckout');
  return say(ask.after.days ? 'fromSessionDays' : 'fromSession', { n: ask.after.sessions });
}

function stateOf({ name, ask }) {
  const row = told?.rows?.find((candidate) => candidate.name === name);
  if (!row) return moment === 1 && ask === 'signup' ? 'asked' : 'later';
  if (row.asked) return 'asked';
  return { known: 'known', declined: 'refused', snoozed: 'refused', 'given-up': 'refused' }[row.reason] ?? 'later';
}

function make(name, properties, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

function draw() {
  const [all, now] = [plan.fields.length, signUpFields.length];
  const number = new Intl.NumberFormat(document.documentElement.lang);
  const values = { all: number.format(all), now: number.format(now), later: number.format(all - now) };
  byId('title').textContent = say('title', values);
  byId('lead').textContent = say('storyLead', values);
  byId('before').replaceChildren(...plan.fields.map(() => make('i', {})));
  byId('after').replaceChildren(...plan.fields.map(({ ask }) => make('i', { className: ask === 'signup' ? 'now' : 'then' })));

  byId('caption').textContent = caption();
  byId('moment').value = isScene() ? byId('moment').value : String(moment);
  byId('moment').style.setProperty('--way', `${(Number(byId('moment').value) - 1) * 25}%`);
  byId('moment').setAttribute('aria-valuetext', momentTitle(Number(byId('moment').value)));
  for (const [index, stop] of [...byId('stops').children].entries()) {
    const button = stop.firstElementChild;
    button.textContent = momentTitle(index + 1);
    button.setAttribute('aria-current', String(moment === index + 1));
  }
  // During a login, no element explains its decisions.
  const isSilent = isScene() && !told;
  byId('questions').replaceChildren(
    ...plan.fields.map((field) => {
      const row = make('li', { className: isSilent ? 'later' : stateOf(field) }, make('strong', {}, textOf(field.label)));
      if (!isSilent && (told || moment === 1)) row.append(make('span', {}, reasonOf(field)));
      return row;
    }),
  );
  const canSend = told?.rows?.some(({ name, reason }) => name === 'vat_id' && reason === 'not-due');
  byId('next').textContent = moment === 1 ? (told ? '' : say('nextSignUp')) : !isScene() && canSend ? say('nextSend') : '';
  byId('reconnect').hidden = !(moment === 'offline' && told?.isOffline);
  for (const scene of byId('scenes').children) {
    const button = scene.firstElementChild;
    const { name } = button.dataset;
    const key = `scene${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    button.textContent = say(key);
    button.setAttribute('aria-pressed', String(moment === name));
  }
}

// ── what the visitor does

/** Goes to a moment, and scrolls the frame into view if the window is low. */
function show(next) {
  go(next);
  byId('window').scrollIntoView({ block: 'nearest' });
}

for (let stop = 1; stop <= 5; stop++) byId('stops').append(make('li', {}, make('button', { type: 'button', onclick: () => show(stop) })));
for (const name of SCENES) {
  const button = make('button', { type: 'button', onclick: () => show(name) });
  button.dataset.name = name;
  byId('scenes').append(make('li', {}, button));
}
byId('moment').addEventListener('input', ({ target }) => go(Number(target.value)));
byId('restart').addEventListener('click', () => {
  sessionStorage.removeItem('paperplane-story');
  go(1);
});
byId('reconnect').addEventListener('click', () => byId('frame').contentWindow.postMessage('reconnect', location.origin));
for (const button of document.querySelectorAll('[data-size]')) {
  button.addEventListener('click', () => {
    byId('window').dataset.size = button.dataset.size;
    for (const other of document.querySelectorAll('[data-size]')) if (other.matches('button')) other.setAttribute('aria-pressed', String(other === button));
  });
}
addEventListener('message', ({ origin, source, data }) => {
  if (origin !== location.origin || source !== byId('frame').contentWindow) return;
  told = data;
  draw();
});
watchLook(() => {
  // These pages read their language only at their start.
  if (moment === 'design' || moment === 'login') go(moment);
  else draw();
});
const first = Number(new URLSearchParams(location.search).get('session') ?? 1);
go(Number.isInteger(first) && first >= 1 && first <= 5 ? first : 1);
