/// <reference types="mocha" />
import { expect } from '@open-wc/testing';
import { a11ySnapshot, findAccessibilityNode, sendKeys } from '@web/test-runner-commands';
import type { PanelQuestion } from '../../src/elements/panel/panel-state.ts';
import { itWith } from './driven.ts';
import { expectAccessible } from './expect-accessible.ts';
import { asking, isStill, questions, showPanel, type } from './panel-fixture.ts';

interface Node {
  name: string;
  role: string;
  required?: boolean;
  invalid?: string;
  description?: string;
  checked?: boolean;
  children?: Node[];
}

/** What is in the accessibility tree under `name`. */
async function accessibleNode(role: string, name: string): Promise<Node | null> {
  // Declared as resolving with nothing.
  const tree = (await a11ySnapshot({})) as unknown as Node & { children: Node[] };
  return findAccessibilityNode(tree, (node) => node.role === role && node.name === name);
}

describe('a question', () => {
  describe('has the platform\'s own input', () => {
    const inputs: [keyof typeof questions, string][] = [
      ['text', 'input[type=text][autocomplete=organization]'],
      ['textarea', 'textarea[maxlength="200"]'],
      ['email', 'input[type=email]'],
      ['tel', 'input[type=tel][inputmode=tel]'],
      ['url', 'input[type=url]'],
      ['number', 'input[inputmode=decimal]'],
      ['date', 'input[type=date][max="2020-01-31"]'],
      ['select', 'select'],
      ['radio', 'fieldset[role=radiogroup] input[type=radio]'],
      ['multiselect', 'fieldset input[type=checkbox]'],
      ['checkbox', 'input[type=checkbox]'],
      ['rating', 'fieldset[role=radiogroup] .star input[type=radio]'],
      ['country', 'input[role=combobox]'],
      ['required', 'input[required][minlength="4"][pattern]'],
    ];
    for (const [kind, selector] of inputs) {
      it(`for ${kind}`, async () => {
        const { root } = await showPanel(asking(questions[kind]));
        expect(root.querySelector(selector)).not.to.equal(null);
      });
    }
  });

  itWith('accessibility tree', 'is spoken with its label and its reason', async () => {
    const { find, root } = await showPanel(asking(questions.text, questions.radio));
    expect((await accessibleNode('textbox', 'Company'))?.description).to.equal('So that invoices are right');
    expect(await accessibleNode('radio', 'Developer')).to.include({ checked: false });
    // Snapshots leave out groups.
    expect(find('fieldset > legend').textContent).to.equal('Your role');
    expect(root.getElementById(find('.panel').getAttribute('aria-labelledby')!)?.textContent).to.equal('A couple of quick questions');
  });

  it('names each star by its place', async () => {
    const { root } = await showPanel(asking(questions.rating));
    const names = [...root.querySelectorAll('.star input')].map((input) => input.getAttribute('aria-label'));
    expect(names).to.deep.equal(['1 of 5', '2 of 5', '3 of 5', '4 of 5', '5 of 5']);
  });

  it('fills the stars up to the chosen one, and empties them by "clear"', async () => {
    const { root, find } = await showPanel(asking(questions.rating));
    const filled = () => [...root.querySelectorAll('.star svg')].map((star) => getComputedStyle(star).fill !== 'none');
    const canClear = () => find('[part=clear]').checkVisibility({ visibilityProperty: true });
    expect([filled(), canClear()]).to.deep.equal([[false, false, false, false, false], false]);
    find('.star:nth-of-type(3) input').click();
    expect([filled(), canClear()]).to.deep.equal([[true, true, true, false, false], true]);
    find('.star:nth-of-type(1) input').click();
    expect(filled()).to.deep.equal([true, false, false, false, false]);
    find('[part=clear]').click();
    expect([filled(), canClear()]).to.deep.equal([[false, false, false, false, false], false]);
  });

  it('has a row for each of many or long choices, and tells boxes from radio buttons', async () => {
    const options = (...labels: string[]) => labels.map((label) => ({ value: label, label }));
    const isInRows = async (...labels: string[]) => {
      const { root, panel } = await showPanel(asking({ ...questions.radio, options: options(...labels) }));
      const tops = [...root.querySelectorAll('.chip')].map((chip) => chip.getBoundingClientRect().top);
      panel.destroy();
      return new Set(tops).size === labels.length;
    };
    expect(await isInRows('Yes', 'No', 'Maybe')).to.equal(false);
    expect(await isInRows('A', 'B', 'C', 'D')).to.equal(true);
    expect(await isInRows('Yes', 'No, and never again')).to.equal(true);
    const { root } = await showPanel(asking(questions.radio, questions.multiselect));
    for (const input of root.querySelectorAll('.chip input')) expect(getComputedStyle(input).opacity).to.equal('1');
  });

  it('moves no answer when one is chosen, so that a double click chooses one', async () => {
    const long = { ...questions.radio, options: ['A', 'B', 'C', 'D'].map((label) => ({ value: label, label })) };
    const scale = (min: number, max: number): PanelQuestion => ({ field: { ...questions.rating.field, min, max } });
    for (const placement of ['corner', 'dialog'] as const) {
      for (const question of [questions.radio, long, questions.rating, scale(0, 10), scale(1, 7), scale(0, 4)]) {
        const { root, find, panel } = await showPanel({ ...asking(question), placement });
        await isStill(root);
        const places = () =>
          [...root.querySelectorAll('.choices label, [part=save]')].map((part) => {
            const { left, top, width } = part.getBoundingClientRect();
            return [left, top, width];
          });
        const before = places();
        find('label:nth-of-type(2) input').click();
        expect(places(), `${question.field.type} ${placement}`).to.deep.equal(before);
        panel.destroy();
      }
    }
  });

  it('has the words at the ends of a scale end where it ends', async () => {
    for (const [min, max] of [[0, 10], [1, 7], [0, 3], [1, 5]] as const) {
      for (const placement of ['corner', 'inline'] as const) {
        const ends = { lowLabel: 'Not at all likely, however long I wait', highLabel: 'Extremely likely, even before I was asked' };
        const { root, find, panel } = await showPanel({ ...asking({ field: { ...questions.rating.field, ...ends, min, max } }), placement });
        const right = (selector: string) => find(selector).getBoundingClientRect().right;
        expect(right('.ends') - right('.points label:last-child'), `${min} to ${max}, ${placement}`).to.be.within(-2, 2);
        expect(root.querySelectorAll('.ends span')).to.have.length(2);
        panel.destroy();
      }
    }
  });

  it('has what is said of a box under its words', async () => {
    const { find, panel } = await showPanel({ ...asking({ field: { ...questions.agreement.field, why: 'Required by law' } }, questions.checkbox, questions.required), placement: 'inline' });
    find('[part=save]').click();
    const left = (selector: string) => {
      const words = document.createRange();
      words.selectNodeContents(find(selector));
      return words.getBoundingClientRect().left;
    };
    for (const part of ['.error', '.why']) expect(left(`.tick ~ ${part}`), part).to.be.closeTo(left('.tick > span'), 1.5);
    panel.destroy();
    const shown = await showPanel({ ...asking(questions.checkbox, questions.text, questions.required), placement: 'inline' });
    const looks = ['.tick small', '.label small'].map((selector) => {
      const { color, fontSize, fontWeight } = getComputedStyle(shown.find(selector));
      return [color, fontSize, fontWeight];
    });
    expect(looks[0]).to.deep.equal(looks[1]);
  });

  it('names what each "clear" clears', async () => {
    const { root } = await showPanel(asking(questions.radio, questions.rating));
    const names = [...root.querySelectorAll('[part=clear]')].map((button) => button.getAttribute('aria-labelledby')!.split(' ').map((id) => root.getElementById(id)!.textContent).join(' '));
    expect(names).to.deep.equal(['Clear Your role', 'Clear How do you like it?']);
  });

  it('has one main button, with a value to confirm beside another question too', async () => {
    const { root, panel } = await showPanel(asking(questions.confirmation, questions.select));
    expect([...root.querySelectorAll('.main')].map((button) => button.getAttribute('part'))).to.deep.equal(['save']);
    await panel.update(asking(questions.confirmation));
    expect([...root.querySelectorAll('.main')].map((button) => button.getAttribute('part'))).to.deep.equal(['yes']);
  });

  it('rates by numbers where stars would be too many', async () => {
    const { root } = await showPanel(asking({ field: { ...questions.rating.field, min: 0, max: 10 } }));
    expect(root.querySelector('.star')).to.equal(null);
    expect([...root.querySelectorAll('.number')].map((chip) => chip.textContent?.trim())).to.have.length(11);
  });

  it('tells what the ends of a scale mean, to the eye and to the ear', async () => {
    const ends = { lowLabel: { en: 'Not at all', de: 'Gar nicht' }, highLabel: { en: 'Very much', de: 'Sehr' } };
    for (const bounds of [{}, { min: 0, max: 10 }]) {
      const { host, root, find, panel } = await showPanel({ ...asking({ field: { ...questions.rating.field, ...ends, ...bounds } }), language: 'de' });
      expect([...root.querySelectorAll('.ends span')].map(({ textContent }) => textContent)).to.deep.equal(['Gar nicht', 'Sehr']);
      const names = [...root.querySelectorAll('.points input')].map((input) => input.getAttribute('aria-label')!);
      expect([names[0], names.at(-1), names.filter((name) => name.includes('–')).length]).to.deep.equal([`${names[0]!.slice(0, -12)} – Gar nicht`, `${names.at(-1)!.slice(0, -7)} – Sehr`, 2]);
      expect(find('.ends').getBoundingClientRect().top).to.be.at.least(find('.points').getBoundingClientRect().bottom);
      await expectAccessible(host);
      panel.destroy();
    }
    const { root } = await showPanel(asking(questions.rating));
    expect(root.querySelector('.ends')).to.equal(null);
  });

  describe('for a number', () => {
    for (const [language, typed, saved, shown] of [
      ['de', '4,5', 4.5, '4,5'],
      ['de', '1.234', 1234, '1234'],
      ['en', '1,234.56', 1234.56, '1234.56'],
      ['ar-EG', '٤٫٥', 4.5, '٤٫٥'],
      ['fr', '1 234', 1234, '1234'],
    ] as const) {
      it(`takes "${typed}" in ${language}`, async () => {
        const { find, calls, drafts, panel } = await showPanel({ ...asking({ field: { name: 'seats', label: 'Seats', type: 'number' } }), language });
        await type(find('#q0'), typed);
        expect(drafts.at(-1)).to.deep.equal(['seats', saved]);
        find('[part=save]').click();
        expect(calls).to.deep.equal([['answer', { seats: saved }]]);
        await panel.update({ ...asking({ field: { name: 'rooms', label: 'Rooms', type: 'number' }, value: saved }), language });
        expect(find<HTMLInputElement>('#q0').value).to.equal(shown);
      });
    }

    it('takes what a browser extension fills in, which may fire "change" alone', async () => {
      const { find, calls } = await showPanel(asking(questions.number));
      find<HTMLInputElement>('#q0').value = '7';
      find('#q0').dispatchEvent(new Event('change', { bubbles: true }));
      find('[part=save]').click();
      expect(calls).to.deep.equal([['answer', { seats: 7 }]]);
    });

    it('says what is wrong as the person writes numbers', async () => {
      const { find, text, calls } = await showPanel({ ...asking({ field: { name: 'share', label: 'Share', type: 'number', min: 0.5, max: 10 } }), language: 'de' });
      await type(find('#q0'), 'vier');
      find('[part=save]').click();
      expect(text('.error')).to.equal('Bitte eine Zahl eingeben, zum Beispiel 4,5.');
      find<HTMLInputElement>('#q0').value = '';
      await type(find('#q0'), '0,2');
      expect(text('.error')).to.equal('Bitte 0,5 oder mehr eingeben.');
      expect(calls).to.deep.equal([]);
    });
  });

  it('says which of several may stay blank when another may not', async () => {
    const { panel, root } = await showPanel(asking(questions.text, questions.required));
    const labels = () => [...root.querySelectorAll('.label')].map((label) => label.textContent?.trim());
    expect(labels()).to.deep.equal(['Company (optional)', 'VAT number']);
    await panel.update(asking(questions.text));
    expect(labels()).to.deep.equal(['Company']);
  });

  describe('with a link beside the label of its box', () => {
    it('opens the page in a tab of its own, and leaves the box as it is', async () => {
      const { find, calls } = await showPanel(asking(questions.agreement));
      const link = find<HTMLAnchorElement>('a[part=link]');
      expect([link.textContent, link.pathname + link.search, link.target, link.rel]).to.deep.equal(['Terms & <b>more</b> (opens in a new tab)', '/terms?a=1&b=2', '_blank', 'noopener']);
      link.addEventListener('click', (event) => event.preventDefault());
      link.click();
      expect(find<HTMLInputElement>('input').checked).to.equal(false);
      expect(find('label').contains(link)).to.equal(false);
      expect(calls).to.deep.equal([]);
    });

    it('says it in the language of the person', async () => {
      const { text } = await showPanel({ ...asking(questions.agreement), language: 'de-AT' });
      expect(text('a[part=link]')).to.equal('Bedingungen (öffnet einen neuen Tab)');
    });

    it('has none that is no page of the web', async () => {
      const { root } = await showPanel(asking({ field: { ...questions.agreement.field, link: { text: 'Terms', url: 'javascript:alert(1)' } } }));
      expect(root.querySelector('a[part=link]')).to.equal(null);
    });

    itWith('accessibility tree', 'is spoken as a link beside a box', async () => {
      await showPanel(asking(questions.agreement));
      expect(await accessibleNode('link', 'Terms & <b>more</b> (opens in a new tab)')).not.to.equal(null);
      expect(await accessibleNode('checkbox', 'I agree')).not.to.equal(null);
    });
  });

  it('waits for choices that are loading, and takes them when they come', async () => {
    const { panel, find, text } = await showPanel(asking({ ...questions.select, options: 'loading' }));
    expect(find<HTMLSelectElement>('select').disabled).to.equal(true);
    expect(text('select')).to.equal('Loading the choices…');
    await panel.update(asking(questions.select));
    expect(find<HTMLSelectElement>('select').disabled).to.equal(false);
    expect(text('select')).to.equal('Choose… Just meMore');
  });

  it('takes the filled-in choice when the choices come later', async () => {
    const question: PanelQuestion = { ...questions.select, value: '2' };
    const { panel, find } = await showPanel(asking({ ...question, options: 'loading' }));
    await panel.update(asking(question));
    expect(find<HTMLSelectElement>('select').value).to.equal('2');
  });
});

