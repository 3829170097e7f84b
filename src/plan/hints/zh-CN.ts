import type { Hints } from './hints.ts';

const hints: Hints = {
  required: '请填写此项。',
  'required-checkbox': '请勾选此框。',
  type: '请检查此项内容。',
  'type-email': '请输入电子邮件地址,例如 name@example.com。',
  'type-tel': '请输入电话号码。',
  'type-url': '请输入以 https:// 开头的网址。',
  'type-number': '请输入数字,例如 4.5。',
  'type-date': '请按 YYYY-MM-DD 格式填写日期,例如 2026-05-01。',
  'too-short': '至少输入 {limit} 个字符。',
  'too-long': '最多输入 {limit} 个字符。',
  'too-early': '最早日期为 {limit}。',
  'too-late': '最晚日期为 {limit}。',
  pattern: '请检查格式。',
  'too-small': '最小值为 {limit}。',
  'too-large': '最大值为 {limit}。',
  step: '请以 {limit} 为步长。',
  option: '请从列表中选择。',
  markup: '请不要使用“<”以及“&amp;”之类的代码。',
  'prefer-not-to-say': '不愿透露',
  optional: '选填',
  'date-format': 'YYYY-MM-DD',
};
export default hints;
