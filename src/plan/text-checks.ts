import { parseDuration } from './duration.ts';
import { HTML, isDataPath } from './limits.ts';

/** The schema's checks of texts besides length and pattern, by the code of the problem (problem-words.ts). */
export const TEXT_CHECKS = {
  blank: (text: string) => text.trim() !== '',
  html: (text: string) => !HTML.test(text),
  duration: (text: string) => parseDuration(text) !== undefined,
  path: isDataPath,
};
