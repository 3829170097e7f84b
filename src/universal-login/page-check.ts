/**
 * The script of the sign-up page, which Auth0's page calls to check an answer with the codec. It contains no plan: the limits of a
 * field are in its attributes. The build makes one file of it (vite.config.ts), which is inserted into the partials.
 */
import { findFault, type AnswerFault } from '../plan/codec.ts';
import { countryOptions } from '../plan/country.ts';
import type { FieldType, ProfileField } from '../plan/plan.ts';

type Input = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

declare global {
  interface Window {
    /** Of Auth0's kind: https://auth0.com/docs/customize/login-pages/universal-login/customize-signup-and-login-prompts */
    progressiveLockCheck?: (input: Input, isSubmitting: boolean) => boolean;
  }
}

window.progressiveLockCheck = (input, isSubmitting) => {
  const group = input.closest('fieldset.plock');
  const info = (group ?? input.closest('.ulp-field'))?.querySelector<HTMLElement>('.ulp-error-info');
  if (!info) return true;
  let fault = faultOf(input, info, group);
  // A field that was only passed with the Tab key must not show an error.
  if (!isSubmitting && fault?.code === 'required') fault = undefined;
  const given = (info.dataset.words ?? '').split(' ');
  const place = fault ? given[given.indexOf(fault.code) + 1] : undefined;
  const message = place === undefined ? '' : (document.getElementById('plock--words')?.children[Number(place)]?.textContent ?? '');
  if (info.textContent !== message) info.textContent = message;
  for (const one of group?.querySelectorAll('input') ?? [input]) one.setAttribute('aria-invalid', String(fault !== undefined));
  return !fault;
};

function faultOf(input: Input, info: HTMLElement, group: Element | null): AnswerFault | undefined {
  // The choices of a list are all valid.
  const type = input instanceof HTMLSelectElement ? 'select' : (info.dataset.type as FieldType);
  const field: ProfileField = { name: '', label: '', type, required: info.dataset.required !== undefined };
  if (group) return findFault(field, [...group.querySelectorAll<HTMLInputElement>('input:checked')].map((box) => box.value));
  if (type === 'checkbox') return findFault(field, (input as HTMLInputElement).checked);
  // The value of a number input is blank if the browser cannot read it.
  if (input.validity.badInput) return { code: 'type' };
  const given = (name: string) => input.getAttribute(name) ?? input.getAttribute(`data-${name}`) ?? undefined;
  const number = (name: string) => (Number.isNaN(Number(given(name) ?? NaN)) ? undefined : Number(given(name)));
  const bound = (name: string) => (type === 'date' ? given(name) : number(name));
  const step = input.getAttribute('step') === 'any' ? Number(input.dataset.step ?? NaN) : number('step');
  return findFault(
    {
      ...field,
      minLength: number('minlength'),
      maxLength: number('maxlength'),
      pattern: given('pattern'),
      min: bound('min'),
      max: bound('max'),
      step: Number.isNaN(step) ? undefined : step,
    },
    input.value,
  );
}

function fillCountries(): void {
  for (const select of document.querySelectorAll<HTMLSelectElement>('select[data-country]')) {
    for (const { value, label } of countryOptions(select.dataset.country ?? 'en')) {
      select.add(new Option(typeof label === 'string' ? label : value, value, false, value === select.dataset.value));
    }
    select.removeAttribute('data-country');
  }
}

if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', fillCountries);
else fillCountries();
