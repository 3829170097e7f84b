/** Light or dark, the brand and the language: stored in this browser for every page of the demo and for its frames. */
import './page-words.js';
import { LANGUAGES, say, sayAll } from './words.js';

const KEY = 'paperplane-look';
const SCHEMES = ['system', 'light', 'dark'];
export const BRANDS = { ember: '#b4471f', ocean: '#1257a8', forest: '#1f6b42', plum: '#7a2e8e' };

const root = document.documentElement;
// In a frame, this page is a moment of the story.
root.classList.toggle('framed', parent !== window);
const listeners = [];

function readLook() {
  let stored = {};
  try {
    stored = JSON.parse(localStorage.getItem(KEY) ?? '{}') ?? {};
  } catch {
    // Nothing is stored, so the default look applies.
  }
  const pick = (value, values) => (values.includes(value) ? value : values[0]);
  return { scheme: pick(stored.scheme, SCHEMES), brand: pick(stored.brand, Object.keys(BRANDS)), language: pick(stored.language, Object.keys(LANGUAGES)) };
}

export let look = readLook();

function apply() {
  root.dataset.scheme = look.scheme;
  root.dataset.brand = look.brand;
  root.lang = look.language;
  root.dir = look.language === 'ar' ? 'rtl' : 'ltr';
  sayAll();
  for (const [name, control] of Object.entries(controls)) control.value = look[name];
  for (const listener of listeners) listener(look);
}

/** Calls `listener` after each change. */
export function watchLook(listener) {
  listeners.push(listener);
}

function change(part) {
  look = { ...look, ...part };
  try {
    localStorage.setItem(KEY, JSON.stringify(look));
  } catch {
    // The change applies to this page only.
  }
  apply();
}

const controls = {};

/** Adds the inputs to the element with the ID `look`. */
function addControls(place) {
  const add = (name, words, options) => {
    const label = document.createElement('label');
    const text = document.createElement('span');
    text.dataset.say = words;
    const select = document.createElement('select');
    for (const [value, title] of options) {
      const option = new Option(title, value);
      if (name === 'scheme') option.dataset.say = value;
      select.append(option);
    }
    select.addEventListener('change', () => change({ [name]: select.value }));
    label.append(text, select);
    place.append(label);
    controls[name] = select;
  };
  add('scheme', 'look', SCHEMES.map((scheme) => [scheme, say(scheme)]));
  add('brand', 'brand', Object.keys(BRANDS).map((brand) => [brand, brand.charAt(0).toUpperCase() + brand.slice(1)]));
  add('language', 'language', Object.entries(LANGUAGES));
}

const place = document.querySelector('#look');
if (place) addControls(place);
apply();
// Another page of the demo, or the page around this frame, has changed the look.
addEventListener('storage', ({ key }) => {
  if (key !== KEY) return;
  look = readLook();
  apply();
});
