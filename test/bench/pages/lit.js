/** The lower limit: the same two inputs in a bare Lit form, without anything a product needs. */
import { html, LitElement } from 'lit';
import { company, role } from './questions.js';

class BareForm extends LitElement {
  render() {
    return html`<form>
      <label>${company.title} <input name=${company.name} /></label>
      <fieldset>
        <legend>${role.title}</legend>
        ${role.choices.map(
          ({ value, label }) => html`<label><input type="radio" name=${role.name} value=${value} /> ${label}</label>`,
        )}
      </fieldset>
      <button>Save</button>
    </form>`;
  }
}

customElements.define('bare-form', BareForm);
document.body.append(document.createElement('bare-form'));
