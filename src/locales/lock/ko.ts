import hints from '../../plan/hints/ko.ts';
import type { LockTexts } from '../lock-words.ts';

const texts: LockTexts = {
  hints,
  words: {
    loading: '불러오는 중…',
    failed: '지금은 로그인할 수 없습니다. 잠시 후 다시 시도해 주세요.',
    'login-failed': '로그인하지 못했습니다. 다시 시도해 주세요.',
    cookies: '이 브라우저에서는 이 페이지에서 로그인할 수 없습니다. 로그인 페이지로 이동해 주세요.',
    interaction: '로그인 페이지에서 본인임을 확인해 주세요.',
    clock: '이 기기의 시계가 맞지 않는 것 같습니다. 날짜와 시간을 바로잡고 다시 시도해 주세요.',
    redirect: '로그인 페이지로 이동',
    plan: '일부 질문을 불러오지 못했습니다. 그래도 로그인할 수 있습니다.',
    retry: '다시 시도',
    close: '닫기',
    dialog: '로그인 또는 가입',
  },
};

export default texts;
