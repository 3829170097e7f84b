/** What is written for Auth0's sign-up page, rendered by a real Liquid engine and read by a real browser. */
import { assert } from '@open-wc/testing';
import fc from 'fast-check';
import { Liquid } from 'liquidjs/dist/liquid.browser.mjs';
import { findFault } from '../../src/plan/codec.ts';
import { describeFault } from '../../src/plan/describe-fault.ts';
import { hintsIn } from '../../src/plan/hints-in.ts';
import type { ProfileField, ProfilePlan } from '../../src/plan/plan.ts';
import { inputName, readPostedAnswers, signUpPageFields } from '../../src/plan/sign-up-page.ts';
import { textIn } from '../../src/plan/text.ts';
import { MAX_VARIABLES } from '../../src/universal-login/page-text.ts';
import { buildSignUpPage, MAX_PARTIAL, type SignUpPage } from '../../src/universal-login/sign-up-page.ts';
import '../../src/universal-login/page-check.ts';
import { fieldAndAnswer, soundPlan } from '../plan/arbitrary-plan.ts';

const liquid = new Liquid({ strictFilters: true, strictVariables: false });

/** As Auth0 does: `var-name` is `varName` on the page. */
function textsIn(page: SignUpPage, language: string): Record<string, string> {
  const entries = Object.entries(page.texts[language] ?? {});
  return Object.fromEntries(entries.map(([name, text]) => [name.replace(/-(\w)/g, (_, first: string) => first.toUpperCase()), text]));
}

function render(page: SignUpPage, locale = 'en', texts = textsIn(page, locale)): string {
  const templates = [page.partials['form-content-start'] ?? '', page.partials['form-content-end'] ?? ''];
  return templates.map((template) => String(liquid.parseAndRenderSync(template, { locale, prompt: { screen: { texts } }, application: { id: 'app' } }))).join('');
}

/** The page's form, in the document while `use` runs. */
function withForm<Result>(html: string, use: (form: HTMLFormElement) => Result): Result {
  const form = document.createElement('form');
  form.innerHTML = html;
  document.body.append(form);
  try {
    return use(form);
  } finally {
    form.remove();
  }
}

/** All of a plan's fields at sign-up, where that may be. */
const signUpPlan = soundPlan.map((plan): ProfilePlan => ({ fields: plan.fields.map((field) => ({ ...field, when: undefined, ask: 'signup' as const })) }));

function tryToBuild(plan: ProfilePlan): SignUpPage | undefined {
  try {
    return buildSignUpPage(plan, { script: '' });
  } catch (error) {
    const isRelative = plan.fields.some(({ link }) => link && !link.url.startsWith('https://'));
    assert.instanceOf(error, Error);
    assert.match(error.message, isRelative ? /its link is relative/ : /need \d+ characters, and Auth0 takes 10000/);
    return undefined;
  }
}