describe('saving', () => {
  it('reports typed answers by their types', async () => {
    const all = [questions.text, questions.number, questions.select, questions.radio, questions.multiselect, questions.checkbox, questions.rating];
    const { find, root, calls } = await showPanel(asking(...all));
    await type(find('#q0'), ' ACME ');
    await type(find('#q1'), '7');
    find<HTMLSelectElement>('#q2').value = '2';
    find('#q3 input').click();
    for (const box of root.querySelectorAll<HTMLElement>('#q4 input')) box.click();
    find('#q5').click();
    find('#q6 label:nth-of-type(4) input').click();
    find('[part=save]').click();
    expect(calls).to.deep.equal([
      ['answer', { company: 'ACME', seats: 7, size: '2', role: 'dev', tools: ['js', 'go'], news: true, mood: 4 }],
    ]);
  });

  it('names no question that was left blank, but an unticked box is an answer', async () => {
    const { find, calls } = await showPanel(asking(questions.text, questions.checkbox, questions.rating));
    find('[part=save]').click();
    expect(calls).to.deep.equal([['answer', { news: false }]]);
  });

  it('asks for at least one answer, and is quiet about it once something is typed', async () => {
    const { find, root, text, calls } = await showPanel(asking(questions.text, questions.textarea));
    find('[part=save]').click();
    expect(calls).to.deep.equal([]);
    expect(text('[role=status]')).to.match(/^Give an answer, or choose “Not now”\./);
    expect(root.activeElement?.id).to.equal('q0');
    await sendKeys({ type: 'A' });
    expect(root.querySelector('[part=notice]')).to.equal(null);
  });

  it('erases a known answer that is emptied, but not a draft and not a refused confirmation', async () => {
    const known: PanelQuestion = { ...questions.text, value: 'ACME', source: 'user' };
    const draft: PanelQuestion = { ...questions.textarea, value: 'Hm' };
    const { find, calls } = await showPanel(asking(known, draft, { ...questions.confirmation, field: { name: 'team', label: 'Team' } }));
    find('[part=no]').click();
    for (const id of ['#q0', '#q1', '#q2']) find<HTMLInputElement>(id).value = '';
    find('[part=save]').click();
    expect(calls).to.deep.equal([['answer', { company: null }]]);
  });

  it('needs nothing of a question whose choices are not there', async () => {
    const field = { ...questions.select.field, required: true };
    const { find, calls } = await showPanel(asking({ field, options: 'failed' }, { ...questions.text, value: 'ACME' }));
    find('[part=save]').click();
    expect(calls).to.deep.equal([['answer', { company: 'ACME' }]]);
  });

  it('works by the keyboard alone', async () => {
    const { panel, root, calls } = await showPanel(asking(questions.text, questions.radio, questions.rating));
    panel.focus();
    await sendKeys({ type: 'ACME' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: ' ' });
    await sendKeys({ press: 'ArrowRight' });
    // From the chips over "Clear" to the stars.
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: ' ' });
    await sendKeys({ press: 'ArrowRight' });
    await sendKeys({ press: 'ArrowRight' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Tab' });
    expect(root.activeElement?.textContent).to.equal('Save');
    await sendKeys({ press: 'Enter' });
    expect(calls).to.deep.equal([['answer', { company: 'ACME', role: 'ops', mood: 3 }]]);
  });

  it('is what Enter does in a text', async () => {
    const { find, calls } = await showPanel(asking(questions.text));
    await type(find('#q0'), 'ACME');
    await sendKeys({ press: 'Enter' });
    expect(calls).to.deep.equal([['answer', { company: 'ACME' }]]);
  });
});

