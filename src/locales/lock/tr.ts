import hints from '../../plan/hints/tr.ts';
import type { LockTexts } from '../lock-words.ts';

const texts: LockTexts = {
  hints,
  words: {
    loading: 'Yükleniyor…',
    failed: 'Şu anda giriş yapılamıyor. Lütfen daha sonra yeniden deneyin.',
    'login-failed': 'Giriş yapılamadı. Lütfen yeniden deneyin.',
    cookies: 'Tarayıcınız bu sayfada oturum açmaya izin vermiyor. Lütfen oturum açma sayfasına gidin.',
    interaction: 'Lütfen oturum açma sayfasında kimliğinizi onaylayın.',
    clock: 'Bu cihazın saati yanlış görünüyor. Lütfen tarih ve saati düzeltip tekrar deneyin.',
    redirect: 'Oturum açma sayfasına git',
    plan: 'Bazı sorular yüklenemedi. Yine de giriş yapabilirsiniz.',
    retry: 'Yeniden dene',
    close: 'Kapat',
    dialog: 'Giriş yapın veya kaydolun',
  },
};

export default texts;
