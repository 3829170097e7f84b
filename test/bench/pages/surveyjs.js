/** SurveyJS's form library, both questions on one page, with the style sheet that loads no web fonts. */
import 'survey-core/survey-core.fontless.min.css';
import { Model } from 'survey-core';
import 'survey-js-ui';
import { company, role } from './questions.js';

const container = document.createElement('div');
document.body.append(container);

new Model({
  elements: [
    { type: 'text', name: company.name, title: company.title },
    {
      type: 'radiogroup',
      name: role.name,
      title: role.title,
      choices: role.choices.map(({ value, label }) => ({ value, text: label })),
    },
  ],
}).render(container);
