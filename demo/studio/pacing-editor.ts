import { html, type TemplateResult } from 'lit';
import type { PlanProblem } from '../../src/plan/parse-plan.ts';
import { problemsAt } from './check-draft.ts';
import { isData } from '../../src/plan/json.ts';
import { dataAt, textAt, withKey, type Data } from './draft.ts';
import { renderDuration } from './duration-input.ts';
import { renderText, renderTick, toNumber } from './inputs.ts';

const COUNTS = [
  { key: 'maxFields', label: 'Questions at a time', usual: '2' },
  { key: 'asksPerSession', label: 'Asks in one session', usual: '1' },
  { key: 'giveUpAfter', label: 'Give up after', usual: '3' },
];
const PAUSES = [
  { key: 'coolDown', label: 'Pause between asks', usual: 'P1D' },
  { key: 'snooze', label: '“Not now” holds for', usual: 'P7D' },
];

/** Renders the inputs for how often people may be asked, and for the privacy link. */
export function renderPacing(plan: unknown, problems: readonly PlanProblem[], onChange: (plan: Data) => void): TemplateResult {
  const whole = isData(plan) ? plan : {};
  const pacing = dataAt(whole, 'pacing');
  const set = (key: string, value: unknown) => onChange(withKey(whole, 'pacing', withKey(pacing, key, value)));
  return html`<div class="pair">
      ${COUNTS.map(({ key, label, usual }) =>
        renderText({
          id: key,
          label,
          type: 'number',
          min: 1,
          placeholder: usual,
          value: textAt(pacing, key),
          problem: problemsAt(problems, `pacing.${key}`),
          onInput: (text) => set(key, toNumber(text)),
        }),
      )}
    </div>
    <div class="pair">
      ${PAUSES.map(({ key, label, usual }) =>
        renderDuration({
          id: key,
          label,
          usual,
          value: textAt(pacing, key),
          problem: problemsAt(problems, `pacing.${key}`),
          onInput: (text) => set(key, text),
        }),
      )}
    </div>
    ${renderTick({
      id: 'quietFirstSession',
      label: 'Ask nothing in a first session',
      isTicked: pacing.quietFirstSession === true,
      onChange: (isTicked) => set('quietFirstSession', isTicked),
    })}
    ${renderText({
      id: 'privacyUrl',
      label: 'Privacy link',
      placeholder: '/privacy',
      value: textAt(whole, 'privacyUrl'),
      problem: problemsAt(problems, 'privacyUrl'),
      onInput: (text) => onChange(withKey(whole, 'privacyUrl', text)),
    })}`;
}
