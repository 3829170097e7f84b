import type { Hints } from './hints.ts';

const hints: Hints = {
  required: 'Lütfen bu alanı doldurun.',
  'required-checkbox': 'Lütfen bu kutuyu işaretleyin.',
  type: 'Lütfen bu yanıtı kontrol edin.',
  'type-email': 'Lütfen bir e-posta adresi girin, örneğin ad@example.com.',
  'type-tel': 'Lütfen bir telefon numarası girin.',
  'type-url': 'Lütfen https:// ile başlayan bir web adresi girin.',
  'type-number': 'Lütfen rakamlarla bir sayı girin, örneğin 4.5 (noktayla).',
  'type-date': 'Lütfen tarihi YYYY-AA-GG biçiminde yazın, örneğin 2026-05-01.',
  'too-short': 'En az {limit} karakter yazın.',
  'too-long': 'En fazla {limit} karakter yazın.',
  'too-early': 'En erken tarih: {limit}.',
  'too-late': 'En geç tarih: {limit}.',
  pattern: 'Lütfen biçimi kontrol edin.',
  'too-small': 'En küçük sayı: {limit}.',
  'too-large': 'En büyük sayı: {limit}.',
  step: 'Lütfen şu adımları kullanın: {limit}.',
  option: 'Lütfen listeden bir seçenek seçin.',
  markup: 'Lütfen “<” karakterini ve “&amp;” gibi kodları çıkarın.',
  'prefer-not-to-say': 'Belirtmek istemiyorum',
  optional: 'isteğe bağlı',
  'date-format': 'YYYY-AA-GG',
};
export default hints;
