/** Mistakes in how a page uses an element, which neither browsers nor compilers report. */
import type { ReactiveElement } from '@lit/reactive-element';
import { loadPageWords } from '../locales/page-words.ts';
import type { RefusalWords } from '../locales/words.ts';
import { hashPlan } from '../plan/profile-claim.ts';
import type { ProfilePlan } from '../plan/plan.ts';
import { isData } from '../plan/json.ts';
import { nearest } from '../plan/problem-words.ts';
import type { Mistake } from './mistake.ts';

export { warnOnce } from './mistake.ts';

/** Attributes that HTML allows on every element. */
const GLOBAL_ATTRIBUTES = new Set(
  ('accesskey autocapitalize autocorrect autofocus class contenteditable dir draggable enterkeyhint exportparts hidden id inert inputmode is itemid itemprop ' +
    'itemref itemscope itemtype lang nonce part popover role slot spellcheck style tabindex title translate writingsuggestions').split(' '),
);

/** Names that begin like this belong to the page or a framework, and so do names with `:`, `@` or a dot. */
const OWN_PREFIXES = ['aria-', 'data-', 'hx-', 'ng-', 'on', 'v-', 'x-', '_'];

function isNoneOfOurs(name: string): boolean {
  return GLOBAL_ATTRIBUTES.has(name) || OWN_PREFIXES.some((prefix) => name.startsWith(prefix)) || /[^\w-]/.test(name);
}

const VALUES: Record<string, readonly string[]> = {
  placement: ['corner', 'dialog', 'inline', 'bar'],
  layer: ['top', 'page'],
  fallback: ['redirect', 'none'],
  'lock-style': ['page', 'none'],
};

/** Finds attributes and properties that `element` does not have, and values that they do not accept. */
export async function findMistakes(element: ReactiveElement): Promise<Mistake[]> {
  return [...findUnknownAttributes(element), ...findWrongValues(element), ...findWrongDomain(element), ...findWrongAccent(element), ...(await findUnknownWords(element))];
}

function findUnknownAttributes(element: ReactiveElement): Mistake[] {
  const { observedAttributes } = element.constructor as typeof ReactiveElement;
  const unknown = element.getAttributeNames().filter((name) => !observedAttributes.includes(name) && !isNoneOfOurs(name));
  return unknown.map((name) => {
    const spelled = observedAttributes.find((known) => known.replaceAll('-', '') === name.replaceAll(/[-_]/g, ''));
    const suggestion = spelled ? ` Did you mean "${spelled}"?` : nearest(name, observedAttributes);
    return {
      expected: `attributes that <${element.localName}> has (${observedAttributes.join(', ')})`,
      got: `"${name}"`,
      remedy: `${suggestion.trim()} Correct it, or begin it with "data-" if it is your own.`.trim(),
    };
  });
}

function findWrongValues(element: ReactiveElement): Mistake[] {
  const { elementProperties } = element.constructor as typeof ReactiveElement;
  return [...elementProperties].flatMap(([property, { attribute, type }]) => {
    const name = typeof attribute === 'string' ? attribute : String(property);
    const text = element.getAttribute(name);
    if (type === Boolean && text !== null && /^(false|no|off|0)$/i.test(text)) {
      return [{
        expected: `"${name}" on <${element.localName}> to be there or not, as with all boolean attributes of HTML`,
        got: `${name}="${text}", which is true`,
        remedy: `Leave the attribute out, or set the property: element.${String(property)} = false.`,
      }];
    }
    const values = VALUES[name];
    const value = (element as unknown as Record<PropertyKey, string | null | undefined>)[property];
    if (!values || value === undefined || value === null || values.includes(value)) return [];
    return [{
      expected: `"${name}" of <${element.localName}> to be one of ${values.join(', ')}`,
      got: `"${value}"`,
      remedy: `${nearest(value, values).trim()} Without it, it is "${values[0]}".`.trim(),
    }];
  });
}

