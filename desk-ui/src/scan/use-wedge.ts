import { useEffect, useRef } from 'react';
import { createWedge } from './wedge.js';

/** Hears a scanner wherever the focus is, but for fields in which somebody types: those take the keys themselves. */
export function useWedge(onScan: (text: string) => void): void {
  const heard = useRef(onScan);
  heard.current = onScan;
  useEffect(() => {
    const wedge = createWedge((text) => heard.current(text));
    const listen = (event: KeyboardEvent) => {
      if (isTypedIn(event.target) || !wedge.take(event)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    addEventListener('keydown', listen, { capture: true });
    return () => removeEventListener('keydown', listen, { capture: true });
  }, []);
}

const PRESSED = ['checkbox', 'radio', 'button', 'submit'];

function isTypedIn(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !PRESSED.includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
