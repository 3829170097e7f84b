import hints from '../../plan/hints/zh-CN.ts';
import type { LockTexts } from '../lock-words.ts';

const texts: LockTexts = {
  hints,
  words: {
    loading: '正在加载…',
    failed: '目前无法登录，请稍后再试。',
    'login-failed': '登录未成功，请重试。',
    cookies: '您的浏览器不允许在此页面登录。请前往登录页面。',
    interaction: '请在登录页面确认是您本人。',
    clock: '此设备的时钟似乎不正确。请校正日期和时间，然后重试。',
    redirect: '前往登录页面',
    plan: '部分问题未能加载，您仍然可以登录。',
    retry: '重试',
    close: '关闭',
    dialog: '登录或注册',
  },
};

export default texts;
