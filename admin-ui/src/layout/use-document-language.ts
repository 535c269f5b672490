import { useEffect } from 'react';
import { useLocale, useTranslate } from 'react-admin';

/** Screen readers pronounce the page by this, and browsers offer to translate what it does not say. `name`: what is looked at, in words. */
export function useDocumentLanguage(name: string): void {
  const locale = useLocale();
  const translate = useTranslate();
  useEffect(() => {
    document.documentElement.lang = locale === 'en' ? 'en' : 'zh-CN';
    document.title = `${translate('app.title')} · ${name}`;
  }, [locale, translate, name]);
}
