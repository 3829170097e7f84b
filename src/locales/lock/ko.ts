import hints from '../../plan/hints/ko.ts';
import type { LockTexts } from '../lock-words.ts';

const texts: LockTexts = {
  hints,
  words: {
    loading: '불러오는 중…',
    failed: '지금은 로그인할 수 없습니다. 잠시 후 다시 시도해 주세요.',
    'login-failed': '로그인하지 못했습니다. 다시 시도해 주세요.',
    plan: '일부 질문을 불러오지 못했습니다. 그래도 로그인할 수 있습니다.',
    retry: '다시 시도',
    close: '닫기',
    dialog: '로그인 또는 가입',
  },
};

export default texts;
