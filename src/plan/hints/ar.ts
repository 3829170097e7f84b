import type { Hints } from './hints.ts';

const hints: Hints = {
  required: 'يرجى ملء هذا الحقل.',
  'required-checkbox': 'يرجى تحديد هذا المربع.',
  type: 'يرجى التحقق من هذه الإجابة.',
  'type-email': 'يرجى إدخال عنوان بريد إلكتروني، مثل name@example.com.',
  'type-tel': 'يرجى إدخال رقم هاتف.',
  'type-url': 'يرجى إدخال عنوان ويب يبدأ بـ https://.',
  'type-number': 'يرجى إدخال رقم بالأرقام 0-9، مثل 4.5.',
  'type-date': 'يرجى كتابة التاريخ بالصيغة YYYY-MM-DD، مثل 2026-05-01.',
  'too-short': 'يرجى كتابة {limit, plural, one {حرف واحد} two {حرفين} few {# أحرف} many {# حرفًا} other {# حرف}} على الأقل.',
  'too-long': 'يرجى كتابة {limit, plural, one {حرف واحد} two {حرفين} few {# أحرف} many {# حرفًا} other {# حرف}} على الأكثر.',
  'too-early': 'أقرب تاريخ ممكن: {limit}.',
  'too-late': 'آخر تاريخ ممكن: {limit}.',
  pattern: 'يرجى التحقق من الصيغة.',
  'too-small': 'أصغر رقم: {limit}.',
  'too-large': 'أكبر رقم: {limit}.',
  step: 'يرجى استخدام خطوات مقدارها {limit}.',
  option: 'يرجى اختيار عنصر من القائمة.',
  markup: 'يرجى حذف الرمز «<» والرموز مثل «&amp;».',
  'prefer-not-to-say': 'أفضّل عدم الإجابة',
  optional: 'اختياري',
  'date-format': 'YYYY-MM-DD',
};
export default hints;
