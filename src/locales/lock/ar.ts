import hints from '../../plan/hints/ar.ts';
import type { LockTexts } from '../lock-words.ts';

const texts: LockTexts = {
  hints,
  words: {
    loading: 'جارٍ التحميل…',
    failed: 'تسجيل الدخول غير ممكن حاليًا. يُرجى المحاولة لاحقًا.',
    'login-failed': 'لم ينجح تسجيل الدخول. يُرجى المحاولة مرة أخرى.',
    plan: 'تعذّر تحميل بعض الأسئلة. يمكنك تسجيل الدخول رغم ذلك.',
    retry: 'المحاولة مرة أخرى',
    close: 'إغلاق',
    dialog: 'تسجيل الدخول أو إنشاء حساب',
  },
};

export default texts;