describe('a wrong answer', () => {
  it('is named in words beside its field, which gets the focus', async () => {
    const { find, root, calls } = await showPanel(asking(questions.text, questions.required, questions.number));
    await type(find('#q0'), 'ACME');
    await type(find('#q1'), 'DE');
    await type(find('#q2'), '12');
    find('[part=save]').click();
    expect(calls).to.deep.equal([]);
    const errors = [...root.querySelectorAll('.error')].map((error) => error.textContent?.trim());
    expect(errors).to.deep.equal(['', 'Enter at least 4 characters.', 'Enter 10 or less.']);
    expect(root.activeElement?.id).to.equal('q1');
  });

  itWith('accessibility tree', 'is spoken with its field', async () => {
    const { find } = await showPanel(asking(questions.required));
    await type(find('#q0'), 'DE');
    find('[part=save]').click();
    const node = await accessibleNode('textbox', 'VAT number');
    expect(node).to.include({ invalid: 'true', required: true, description: 'Enter at least 4 characters.' });
  });

  it('is named no more once it is right', async () => {
    const { find, text } = await showPanel(asking(questions.required));
    await type(find('#q0'), 'DE');
    find('[part=save]').click();
    await sendKeys({ type: '1' });
    expect(text('.error')).not.to.equal('');
    await sendKeys({ type: '2' });
    expect(text('.error')).to.equal('');
    expect(find('#q0').getAttribute('aria-invalid')).to.equal(null);
  });

  it('is half a number or half a date too, although the input seems blank', async () => {
    const { find, calls, root } = await showPanel(asking(questions.text, questions.number, questions.date));
    await type(find('#q0'), 'ACME');
    await type(find('#q1'), '-');
    await type(find('#q2'), '12');
    find('[part=save]').click();
    expect(calls).to.deep.equal([]);
    expect([...root.querySelectorAll('.error')].map((error) => error.textContent?.trim())).to.deep.equal([
      '',
      'Enter a number, such as 4.5.',
      'Check this answer.',
    ]);
  });

  it("is named in the plan's own words, in the language of the person", async () => {
    const hint = { en: 'Only letters, without blanks', de: 'Nur <i>Buchstaben</i>' };
    const field = { ...questions.required.field, hint };
    for (const [language, words] of [['en', hint.en], ['de', hint.de]] as const) {
      const { find, text } = await showPanel({ ...asking({ field }), language });
      await type(find('#q0'), 'DE');
      find('[part=save]').click();
      expect(text('.error')).to.equal(words);
    }
  });

  it('has its limits written as the person writes them', async () => {
    const { find, text } = await showPanel({ ...asking({ ...questions.date, value: '2021-05-01' }), language: 'de' });
    find('[part=save]').click();
    expect(text('.error')).to.contain('31. Januar 2020');
  });

  it('is a required group or box that was left', async () => {
    const required = ({ field, ...rest }: PanelQuestion): PanelQuestion => ({ ...rest, field: { ...field, required: true } });
    const { find, root } = await showPanel(asking(required(questions.radio), required(questions.multiselect), required(questions.checkbox)));
    find('[part=save]').click();
    expect([...root.querySelectorAll('.error')].map((error) => error.textContent?.trim())).to.deep.equal([
      'Answer this question.',
      'Answer this question.',
      'Tick this box to go on.',
    ]);
    expect(find('fieldset[role=radiogroup]').getAttribute('aria-invalid')).to.equal('true');
    expect(root.activeElement?.getAttribute('type')).to.equal('radio');
  });
});

