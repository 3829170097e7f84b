import hints from '../../plan/hints/zh-CN.ts';
import type { LockTexts } from '../lock-words.ts';

const texts: LockTexts = {
  hints,
  words: {
    loading: '正在加载…',
    failed: '目前无法登录，请稍后再试。',
    'login-failed': '登录未成功，请重试。',
    plan: '部分问题未能加载，您仍然可以登录。',
    retry: '重试',
    close: '关闭',
    dialog: '登录或注册',
  },
};

export default texts;
