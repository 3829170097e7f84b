import { html, nothing, type TemplateResult } from 'lit';
import type { PlanProblem } from '../../src/plan/parse-plan.ts';
import { count } from '../../src/plan/reason-words.ts';

interface Findings {
  syntaxProblem: string | undefined;
  problems: readonly PlanProblem[];
  warnings: readonly PlanProblem[];
  onOpen: (index: number) => void;
}

/** Renders the plan's problems, and what is probably not intended. Styled by `findings` of controls.styles.ts. */
export function renderFindings({ syntaxProblem, problems, warnings, onOpen }: Findings): TemplateResult {
  const isSound = !syntaxProblem && problems.length === 0;
  return html`<div id="findings" class="findings ${isSound ? 'sound' : 'wrong'}">
    <p role="status">
      ${isSound
        ? `The plan is in order.${warnings.length > 0 ? ` ${count(warnings.length, 'remark')}:` : ''}`
        : syntaxProblem
          ? 'This is not valid JSON yet. The form and the preview show the last valid plan.'
          : `${count(problems.length, 'problem')}; the preview goes on without what is wrong.`}
    </p>
    ${syntaxProblem || problems.length + warnings.length > 0
      ? html`<ul>
          ${syntaxProblem ? html`<li>${syntaxProblem}</li>` : [...problems, ...warnings].map((finding) => renderFinding(finding, onOpen))}
        </ul>`
      : nothing}
  </div>`;
}

function renderFinding({ path, message }: PlanProblem, onOpen: (index: number) => void): TemplateResult {
  const index = /^fields\[(\d+)\]/.exec(path)?.[1];
  const place = path || 'plan';
  return html`<li>
    ${index === undefined ? html`<code>${place}</code>` : html`<button type="button" class="link code" @click=${() => onOpen(Number(index))}>${place}</button>`} ${message}
  </li>`;
}