describe('drafts', () => {
  it('are told as they are typed, and when the input is blank again', async () => {
    const { find, drafts } = await showPanel(asking(questions.text, questions.multiselect));
    await type(find('#q0'), 'A');
    await sendKeys({ press: 'Backspace' });
    find('#q1 input').click();
    expect(drafts).to.deep.equal([
      ['company', 'A'],
      ['company', undefined],
      ['tools', ['js']],
    ]);
  });

  it('fill every kind of input', async () => {
    const { find, calls } = await showPanel(
      asking(
        { ...questions.text, value: 'ACME' },
        { ...questions.number, value: 3 },
        { ...questions.date, value: '2019-02-03' },
        { ...questions.select, value: '2' },
        { ...questions.radio, value: 'ops' },
        { ...questions.multiselect, value: ['go'] },
        { ...questions.checkbox, value: true },
        { ...questions.rating, value: 2 },
        { ...questions.country, value: 'DE' },
        { ...questions.textarea, value: 'Two\nlines' },
      ),
    );
    find('[part=save]').click();
    expect(calls).to.deep.equal([
      [
        'answer',
        { company: 'ACME', seats: 3, birthdate: '2019-02-03', size: '2', role: 'ops', tools: ['go'], news: true, mood: 2, country: 'DE', about: 'Two\nlines' },
      ],
    ]);
  });

  it('of a choice can be taken back', async () => {
    const { find, drafts, root } = await showPanel(asking({ ...questions.radio, value: 'ops' }));
    find('[part=clear]').click();
    expect(drafts).to.deep.equal([['role', undefined]]);
    expect(root.querySelector(':checked')).to.equal(null);
    expect(find('[part=clear]').checkVisibility({ visibilityProperty: true })).to.equal(false);
  });
});

