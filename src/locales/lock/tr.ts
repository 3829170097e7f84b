import hints from '../../plan/hints/tr.ts';
import type { LockTexts } from '../lock-words.ts';

const texts: LockTexts = {
  hints,
  words: {
    loading: 'Yükleniyor…',
    failed: 'Şu anda giriş yapılamıyor. Lütfen daha sonra yeniden deneyin.',
    'login-failed': 'Giriş yapılamadı. Lütfen yeniden deneyin.',
    plan: 'Bazı sorular yüklenemedi. Yine de giriş yapabilirsiniz.',
    retry: 'Yeniden dene',
    close: 'Kapat',
    dialog: 'Giriş yapın veya kaydolun',
  },
};

export default texts;
