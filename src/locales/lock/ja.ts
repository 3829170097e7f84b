import hints from '../../plan/hints/ja.ts';
import type { LockTexts } from '../lock-words.ts';

const texts: LockTexts = {
  hints,
  words: {
    loading: '読み込み中…',
    failed: '現在ログインできません。しばらくしてからもう一度お試しください。',
    'login-failed': 'ログインできませんでした。もう一度お試しください。',
    cookies: 'お使いのブラウザーでは、このページでログインできません。ログインページに移動してください。',
    interaction: 'ログインページでご本人であることを確認してください。',
    clock: 'この端末の時計がずれているようです。日付と時刻を直して、もう一度お試しください。',
    redirect: 'ログインページへ移動',
    plan: '一部の質問を読み込めませんでしたが、ログインはできます。',
    retry: 'もう一度試す',
    close: '閉じる',
    dialog: 'ログインまたは新規登録',
  },
};

export default texts;