describe('a confirmation', () => {
  it('takes one click', async () => {
    const { find, calls, text, root } = await showPanel(asking(questions.confirmation));
    expect(text('[part=heading]')).to.equal('Is this right?');
    expect(text('[part=value]')).to.equal('ACME');
    expect(root.querySelector('input, [part=save]')).to.equal(null);
    find('[part=yes]').click();
    expect(calls).to.deep.equal([['answer', { company: 'ACME' }]]);
  });

  it('that is refused becomes an input with the value to change', async () => {
    const { find, calls, root } = await showPanel(asking(questions.confirmation));
    find('[part=no]').click();
    expect(root.activeElement?.id).to.equal('q0');
    expect(find<HTMLInputElement>('#q0').value).to.equal('ACME');
    await sendKeys({ type: ' Labs' });
    find('[part=save]').click();
    expect(calls.at(-1)![0]).to.equal('answer');
    expect((calls.at(-1)![1] as { company: string }).company).to.contain('Labs');
  });

  it('says the value as the person reads it', async () => {
    const shown: [PanelQuestion, string][] = [
      [{ ...questions.country, value: 'DE' }, 'Germany'],
      [{ ...questions.radio, value: 'ops' }, 'Operations'],
      [{ ...questions.multiselect, value: ['js', 'go'] }, 'JavaScript, Go'],
      [{ ...questions.date, value: '2019-02-03' }, 'February 3, 2019'],
      [{ ...questions.rating, value: 4 }, '4 of 5'],
      [{ ...questions.checkbox, value: true }, 'Yes'],
      [{ ...questions.number, value: 2020 }, '2020'],
    ];
    for (const [question, expected] of shown) {
      const { text } = await showPanel(asking({ ...question, isConfirmation: true, source: 'idp' }));
      expect(text('[part=value]')).to.equal(expected);
    }
  });

  it('beside a question is saved with it, and left out while it is undecided', async () => {
    const other: PanelQuestion = { ...questions.textarea, value: 'Hello' };
    const { find, calls } = await showPanel(asking(questions.confirmation, other));
    find('[part=save]').click();
    expect(calls).to.deep.equal([['answer', { about: 'Hello' }]]);
    find('[part=yes]').click();
    expect(calls).to.have.length(1);
    find('[part=save]').click();
    expect(calls.at(-1)).to.deep.equal(['answer', { company: 'ACME', about: 'Hello' }]);
  });

  it('of several is saved with the last "yes"', async () => {
    const second: PanelQuestion = { ...questions.confirmation, field: { name: 'team', label: 'Team' }, value: 'Web' };
    const { find, calls } = await showPanel(asking(questions.confirmation, second));
    find('[data-index="0"] [part=yes]').click();
    expect(calls).to.deep.equal([]);
    find('[data-index="1"] [part=yes]').click();
    expect(calls).to.deep.equal([['answer', { company: 'ACME', team: 'Web' }]]);
  });
});
