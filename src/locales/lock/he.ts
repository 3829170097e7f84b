import hints from '../../plan/hints/he.ts';
import type { LockTexts } from '../lock-words.ts';

const texts: LockTexts = {
  hints,
  words: {
    loading: 'בטעינה…',
    failed: 'לא ניתן להתחבר כרגע. נסו שוב מאוחר יותר.',
    'login-failed': 'ההתחברות לא הצליחה. נסו שוב.',
    cookies: 'הדפדפן שלך אינו מאפשר להתחבר בדף הזה. יש לעבור לדף ההתחברות.',
    interaction: 'יש לאשר את זהותך בדף ההתחברות.',
    clock: 'נראה שהשעון במכשיר הזה שגוי. יש לתקן את התאריך והשעה ולנסות שוב.',
    redirect: 'מעבר לדף ההתחברות',
    plan: 'חלק מהשאלות לא נטענו. אפשר להתחבר בכל זאת.',
    retry: 'לנסות שוב',
    close: 'סגירה',
    dialog: 'התחברות או הרשמה',
  },
};

export default texts;