describe('the sign-up page of any plan', () => {
  it('is within its limits, parses as Liquid and HTML, and shows every text as it stands in the plan', () => {
    fc.assert(
      fc.property(signUpPlan, fc.constantFrom('en', 'de', 'pt-BR', 'ja', 'xx'), fc.boolean(), (plan, locale, hasTexts) => {
        const page = tryToBuild(plan);
        if (!page) return;
        for (const partial of Object.values(page.partials)) assert.isAtMost(partial.length, MAX_PARTIAL);
        for (const names of Object.values(page.texts)) assert.isAtMost(Object.keys(names).length, MAX_VARIABLES);
        assert.sameMembers([...page.fields, ...page.deferred.map(({ name }) => name)], plan.fields.map(({ name }) => name));
        withForm(render(page, locale, hasTexts ? textsIn(page, locale) : {}), (form) => {
          const allowed = ['STYLE', 'SCRIPT', 'DIV', 'A', 'P', 'LABEL', 'INPUT', 'SELECT', 'OPTION', 'TEXTAREA', 'FIELDSET', 'LEGEND'];
          for (const element of form.querySelectorAll('*')) assert.include(allowed, element.tagName);
          for (const field of signUpPageFields(plan).fields) checkShown(form, field, locale);
          const ids = [...form.querySelectorAll('[id]')].map(({ id }) => id);
          assert.equal(new Set(ids).size, ids.length, 'an id is there twice');
          const shown = (ids: string | null) => (ids ?? '').split(' ').filter((id) => !form.querySelector(`#${id}`));
          for (const element of form.querySelectorAll('[aria-describedby]')) assert.deepEqual(shown(element.getAttribute('aria-describedby')), []);
        });
      }),
      { numRuns: 150 },
    );
  });

  it('accepts in the browser what the Action accepts, and nothing else', () => {
    fc.assert(
      fc.property(fieldAndAnswer, fc.string({ maxLength: 12 }), fc.constantFrom('', ' ', '0', '1.5', '2026-02-30', '2026-05-01', 'a@b.example', 'https://a.example', 'javascript:alert(1)', '٠١٢', '-1', '1e3', 'x'.repeat(600)), (drawn, wild, typical) => {
        const [one, answer] = drawn;
        const field: ProfileField = { ...one, when: undefined, ask: 'signup' };
        const page = tryToBuild({ fields: [field] });
        if (!page || page.fields.length === 0) return;
        for (const entered of [answer, wild, typical]) comparesAlike(page, field, entered);
      }),
      { numRuns: 300 },
    );
  });
});

/** The label, the reason and the options of `field` are there as text; where Auth0 has no texts of ours, some in English. */
function checkShown(form: HTMLFormElement, field: ProfileField, locale: string): void {
  const { name, type, label, why, options } = field;
  const first = form.querySelector<HTMLInputElement>(`[name="${inputName(field, type === 'multiselect' ? 0 : undefined)}"]`);
  assert.exists(first, name);
  if (!first) return;
  if (type === 'hidden') return assert.equal(first.value, String(field.value));
  const shown = (type === 'multiselect' ? first.closest('fieldset')?.querySelector('legend') : first.labels?.[0])?.textContent ?? '';
  const candidates = [locale, 'en'].map((language) => normalized(textIn(label, language) || name));
  assert.ok(candidates.some((words) => normalized(shown).startsWith(words)), `${JSON.stringify(shown)} does not begin with ${JSON.stringify(candidates)}`);
  if (why !== undefined) assert.notEqual(form.querySelector(`#plock-${name}-why`)?.textContent ?? '', '');
  if (type === 'checkbox' && field.link) {
    const link = first.closest('.ulp-field')?.querySelector('a');
    assert.deepEqual([link?.href, link?.target, link?.rel], [field.link.url, '_blank', 'noopener']);
    const words = [locale, 'en'].map((language) => normalized(textIn(field.link?.text ?? '', language)));
    assert.include(words, normalized(link?.textContent ?? ''));
  }
  if (!Array.isArray(options) || (type !== 'select' && type !== 'radio')) return;
  const values = [...(first as unknown as HTMLSelectElement).options].map(({ value }) => value);
  assert.deepEqual(values, ['', ...options.map(({ value }) => value)]);
}

/** What no page shows, or shows as a blank. */
function normalized(text: string): string {
  return text.replace(/[\p{Cs}]/gu, '\ufffd').replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\s]+/g, ' ').trim();
}

