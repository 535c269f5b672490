import { useEffect } from 'react';

/** What the tab is called, and screen readers say first. */
export function useDocumentTitle(name: string): void {
  useEffect(() => void (document.title = `${name} · 苗程 Miaocheng`), [name]);
}
