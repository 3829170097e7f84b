import type { Hints } from './hints.ts';

const hints: Hints = {
  required: 'Please fill this in.',
  'required-checkbox': 'Please tick this box.',
  type: 'Please check this answer.',
  'type-email': 'Please enter an e-mail address, such as name@example.com.',
  'type-tel': 'Please enter a phone number.',
  'type-url': 'Please enter a web address that starts with https://.',
  'type-number': 'Please enter a number in digits, such as 4.5.',
  'type-date': 'Please write the date as YYYY-MM-DD, such as 2026-05-01.',
  'too-short': 'Please write at least {limit, plural, one {# character} other {# characters}}.',
  'too-long': 'Please write at most {limit, plural, one {# character} other {# characters}}.',
  'too-early': 'The earliest date is {limit}.',
  'too-late': 'The latest date is {limit}.',
  pattern: 'Please check the format.',
  'too-small': 'The smallest number is {limit}.',
  'too-large': 'The largest number is {limit}.',
  step: 'Please use steps of {limit}.',
  option: 'Please choose an entry from the list.',
  markup: 'Please leave out the character “<” and codes such as “&amp;”.',
  'prefer-not-to-say': 'Prefer not to say',
  optional: 'optional',
  'date-format': 'YYYY-MM-DD',
};
export default hints;