/** Enters `answer`, and compares what the browser says with what becomes of the post. */
function comparesAlike(page: SignUpPage, field: ProfileField, answer: unknown): void {
  withForm(render(page), (form) => {
    const inputs = [...form.querySelectorAll<HTMLInputElement>(`[name^="${inputName(field)}"]`)];
    const [input] = inputs;
    if (!input) throw new Error('Expected an input.');
    const select = input as unknown as HTMLSelectElement;
    if (field.type === 'country') for (const value of ['DE', 'AT', 'XK', 'US']) select.add(new Option(value, value));
    if (field.type === 'multiselect') for (const box of inputs) box.checked = [answer].flat().includes(box.value);
    else if (field.type === 'checkbox') input.checked = answer === true;
    else input.value = String(answer);
    const checks = [...form.querySelectorAll<HTMLElement>('.ulp-error-info')];
    const isAccepted = checks.every((info) => window.progressiveLockCheck?.(info.closest('.ulp-field')!.querySelector('input,select,textarea')!, true));
    const isValid = form.checkValidity();
    const posted = readPostedAnswers([field], Object.fromEntries(new FormData(form)));
    const [wrong] = posted.faults;
    const told = `${field.type} ${JSON.stringify(input.value)}: browser ${isAccepted}, Action ${JSON.stringify(wrong?.fault)}`;
    assert.equal(isAccepted, !wrong, told);
    // HTML's own constraints refuse nothing that is fine; what they let pass, the check does not.
    if (!wrong) assert.isTrue(isValid, `${told}, HTML refuses it: ${form.innerHTML.slice(-700)}`);
    if (wrong) assert.equal(normalized(checks[0]?.textContent ?? ''), normalized(describeFault(hintsIn('en'), field, wrong.fault, 'en')), told);
    if (!wrong && field.type !== 'multiselect' && field.type !== 'checkbox') assert.isUndefined(findFault(field, input.value));
  });
}

describe('a field', () => {
  it('may have any name, that of a part of the page too', () => {
    const page = buildSignUpPage({ fields: [{ name: 'words', label: 'Words', required: true, ask: 'signup' }] }, { script: '' });
    withForm(render(page), (form) => {
      const input = form.querySelector<HTMLInputElement>('[name="ulp-words"]')!;
      assert.equal(input.labels?.[0]?.textContent, 'Words');
      assert.isFalse(window.progressiveLockCheck?.(input, true));
      assert.equal(form.querySelector('#plock-words-error')?.textContent, 'Answer this question.');
    });
  });

  it('says what the ends of a scale mean', () => {
    const page = buildSignUpPage({ fields: [{ name: 'ease', label: 'Ease', type: 'rating', max: 3, lowLabel: { en: 'Hard', de: 'Schwer' }, highLabel: 'OK', ask: 'signup' }] }, { script: '' });
    withForm(render(page, 'de'), (form) => {
      assert.deepEqual([...form.querySelectorAll('option')].map(({ value, textContent }) => [value, textContent]), [['', ''], ['1', '1 – Schwer'], ['2', '2'], ['3', '3 – OK']]);
    });
  });

  it('tells the browser what fills it in, whatever its type', () => {
    const fields: ProfileField[] = [
      { name: 'street', label: 'Street', type: 'textarea', autocomplete: 'street-address', ask: 'signup' },
      { name: 'title', label: 'Title', type: 'select', options: [{ value: 'dr', label: 'Dr' }], autocomplete: 'honorific-prefix', ask: 'signup' },
      { name: 'country', label: 'Country', type: 'country', autocomplete: 'country', ask: 'signup' },
      { name: 'company', label: 'Company', ask: 'signup' },
    ];
    withForm(render(buildSignUpPage({ fields }, { script: '' })), (form) => {
      // The attribute, because Firefox's property knows fewer names.
      assert.deepEqual(fields.map((field) => form.querySelector(`[name="${inputName(field)}"]`)?.getAttribute('autocomplete')), ['street-address', 'honorific-prefix', 'country', 'organization']);
    });
  });
});