/** With `https://` it names a local tenant, which has a port: Lock would look for settings where Auth0 has none. */
function findWrongDomain(element: ReactiveElement): Mistake[] {
  const { domain } = element as unknown as { domain?: string | null };
  const address = /^https?:/.test(domain ?? '') ? domain! : `https://${domain}`;
  if (!domain || !URL.canParse(address)) return [];
  const url = new URL(address);
  if (url.port || url.hostname === 'localhost' || url.host === domain.toLowerCase()) return [];
  return [{
    expected: `"domain" of <${element.localName}> to be the domain alone`,
    got: `"${domain}"`,
    remedy: `Write "${url.host}".`,
  }];
}

function findWrongAccent(element: ReactiveElement): Mistake[] {
  const { accent } = element as unknown as { accent?: string | null };
  if (accent === undefined || accent === null || CSS.supports('color', accent)) return [];
  return [{
    expected: `"accent" of <${element.localName}> to be a colour of CSS`,
    got: `"${accent}"`,
    remedy: 'Write it as in a style sheet: "#0a5", "rebeccapurple", "oklch(60% 0.2 260)".',
  }];
}

/** Copied here, because an import would be one more file for the panel to load. */
const REFUSAL_WORDS: Record<keyof RefusalWords, true> = { askAgain: true, askNoMore: true, findAnswers: true };

async function findUnknownWords(element: ReactiveElement): Promise<Mistake[]> {
  const { dictionary } = element as unknown as { dictionary?: unknown };
  if (!isData(dictionary)) return [];
  const known = Object.keys({ ...(await loadPageWords('en')), ...REFUSAL_WORDS });
  return Object.keys(dictionary).filter((key) => !known.includes(key)).map((key) => ({
    expected: `keys of \`dictionary\` that there are words for`,
    got: `"${key}"`,
    remedy: `${nearest(key, known).trim()} TypeScript knows them as \`Words\`.`.trim(),
  }));
}

/** The plan and the person of a part of the page. */
export interface PlanOnPage {
  user: Readonly<Record<string, unknown>>;
  clientId: string;
  plan: ProfilePlan;
}

/** Finds different plans with one `id` for one person. */
export function findSharedIds(parts: readonly PlanOnPage[]): Mistake[] {
  const shared = parts.find((part, index) =>
    parts.slice(0, index).some(({ user, clientId, plan }) => user.sub === part.user.sub && clientId === part.clientId && plan.id === part.plan.id && JSON.stringify(plan) !== JSON.stringify(part.plan)),
  );
  if (!shared) return [];
  const { id } = shared.plan;
  return [{
    expected: 'each plan on a page to have an `id` of its own',
    got: id === undefined ? 'two different plans without one' : `two different plans with the id "${id}"`,
    remedy: 'Give one of them another `id`. Until then they share what is stored about the plan: the open question, and how long nothing is asked.',
  }];
}

/** Finds out whether the Action was generated from the page's plan, if the token says so. */
export function findOtherPlan(user: Readonly<Record<string, unknown>>, plan: ProfilePlan): Mistake[] {
  const claim = Object.entries(user).find(([name]) => name.endsWith('/progressive_lock'))?.[1];
  if (!isData(claim)) return [];
  const expected = hashPlan(plan);
  if (claim.plan === expected) return [];
  return [{
    expected: `a token of an Action that was made from this page's plan (digest ${expected})`,
    got: typeof claim.plan === 'string' ? `digest ${claim.plan}` : 'none',
    remedy: 'Until then the page reads the profile before it asks. Generate the Action again (`npx progressive-lock action plan.json`), deploy it, and sign in again.',
  }];
}

/** What is not there after a while. */
export function findMissing(element: { localName: string; user?: unknown; store?: unknown; off?: boolean }): Mistake[] {
  if (element.off) return [];
  const check = (name: 'user' | 'store', meaning: string, remedy: string): Mistake[] =>
    element[name] ? [] : [{ expected: `\`${name}\` of <${element.localName}>: ${meaning}`, got: `${String(element[name])} 3 seconds after it began`, remedy }];
  return [
    ...check('user', 'the claims of the ID token of who is signed in', 'Set `element.user = await client.getUser()`. While no one is signed in, this is fine: nothing is asked.'),
    ...check('store', 'where the profile is read and saved', 'Set `element.store = managementStore({ domain, getToken })`, or an `endpointStore`.'),
  ];
}
