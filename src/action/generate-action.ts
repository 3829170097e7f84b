/** Puts a plan and the Action's runtime together: one file that can be pasted into Auth0's editor. */
import type { ProfileField, ProfilePlan } from '../plan/plan.ts';
import type { ActionSettings } from './action.ts';
import { isAtLogin, REDIRECT_SECRET } from './at-login.ts';

/** Auth0's limit on the code of an Action. */
export const MAX_ACTION_BYTES = 100_000;

export interface ActionOptions extends ActionSettings {
  /** Of this package. */
  version: string;
  /** The text of `dist/action-runtime.js`: a script that defines `progressiveLock`. */
  runtime: string;
  /** What the plan is called in the header: the name of its file. */
  planName?: string;
}

/** The names of the secrets that the Action needs, and what each is for. */
export function secretsOf(plan: ProfilePlan): { name: string; purpose: string }[] {
  const secrets = [];
  if (plan.enrichment?.secret) secrets.push({ name: plan.enrichment.secret, purpose: 'the bearer token of the look-up service' });
  if (plan.fields.some(isAtLogin)) {
    secrets.push({ name: REDIRECT_SECRET, purpose: 'signs what goes to the page that asks; any 32 random bytes or more' });
  }
  return secrets;
}

/**
 * The Action as CommonJS text, for Node 18 and 22.
 * @throws {RangeError} when it is larger than Auth0 takes
 * @throws {TypeError} when the namespace or the page is no https address, or the page is missing and needed
 */
export function generateAction(plan: ProfilePlan, options: ActionOptions): string {
  const { namespace, page, clients, version, runtime } = options;
  checkAddress('namespace', namespace);
  if (page !== undefined) checkAddress('page', page);
  else if (plan.fields.some(isAtLogin)) {
    throw new TypeError('The plan has fields with "ask": {"atLogin": true}: the address of the page that asks them is needed (--page).');
  }
  const code = `${header(plan, options)}
'use strict';

${runtime.trim()}

const PLAN = ${JSON.stringify(withoutWords(plan), null, 2)};

const SETTINGS = ${JSON.stringify({ namespace, page, clients }, null, 2)};

const action = progressiveLock.createAction(PLAN, SETTINGS, require('crypto'));
exports.onExecutePostLogin = action.onExecutePostLogin;
exports.onContinuePostLogin = action.onContinuePostLogin;
`;
  const bytes = new TextEncoder().encode(code).length;
  if (bytes > MAX_ACTION_BYTES) {
    throw new RangeError(`The Action would have ${bytes} bytes, and Auth0 takes ${MAX_ACTION_BYTES}. Take fields or options out of the plan (version ${version}).`);
  }
  return code;
}

function header(plan: ProfilePlan, { version, planName, clients }: ActionOptions): string {
  const secrets = secretsOf(plan).map(({ name, purpose }) => ` *   ${name}: ${purpose}`);
  const lines = [
    '/**',
    ` * progressive-lock ${version}: post-login Action, generated. Change the plan and generate it again.`,
    ' *',
    ` * Plan: ${oneLine(planName ?? 'given as an object')}`,
    ` * Fields: ${plan.fields.map(({ name }) => name).join(', ')}`,
    ` * Applications: ${clients ? oneLine(clients.join(', ')) : 'all'}`,
    ' * Runtime: Node 18 or 22, no dependencies',
    secrets.length ? ' * Secrets:' : ' * Secrets: none',
    ...secrets,
    ' */',
  ];
  return lines.join('\n');
}

/** What people read is of no use here: it stays in the page's copy of the plan. */
function withoutWords({ fields, pacing, enrichment }: ProfilePlan): ProfilePlan {
  const lean = fields.map(({ placeholder: _placeholder, why: _why, hint: _hint, autocomplete: _autocomplete, options, ...field }): ProfileField => ({
    ...field,
    label: '',
    ...(options !== undefined && { options: Array.isArray(options) ? options.map(({ value }) => ({ value, label: '' })) : { url: '' } }),
  }));
  return { fields: lean, ...(pacing && { pacing }), ...(enrichment && { enrichment }) };
}

function oneLine(text: string): string {
  return text.replace(/\*\/|\s+/g, ' ').slice(0, 200);
}

const MAX_ADDRESS = 200;

function checkAddress(what: string, address: string): void {
  const isSecure = /^https:\/\/[^\s"'<>]+$/.test(address) || (what === 'page' && /^http:\/\/localhost[:/]\S*$/.test(address));
  if (!isSecure || !URL.canParse(address) || address.length > MAX_ADDRESS) {
    throw new TypeError(`Expected the ${what} as an https address of at most ${MAX_ADDRESS} characters, such as "https://acme.example", got ${JSON.stringify(address)}.`);
  }
}
