import type { Hints } from './hints.ts';

const hints: Hints = {
  required: '입력해 주세요.',
  'required-checkbox': '이 상자를 선택해 주세요.',
  type: '이 답변을 확인해 주세요.',
  'type-email': '이메일 주소를 입력해 주세요(예: name@example.com).',
  'type-tel': '전화번호를 입력해 주세요.',
  'type-url': 'https://로 시작하는 웹 주소를 입력해 주세요.',
  'type-number': '숫자로 입력해 주세요(예: 4.5).',
  'type-date': '날짜는 YYYY-MM-DD 형식으로 입력해 주세요(예: 2026-05-01).',
  'too-short': '{limit}자 이상 입력해 주세요.',
  'too-long': '{limit}자 이하로 입력해 주세요.',
  'too-early': '가장 이른 날짜: {limit}',
  'too-late': '가장 늦은 날짜: {limit}',
  pattern: '형식을 확인해 주세요.',
  'too-small': '가장 작은 수: {limit}',
  'too-large': '가장 큰 수: {limit}',
  step: '{limit} 단위로 입력해 주세요.',
  option: '목록에서 선택해 주세요.',
  markup: '“<” 문자와 “&amp;” 같은 코드는 빼 주세요.',
  'prefer-not-to-say': '밝히고 싶지 않음',
  optional: '선택 사항',
  'date-format': 'YYYY-MM-DD',
};
export default hints;
