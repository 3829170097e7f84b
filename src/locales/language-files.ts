import { spokenLanguage, type Language } from './pick-language.ts';

/** Loads the file of each language. */
export type LanguageFiles<T> = Record<Language, () => Promise<T>>;

/**
 * Loads the texts of one language when they are first needed. If a language has no texts, or if its file cannot be loaded, the texts
 * are English. Rejects only if English cannot be loaded either. The next call then tries again.
 */
export function languageLoader<T>(files: LanguageFiles<T>): (language: string) => Promise<T> {
  const loaded = new Map<Language, Promise<T>>();

  const load = (language: Language): Promise<T> => {
    const known = loaded.get(language);
    if (known) return known;
    const texts = fetchTexts(language);
    loaded.set(language, texts);
    texts.catch(() => loaded.delete(language));
    return texts;
  };

  const fetchTexts = async (language: Language): Promise<T> => {
    try {
      return await files[language]();
    } catch (error) {
      if (language === 'en') throw error;
      console.warn(`The words in "${language}" could not be loaded; showing English.`, error);
      return load('en');
    }
  };

  return async (language) => load(spokenLanguage(language));
}
