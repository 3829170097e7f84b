/**
 * Implements `data-ulp-validation-function` of Auth0's page, as documented: the function is called at the named events and when the
 * form is sent. An invalid field has the class `ulp-error` and prevents the form from being sent. Inputs of unsupported types are
 * ignored.
 */
export const PAGE_SCRIPT = `(() => {
  const form = document.querySelector('form[data-form-primary="true"]');
  if (!form) return;
  form.noValidate = form.dataset.disableHtmlValidations === 'true';
  const TYPES = ['text', 'number', 'checkbox', 'password', 'email', 'tel', 'url'];
  let isSubmitting = false;
  const targets = [...form.querySelectorAll('[data-ulp-validation-function]')].flatMap((info) => {
    const parent = info.closest('.ulp-field');
    const element = parent && [...parent.querySelectorAll('input, select, textarea')].find((one) => one.tagName !== 'INPUT' || TYPES.includes(one.type));
    const check = window[info.dataset.ulpValidationFunction];
    if (!element || typeof check !== 'function') {
      console.warn('Could not find the element, or the function ' + info.dataset.ulpValidationFunction);
      return [];
    }
    return [{ info, parent, element, check }];
  });
  const run = ({ info, parent, element, check }, event) => {
    const isRight = check(element, isSubmitting, event);
    info.classList.toggle('ulp-validator-error', !isRight);
    parent.classList.toggle('ulp-error', parent.querySelector('.ulp-validator-error') !== null);
    return isRight;
  };
  for (const target of targets) {
    const events = (target.info.dataset.ulpValidationEventListeners ?? '').replace(/\\s/g, '').split(',').filter(Boolean);
    for (const event of events) target.element.addEventListener(event, () => run(target, event));
  }
  form.addEventListener('submit', (event) => {
    isSubmitting = true;
    const wrong = targets.filter((target) => !run(target, 'submit'));
    if (wrong.length === 0) return;
    event.preventDefault();
    wrong[0].element.focus();
  });
})();`;
