/** The design: one plain value that the link, the preview and every column of the studio share. */
import { LANGUAGES } from '../../src/locales/pick-language.ts';
import type { Placement } from '../../src/elements/panel/panel-state.ts';
import { isData } from '../../src/plan/json.ts';
import type { Data } from './draft.ts';
import { BUTTONS, COLOURS, FONTS, readFontFamily, readLogo, type Look } from './look.ts';
import { SCENES, type Scene } from './scenes.ts';
import { readDictionaries, type Dictionaries } from './words/panel-words.ts';

export const PLACEMENTS = { corner: 'Corner', dialog: 'Dialog', inline: 'Inline', bar: 'Bar' } as const satisfies Record<Placement, string>;
export const DEVICES = { phone: 'Phone', tablet: 'Tablet', desktop: 'Desktop' } as const;
export const SCHEMES = { light: 'Light', dark: 'Dark' } as const;

/** How a person came to the site. Only the form shows the sign-up fields. */
export const ORIGINS = {
  form: 'the sign-up form',
  google: 'Google',
  enterprise: 'an enterprise login',
  earlier: 'an older account',
} as const;

/** What happened with a field before: answered, known from a look-up, or the person's reaction when asked. */
export const PASTS = {
  nothing: 'nothing yet',
  answered: 'answered',
  elsewhere: 'known from elsewhere',
  shown: 'shown, no answer',
  snoozed: '“Not now”',
  declined: '“Don’t ask again”',
} as const;

export type Past = keyof typeof PASTS;

export interface FieldPast {
  past: Past;
  /** The known value, as typed. */
  value?: string;
}

/** The moment that time travel goes to. */
export interface Moment {
  session: number;
  daysSinceSignUp: number;
  origin: keyof typeof ORIGINS;
  activity: string;
  /** The path of the open page. */
  page: string;
  /** A question was asked earlier in this session. */
  wasAsked: boolean;
  /** By field name. */
  pasts: Record<string, FieldPast>;
  /** The person's variants, by experiment. Default: the first one. */
  variants?: Record<string, string>;
}

export interface View {
  scene: Scene;
  placement: Placement;
  device: keyof typeof DEVICES;
  scheme: keyof typeof SCHEMES;
  language: string;
  /** From right to left, regardless of the language. */
  isMirrored: boolean;
  /** The field to show instead of the fields that are due. */
  only?: string;
}

export interface Design {
  /** The plan in the editor. It may be invalid. */
  plan: unknown;
  /** The panel's own words that differ from the built-in ones. */
  dictionaries: Dictionaries;
  look: Look;
  view: View;
  moment: Moment;
}

export function newDesign(plan: unknown, device: View['device'] = 'desktop'): Design {
  return {
    plan,
    dictionaries: {},
    look: {},
    view: {
      scene: 'question',
      placement: 'corner',
      device,
      scheme: 'light',
      language: 'en',
      isMirrored: false,
    },
    moment: { session: 3, daysSinceSignUp: 5, origin: 'google', activity: '', page: '/', wasAsked: false, pasts: {} },
  };
}

/** Reads a design from a link. Missing or invalid parts are as in a new design. */
export function readDesign(input: unknown): Design | undefined {
  if (!isData(input) || !('plan' in input)) return undefined;
  const fresh = newDesign(input.plan);
  const [look, view, moment] = [input.look, input.view, input.moment].map((part) => (isData(part) ? part : {})) as [Data, Data, Data];
  return {
    plan: input.plan,
    dictionaries: readDictionaries(input.dictionaries),
    look: readLook(look),
    view: {
      scene: keyOf(SCENES, view.scene) ?? fresh.view.scene,
      placement: keyOf(PLACEMENTS, view.placement) ?? fresh.view.placement,
      device: keyOf(DEVICES, view.device) ?? fresh.view.device,
      scheme: keyOf(SCHEMES, view.scheme) ?? fresh.view.scheme,
      language: LANGUAGES.find((language) => language === view.language) ?? fresh.view.language,
      isMirrored: view.isMirrored === true,
      only: typeof view.only === 'string' ? view.only : undefined,
    },
    moment: {
      session: countIn(moment.session, 1, 1000) ?? fresh.moment.session,
      daysSinceSignUp: countIn(moment.daysSinceSignUp, 0, 3650) ?? fresh.moment.daysSinceSignUp,
      origin: keyOf(ORIGINS, moment.origin) ?? fresh.moment.origin,
      activity: typeof moment.activity === 'string' ? moment.activity : '',
      page: typeof moment.page === 'string' ? moment.page : fresh.moment.page,
      wasAsked: moment.wasAsked === true,
      pasts: readPasts(moment.pasts),
      ...(isData(moment.variants) && { variants: readVariants(moment.variants) }),
    },
  };
}

function readLook(look: Data): Look {
  const read: Look = {};
  for (const { name } of COLOURS) {
    const pair = look[name];
    if (!isData(pair)) continue;
    const [light, dark] = [pair.light, pair.dark].map((colour) =>
      typeof colour === 'string' && /^#[\da-f]{6}$/i.test(colour) ? colour : undefined,
    );
    if (light || dark) read[name] = { light, dark };
  }
  const font = keyOf(FONTS, look.font);
  if (font) read.font = font;
  const fontFamily = readFontFamily(look.fontFamily);
  if (fontFamily) read.fontFamily = fontFamily;
  const buttons = keyOf(BUTTONS, look.buttons);
  if (buttons) read.buttons = buttons;
  const logo = readLogo(look.logo);
  if (logo) read.logo = logo;
  const radius = countIn(look.radius, 0, 32);
  if (radius !== undefined) read.radius = radius;
  return read;
}

function readPasts(pasts: unknown): Record<string, FieldPast> {
  const entries = isData(pasts) ? Object.entries(pasts) : [];
  return Object.fromEntries(
    entries.flatMap(([name, entry]): [string, FieldPast][] => {
      const past = isData(entry) ? keyOf(PASTS, entry.past) : undefined;
      if (!past || !isData(entry)) return [];
      return [[name, typeof entry.value === 'string' ? { past, value: entry.value } : { past }]];
    }),
  );
}

function readVariants(variants: Data): Record<string, string> {
  return Object.fromEntries(Object.entries(variants).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

function keyOf<T extends object>(choices: T, key: unknown): (keyof T & string) | undefined {
  return typeof key === 'string' && Object.hasOwn(choices, key) ? (key as keyof T & string) : undefined;
}

/** Returns `value` if it is a whole number within bounds. */
function countIn(value: unknown, min: number, max: number): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max ? value : undefined;
}
