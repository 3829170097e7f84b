import type { Hints } from './hints.ts';

const hints: Hints = {
  required: 'נא למלא שדה זה.',
  'required-checkbox': 'נא לסמן תיבה זו.',
  type: 'נא לבדוק תשובה זו.',
  'type-email': 'נא להזין כתובת דוא״ל, למשל name@example.com.',
  'type-tel': 'נא להזין מספר טלפון.',
  'type-url': 'נא להזין כתובת אינטרנט שמתחילה ב-https://.',
  'type-number': 'נא להזין מספר בספרות, למשל 4.5.',
  'type-date': 'נא לכתוב את התאריך בתבנית YYYY-MM-DD, למשל 2026-05-01.',
  'too-short': 'יש לכתוב לפחות {limit, plural, one {תו אחד} two {שני תווים} other {# תווים}}.',
  'too-long': 'יש לכתוב לכל היותר {limit, plural, one {תו אחד} two {שני תווים} other {# תווים}}.',
  'too-early': 'התאריך המוקדם ביותר: {limit}.',
  'too-late': 'התאריך המאוחר ביותר: {limit}.',
  pattern: 'נא לבדוק את התבנית.',
  'too-small': 'המספר הקטן ביותר: {limit}.',
  'too-large': 'המספר הגדול ביותר: {limit}.',
  step: 'נא להשתמש בקפיצות של {limit}.',
  option: 'נא לבחור פריט מהרשימה.',
  markup: 'נא להסיר את התו ”<“ וקודים כגון ”&amp;“.',
  'prefer-not-to-say': 'מעדיפים לא לענות',
  optional: 'לא חובה',
  'date-format': 'YYYY-MM-DD',
};
export default hints;
