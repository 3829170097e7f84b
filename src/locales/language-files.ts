import { spokenLanguage, type Language } from './pick-language.ts';

/** What brings each language's file. */
export type LanguageFiles<T> = Record<Language, () => Promise<T>>;

/**
 * Loads texts, one language at a time, when they are first needed. A language without texts, or one whose file cannot
 * be loaded, gives English. Rejects only if English cannot be loaded either; the next call tries again.
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
