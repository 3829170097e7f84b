/** A moment of the story: an invented person with their own profile, and the real element. */
import { asIfSession } from '/dist/testing.js';

const DAYS_APART = 2;
const KEY = 'paperplane-story';

/** Reads what the visitor did at earlier moments in this tab. */
function readStory() {
  try {
    return { answers: {}, snoozed: [], declined: [], ...JSON.parse(sessionStorage.getItem(KEY) ?? '{}') };
  } catch {
    return { answers: {}, snoozed: [], declined: [] };
  }
}

function keepStory(story) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(story));
  } catch {
    // The next moment begins without it.
  }
}

/** Each moment has a new person, about whom this browser knows nothing. */
const nextPerson = () => `auth0|mary-${crypto.randomUUID()}`;

const LAST = 'paperplane-story-last';

/** Removes what the previous moment left in this browser. */
async function forgetLast(element, { sub }) {
  const last = sessionStorage.getItem(LAST);
  sessionStorage.setItem(LAST, sub);
  if (!last) return;
  element.off = true;
  element.user = { sub: last };
  await element.forget();
  element.off = false;
}

const MARY = { first_name: 'Mary', use_case: 'team' };
const SCENES = {
  offline: () => ({ session: 2, answers: MARY }),
  declined: () => ({ session: 3, answers: MARY, declined: ['company', 'role'] }),
  // The answers come from the page of the login.
  login: (params) => ({ session: 2, answers: { ...MARY, ...readAnswers(params.get('answers')) } }),
  provider: () => ({ session: 2, answers: {}, signUp: false, claims: { given_name: 'Mary', organization: 'Studio Nord' } }),
};

/** Reads the answers that the page of the login has signed. The story has no tenant to check the signature. */
function readAnswers(payload) {
  try {
    const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes)).answers ?? {};
  } catch {
    return {};
  }
}

/** Creates the person for the page's address: `?session=3` of the story, or `?scene=offline`. */
export async function personAt(plan) {
  const params = new URLSearchParams(location.search);
  const story = readStory();
  const moment = SCENES[params.get('scene')]?.(params) ?? { session: Number(params.get('session') ?? 2), ...story, answers: { ...MARY, ...story.answers }, keeps: true };
  const { session, answers, snoozed, declined, signUp = true, claims } = moment;
  const person = asIfSession(plan, session, { userMetadata: answers, snoozed, declined, signUp, claims: { sub: nextPerson(), email: 'mary@studio-nord.example', ...claims }, daysApart: DAYS_APART });
  return { ...person, moment };
}

export async function begin(element) {
  const plan = await (await fetch('/plans/story.json')).json();
  const { user, store, moment } = await personAt(plan);
  await customElements.whenDefined(element.localName);
  await forgetLast(element, user);
  const scene = new URLSearchParams(location.search).get('scene');
  const connection = scene === 'offline' ? await disconnect(store) : undefined;
  for (const type of ['profile-changed', 'asked', 'answered', 'saved', 'snoozed', 'declined']) {
    element.addEventListener(type, ({ detail }) => {
      if (moment.keeps) remember(element, type, detail?.names ?? []);
      void element.updateComplete.then(() => report(element, moment, connection));
    });
  }
  element.store = connection?.store ?? store;
  element.user = user;
  if (connection) void answer(element);
  // The login reports what is known, and the profile contains the values.
  await element.readProfile();
  report(element, moment, connection);
  addEventListener('message', ({ origin, data }) => {
    if (origin === location.origin && data === 'reconnect') connection?.reconnect();
  });
}

/** Stores what the person did and answered. Values that the page or a provider knows are not stored. */
function remember({ profile }, type, names) {
  const story = readStory();
  const answers = Object.fromEntries(Object.entries(profile).filter(([, { source }]) => source === 'user').map(([name, { value }]) => [name, value]));
  const without = (list) => list.filter((name) => !names.includes(name));
  if (type === 'snoozed') story.snoozed = [...without(story.snoozed), ...names];
  if (type === 'declined') story.declined = [...without(story.declined), ...names];
  keepStory({ ...story, answers: type === 'profile-changed' && !Object.keys(answers).length ? story.answers : answers });
}

/** Reports to the page around the frame what is known and what is asked. */
function report(element, { session }, connection) {
  const rows = element.explain();
  if (parent === window || !rows.length) return;
  const known = Object.fromEntries(Object.entries(element.profile).map(([name, { value, source }]) => [name, { value, source }]));
  parent.postMessage({ kind: 'moment', session, rows, known, isOffline: connection?.isDown ?? false, isSaved: connection?.isSaved() ?? false }, location.origin);
}

/** Simulates a device without a network, until `reconnect()`. */
async function disconnect(profile) {
  // The elements' own class. The file for tests has its own copy.
  const { StoreError } = await window.progressiveLock.load();
  let isDown = true;
  Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => !isDown });
  return {
    // Reading works: the profile was read before the network failed.
    store: { read: (...given) => profile.read(...given), save: (...given) => (isDown ? Promise.reject(new StoreError('network')) : profile.save(...given)) },
    get isDown() {
      return isDown;
    },
    isSaved: () => 'company' in profile.answers,
    reconnect() {
      isDown = false;
      dispatchEvent(new Event('online'));
    },
  };
}

/** Answers the question for the person of the scene. */
async function answer(element) {
  await new Promise((resolve) => element.addEventListener('asked', resolve, { once: true }));
  await element.updateComplete;
  const root = element.shadowRoot;
  const input = root.querySelector('input[type="text"], input:not([type])');
  input.value = 'Studio Nord';
  input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  root.querySelector('[part~="save"]').click();
}
