import type { Hints } from './hints.ts';

const hints: Hints = {
  required: '入力してください。',
  'required-checkbox': 'チェックを入れてください。',
  type: 'この回答を確認してください。',
  'type-email': 'メールアドレスを入力してください(例:name@example.com)。',
  'type-tel': '電話番号を入力してください。',
  'type-url': 'https:// で始まるウェブアドレスを入力してください。',
  'type-number': '半角数字で入力してください(例:4.5)。',
  'type-date': '日付は YYYY-MM-DD の形式で入力してください(例:2026-05-01)。',
  'too-short': '{limit}文字以上で入力してください。',
  'too-long': '{limit}文字以内で入力してください。',
  'too-early': '{limit} 以降の日付を入力してください。',
  'too-late': '{limit} 以前の日付を入力してください。',
  pattern: '形式を確認してください。',
  'too-small': '{limit} 以上の数を入力してください。',
  'too-large': '{limit} 以下の数を入力してください。',
  step: '{limit} 刻みで入力してください。',
  option: '一覧から選択してください。',
  markup: '「<」や「&amp;」のような記号は使わないでください。',
  'prefer-not-to-say': '回答しない',
  optional: '任意',
  'date-format': 'YYYY-MM-DD',
};
export default hints;