describe('a hostile text', () => {
  const attacks = [
    '{{ 7 | times: 6 }}',
    '{% assign x = 1 %}{{ x }}',
    '{%raw%}',
    '{%endraw%}{{ application.id }}',
    '{%comment%}',
    "' | append: application.id }}",
    '"><img src=x onerror=alert(1)>',
    "' onfocus=alert(1) autofocus '",
    '</script><script>alert(1)',
    '</textarea><b>x</b>',
    '&lt;b&gt;&#123;',
    '[a link](javascript:alert(1))',
    '${clientName}',
    '@@SECRET@@ ##SECRET##',
    '50 % off “now” — it’s',
    '<!-- ',
    'a\u2028b\u0000c',
  ];

  for (const attack of attacks) {
    it(`is text everywhere: ${JSON.stringify(attack)}`, () => {
      const text = { en: attack, de: `${attack} de` };
      const field = (type: ProfileField['type'], more: Partial<ProfileField> = {}): ProfileField =>
        ({ name: `f_${type}`, label: text, why: text, hint: text, placeholder: text, type, ask: 'signup', required: true, ...more });
      // A value with control characters is not on the page.
      const value = attack.replaceAll('\u0000', '');
      const options = [{ value, label: text }];
      const plan = {
        fields: [field('text', { value: attack, pattern: attack }), field('textarea', { value: attack }), field('select', { options }), field('multiselect', { options }), field('checkbox'), field('hidden', { value })],
      };
      const page = buildSignUpPage(plan, { script: '' });
      for (const partial of Object.values(page.partials)) assert.notMatch(partial, /@@|##/);
      for (const [language, names] of Object.entries(page.texts)) for (const words of Object.values(names)) assert.notMatch(words, /[{<[$]|@@|##/, language);
      for (const locale of ['en', 'de', 'fr']) {
        withForm(render(page, locale), (form) => {
          assert.equal(form.querySelectorAll('img, b, a, script:not(:first-of-type), [onfocus], [onerror], [autofocus]').length, 0);
          const words = normalized(locale === 'de' ? `${attack} de` : attack);
          assert.ok(normalized(form.querySelector('label')?.textContent ?? '').startsWith(words), form.querySelector('label')?.textContent ?? '');
          assert.equal(normalized(form.querySelector('.plock-why')?.textContent ?? ''), words);
          assert.equal(normalized(form.querySelector<HTMLInputElement>('[placeholder]')?.placeholder ?? ''), words);
          assert.equal(normalized(form.querySelector<HTMLOptionElement>('option:nth-child(2)')?.value ?? ''), normalized(value));
          assert.equal(normalized(form.querySelector('textarea')?.value ?? ''), normalized(attack));
          assert.equal(normalized(form.querySelector<HTMLInputElement>('[name="ulp-f_hidden"]')?.value ?? ''), normalized(value));
        });
      }
    });
  }

  it('in custom texts of Auth0 is text, too, escaped by Auth0 or not', () => {
    const page = buildSignUpPage({ fields: [{ name: 'company', label: { en: 'Company', de: 'Firma' }, ask: 'signup' }] }, { script: '' });
    const [name = ''] = Object.keys(textsIn(page, 'de')).filter((one) => one.includes('company'));
    for (const words of ['<img src=x onerror=alert(1)>', '&lt;img src=x onerror=alert(1)&gt;']) {
      withForm(render(page, 'de', { [name]: words }), (form) => {
        assert.equal(form.querySelector('img'), null);
        assert.equal(form.querySelector('label')?.textContent, '<img src=x onerror=alert(1)>');
      });
    }
  });
});

describe('the room on the page', () => {
  const long = (length: number, number = 1): ProfilePlan => ({
    fields: Array.from({ length: number }, (_, index): ProfileField => ({ name: `field_${index}`, label: 'x'.repeat(length), ask: 'signup' })),
  });

  it('is used behind the password first, then in front of the address, in the order of the plan', () => {
    const one = buildSignUpPage(long(100), { script: 'y'.repeat(5000) });
    assert.deepEqual(Object.keys(one.partials), ['form-content-end']);
    const two = buildSignUpPage(long(900, 8), { script: 'y'.repeat(5000) });
    assert.deepEqual(Object.keys(two.partials), ['form-content-start', 'form-content-end']);
    assert.match(two.partials['form-content-start'] ?? '', /y{5000}/);
    withForm(render(two), (form) => {
      assert.deepEqual([...form.querySelectorAll('label')].map(({ htmlFor }) => htmlFor), long(1, 8).fields.map(({ name }) => `plock-${name}`));
    });
  });

  it('is refused with numbers where it does not do', () => {
    assert.throws(() => buildSignUpPage(long(900, 30), { script: '' }), RangeError, /The sign-up fields need \d{5} characters, and Auth0 takes 10000 in each of two places/);
  });

  it('is shared with what others have there', () => {
    const options = { script: '', takenCharacters: { 'form-content-end': 9000 } };
    assert.deepEqual(Object.keys(buildSignUpPage(long(380, 12), options).partials), ['form-content-start', 'form-content-end']);
    assert.throws(() => buildSignUpPage(long(900, 15), options), /of which others have 9000/);
  });

  it('has at most 30 custom texts, others’ counted, and no words are lost', () => {
    const fields = Array.from({ length: 20 }, (_, index): ProfileField => ({ name: `field_${index}`, label: { en: `Label ${index}`, de: `Name ${index}` }, why: { en: `Why ${index}`, de: `Warum ${index}` }, ask: 'signup' }));
    const page = buildSignUpPage({ fields }, { script: '', takenVariables: 12, languages: ['de'] });
    assert.deepEqual(Object.values(page.texts).map((names) => Object.keys(names).length), [18, 18]);
    for (const [locale, why] of [['de', 'Warum'], ['en', 'Why']] as const) {
      withForm(render(page, locale), (form) => {
        assert.deepEqual([...form.querySelectorAll('.plock-why')].map(({ textContent }) => textContent), fields.map((_, index) => `${why} ${index}`));
      });
    }
  });

  it('is for the applications that are named', () => {
    const plan = long(3);
    const html = (clients: string[]) => render(buildSignUpPage(plan, { script: '', clients }));
    assert.match(html(['other', 'app']), /<input/);
    assert.notMatch(html(['other']), /<input/);
    assert.throws(() => buildSignUpPage(plan, { script: '', clients: ["x' or '1'=='1"] }), TypeError);
  });
});

describe('the check on the page', () => {
  const page = buildSignUpPage(
    {
      fields: [
        { name: 'age', label: 'Age', type: 'number', min: 18, required: true, ask: 'signup' },
        { name: 'topics', label: 'Topics', type: 'multiselect', required: true, options: [{ value: 'a', label: 'A' }, { value: 'b', label: 'B' }], ask: 'signup' },
        { name: 'country', label: 'Country', type: 'country', value: 'AT', ask: 'signup' },
      ],
    },
    { script: '' },
  );

  it('says nothing of an input that somebody only came past, until the form is sent', () => {
    withForm(render(page), (form) => {
      const age = form.querySelector<HTMLInputElement>('#plock-age')!;
      const error = form.querySelector('#plock-age-error')!;
      assert.isTrue(window.progressiveLockCheck?.(age, false));
      assert.equal(error.textContent, '');
      assert.isFalse(window.progressiveLockCheck?.(age, true));
      assert.equal(error.textContent, 'Answer this question.');
      assert.equal(age.getAttribute('aria-invalid'), 'true');
      age.value = '17';
      assert.isFalse(window.progressiveLockCheck?.(age, false));
      assert.equal(error.textContent, 'Enter 18 or more.');
      age.value = '18';
      assert.isTrue(window.progressiveLockCheck?.(age, true));
      assert.equal(error.textContent, '');
      assert.equal(age.getAttribute('aria-invalid'), 'false');
    });
  });

  it('takes a group of boxes as one answer, in the last of which Auth0 shows the error', () => {
    withForm(render(page), (form) => {
      const [first, last] = form.querySelectorAll<HTMLInputElement>('fieldset input');
      assert.isFalse(window.progressiveLockCheck?.(last!, true));
      assert.equal(form.querySelector('#plock-topics-error')?.textContent, 'Answer this question.');
      first!.checked = true;
      assert.isTrue(window.progressiveLockCheck?.(last!, true));
    });
  });
});
