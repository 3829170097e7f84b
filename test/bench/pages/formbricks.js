/** Formbricks' survey renderer. It shows one question at a time, so only the first is measured, in its favour. */
import { renderSurveyInline } from '@formbricks/surveys';
import { company, role } from './questions.js';

const text = (words) => ({ default: words });
const container = document.createElement('div');
container.id = 'survey';
container.style.height = '400px';
document.body.append(container);

renderSurveyInline({
  containerId: container.id,
  brandColor: '#1f5fbf',
  styling: { allowStyleOverwrite: true },
  isBrandingEnabled: false,
  languageCode: 'default',
  survey: {
    id: 'bench',
    name: 'bench',
    type: 'link',
    welcomeCard: { enabled: false },
    thankYouCard: { enabled: false },
    hiddenFields: { enabled: false },
    languages: [],
    triggers: [],
    questions: [
      {
        id: company.name,
        type: 'openText',
        inputType: 'text',
        headline: text(company.title),
        required: false,
        longAnswer: false,
        logic: [],
      },
      {
        id: role.name,
        type: 'multipleChoiceSingle',
        headline: text(role.title),
        required: false,
        choices: role.choices.map(({ value, label }) => ({ id: value, label: text(label) })),
        logic: [],
      },
    ],
  },
  onClose() {},
  onResponse() {},
  onDisplay() {},
  onFinished() {},
});
