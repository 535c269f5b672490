import { useEffect } from 'react';
import { useTranslate } from 'react-admin';

/** `name`: what is looked at, in words. */
export function useDocumentTitle(name: string): void {
  const translate = useTranslate();
  useEffect(() => void (document.title = `${translate('app.title')} · ${name}`), [translate, name]);
}
