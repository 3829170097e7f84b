import { html, nothing, type TemplateResult } from 'lit';
import { isData } from '../../src/plan/json.ts';
import { dataAt, textAt, withKey, type Data } from './draft.ts';
import { renderSelect, renderText, renderTick, toNumber } from './inputs.ts';

const KINDS = { later: 'Later: from session 2 on', signup: 'In the sign-up form', rule: 'By a rule of its own' };

/** Renders the inputs for `ask`: when a field is asked. */
export function renderAsk(ask: unknown, problem: string, onChange: (ask: unknown) => void): TemplateResult {
  const kind = isData(ask) ? 'rule' : ask === 'signup' ? 'signup' : 'later';
  return html`${renderSelect({
    id: 'ask',
    label: 'When to ask',
    value: kind,
    choices: KINDS,
    problem,
    onChange: (next) => onChange(next === 'rule' ? { after: { sessions: 3 } } : next === 'signup' ? 'signup' : undefined),
  })}
  ${isData(ask) ? renderRule(ask, onChange) : nothing}`;
}

function renderRule(rule: Data, onChange: (ask: Data) => void): TemplateResult {
  const after = dataAt(rule, 'after');
  // A rule stays a rule, even if it is empty.
  const set = (key: string, value: unknown) => onChange(withKey(rule, key, value));
  const setAfter = (key: string) => (text: string) => set('after', withKey(after, key, toNumber(text)));
  const on = [rule.on ?? []].flat().filter((activity) => typeof activity === 'string');
  return html`<div class="pair">
      ${renderText({ id: 'sessions', label: 'From session', type: 'number', min: 1, value: textAt(after, 'sessions'), onInput: setAfter('sessions') })}
      ${renderText({ id: 'days', label: 'From day', type: 'number', min: 0, value: textAt(after, 'days'), onInput: setAfter('days') })}
      ${renderText({ id: 'logins', label: 'From login', type: 'number', min: 1, value: textAt(after, 'logins'), onInput: setAfter('logins') })}
    </div>
    ${renderText({
      id: 'on',
      label: 'Only during these activities',
      placeholder: 'checkout, invited-teammate',
      value: on.join(', '),
      onInput: (text) => set('on', toActivities(text)),
    })}
    ${renderText({ id: 'page', label: 'Only on pages like', placeholder: '/account/*', value: textAt(rule, 'page'), onInput: (page) => set('page', page) })}
    ${renderTick({
      id: 'urgent',
      label: 'Cannot wait: also right after the sign-up or another question',
      hint: 'Needs an activity.',
      isTicked: rule.urgent === true,
      onChange: (isTicked) => set('urgent', isTicked),
    })}
    ${renderTick({
      id: 'at-login',
      label: 'Must be known before a login ends',
      hint: 'Needs “Must be answered”.',
      isTicked: rule.atLogin === true,
      onChange: (isTicked) => set('atLogin', isTicked),
    })}`;
}

/** Reads activities between commas. Keeps blank ones, so that a comma that was just typed does not disappear. */
function toActivities(text: string): string | string[] | undefined {
  if (text.trim() === '') return undefined;
  if (!text.includes(',')) return text.trimStart();
  return text.split(',').map((activity) => activity.trimStart());
}
