import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

/** Formats a number of each unit in ISO 8601. */
const UNITS = { minutes: (number: number) => `PT${number}M`, hours: (number: number) => `PT${number}H`, days: (number: number) => `P${number}D`, weeks: (number: number) => `P${number}W` } as const;
type Unit = keyof typeof UNITS;

interface DurationOptions {
  id: string;
  label: string;
  /** In ISO 8601. Blank: the usual duration. */
  value: string;
  usual: string;
  problem?: string;
  onInput: (value: string) => void;
}

/** Renders a duration as a number and its unit. A duration of several units stays as it is until it is changed. */
export function renderDuration({ id, label, value, usual, problem, onInput }: DurationOptions): TemplateResult {
  const { number, unit } = read(value) ?? { number: '', unit: read(usual)?.unit ?? 'days' };
  const whole = value !== '' && number === '' ? html`<p class="hint"><code>${value}</code></p>` : nothing;
  const put = (text: string, next: Unit) => onInput(/^\d{1,6}$/.test(text) ? UNITS[next](Number(text)) : '');
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <span class="duration">
      <input id=${id} class="input" type="number" min="0" placeholder=${read(usual)?.number ?? ''} .value=${live(number)} aria-invalid=${problem ? 'true' : nothing} aria-describedby=${problem ? `${id}-problem` : nothing} @input=${(event: Event) => put((event.target as HTMLInputElement).value, unit)} />
      <select class="input" aria-label="Unit of ${label}" .value=${live(unit)} @change=${(event: Event) => put(number || (read(usual)?.number ?? '1'), (event.target as HTMLSelectElement).value as Unit)}>
        ${Object.keys(UNITS).map((name) => html`<option value=${name} ?selected=${name === unit}>${name}</option>`)}
      </select>
    </span>
    ${whole} ${problem ? html`<p class="problem" id="${id}-problem">${problem}</p>` : nothing}
  </div>`;
}

function read(duration: string): { number: string; unit: Unit } | undefined {
  const [, days, weeks, hours, minutes] = /^P(?:(\d+)D|(\d+)W|T(\d+)H|T(\d+)M)$/.exec(duration) ?? [];
  if (days !== undefined) return { number: days, unit: 'days' };
  if (weeks !== undefined) return { number: weeks, unit: 'weeks' };
  if (hours !== undefined) return { number: hours, unit: 'hours' };
  return minutes === undefined ? undefined : { number: minutes, unit: 'minutes' };
}
