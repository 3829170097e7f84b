import hints from '../../plan/hints/he.ts';
import type { LockTexts } from '../lock-words.ts';

const texts: LockTexts = {
  hints,
  words: {
    loading: 'בטעינה…',
    failed: 'לא ניתן להתחבר כרגע. נסו שוב מאוחר יותר.',
    'login-failed': 'ההתחברות לא הצליחה. נסו שוב.',
    plan: 'חלק מהשאלות לא נטענו. אפשר להתחבר בכל זאת.',
    retry: 'לנסות שוב',
    close: 'סגירה',
    dialog: 'התחברות או הרשמה',
  },
};

export default texts;
