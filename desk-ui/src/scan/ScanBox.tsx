import { lazy, Suspense, useId, useRef, useState, type FormEvent, type KeyboardEvent, type ReactNode } from 'react';
import { useTexts } from '../i18n/language.js';
import { CommandButton } from '../layout/CommandButton.js';
import { Loading } from '../layout/Loading.js';
import { scanTexts } from './texts.js';
import { useWedge } from './use-wedge.js';
import { characterOf, GROUP_SEPARATOR } from './wedge.js';

const Camera = lazy(async () => ({ default: (await import('./Camera.js')).Camera }));
/** How GS, which nobody sees, stands in the input. */
const SHOWN_SEPARATOR = '␝';

/** `onText` answers whether the text was taken; the input is then empty again. */
export type ScanBoxProps = { label?: string; hint?: string; autoFocus?: boolean; children?: ReactNode; pending: boolean; onText: (text: string) => Promise<boolean> };

/** The one way in for whatever is scanned: by a scanner that acts as a keyboard, wherever the focus is; typed; or seen by the camera. */
export function ScanBox({ label, hint, autoFocus = false, children, pending, onText }: ScanBoxProps) {
  const texts = useTexts(scanTexts);
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const [sees, setSees] = useState(false);
  const read = async (text: string) => {
    if (pending || text.trim() === '') return;
    setSees(false);
    if (await onText(text)) setTyped('');
    else input.current?.select();
  };
  useWedge((text) => void read(text));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void read(typed.replaceAll(SHOWN_SEPARATOR, GROUP_SEPARATOR).trim());
  };
  const keepSeparator = (event: KeyboardEvent) => {
    if (characterOf({ ...event, timeStamp: event.timeStamp }) !== GROUP_SEPARATOR) return;
    event.preventDefault();
    setTyped((text) => text + SHOWN_SEPARATOR);
  };
  return (
    <>
      <form onSubmit={submit} className="row">
        <div className="grow">
          <label htmlFor={id}><strong>{label ?? texts.label}</strong></label>
          <input ref={input} id={id} value={typed} onChange={(event) => setTyped(event.target.value)} onKeyDown={keepSeparator} autoFocus={autoFocus} autoComplete="off" spellCheck={false} maxLength={2048} aria-describedby={`${id}-hint`} />
        </div>
        <CommandButton type="submit" pending={pending} disabled={typed.trim() === ''}>{texts.read}</CommandButton>
        <button type="button" aria-expanded={sees} onClick={() => setSees(!sees)}>{sees ? texts.close_camera : texts.camera}</button>
        {children}
      </form>
      <p id={`${id}-hint`} className="hint">{hint ?? texts.hint}</p>
      {sees && <Suspense fallback={<Loading />}><Camera onSeen={(text) => void read(text)} /></Suspense>}
    </>
  );
}
