import { useLayoutEffect, useSyncExternalStore } from 'react';
import type { Language } from '../../../contracts/describe-problem.js';
import { keepLanguage, keptLanguage } from '../../../ui/kept-language.js';
import { SHARED_WORDS, type SharedWords } from '../../../ui/words/shared-words.js';

const browserStorage = () => localStorage;
const listeners = new Set<() => void>();
let language: Language | null = null;

const current = (): Language => (language ??= keptLanguage(browserStorage));

export function chooseLanguage(chosen: Language): void {
  language = chosen;
  keepLanguage(browserStorage, chosen);
  listeners.forEach((listener) => listener());
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** The language of the page; the document says it too, since screen readers pronounce the page by that. */
export function useLanguage(): Language {
  const now = useSyncExternalStore(subscribe, current);
  useLayoutEffect(() => void (document.documentElement.lang = now === 'en' ? 'en' : 'zh-CN'), [now]);
  return now;
}

/** The texts of one part, in the language of the page. Each part keeps its own beside it, in a file `texts.ts` of that part. */
export function useTexts<T>(texts: Record<Language, T>): T {
  return texts[useLanguage()];
}

/** The name of a value of the API; one that this page does not know yet is shown as it is. */
export function useWords(): (list: keyof SharedWords, value: string) => string {
  const words = SHARED_WORDS[useLanguage()];
  return (list, value) => (words[list] as Record<string, string>)[value] ?? value;
}
