import { lazy, Suspense, useId, useRef, useState, type FormEvent, type KeyboardEvent, type ReactNode } from 'react';
import { useTexts } from '../i18n/language.js';
import { CommandButton } from '../layout/CommandButton.js';
import { Loading } from '../layout/Loading.js';
import { NotDone } from '../layout/NotDone.js';
import { scanTexts } from './texts.js';
import { useScan, type ReadAs, type Scanned } from './use-scan.js';
import { useWedge } from './use-wedge.js';
import { characterOf, GROUP_SEPARATOR } from './wedge.js';

const Camera = lazy(async () => ({ default: (await import('./Camera.js')).Camera }));
/** How GS, which nobody sees, stands in the input. */
const SHOWN_SEPARATOR = '␝';

type ScanInputProps = { label?: string; hint?: string; autoFocus?: boolean; children?: ReactNode; onScanned: (scanned: Scanned) => void };

/** The one way in for whatever is scanned: by a scanner that acts as a keyboard, wherever the focus is; typed; or seen by the camera. It asks what the text is and hands that on. */
export function ScanInput({ label, hint, autoFocus = false, children, onScanned }: ScanInputProps) {
  const texts = useTexts(scanTexts);
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  const [sees, setSees] = useState(false);
  const { scan, pending, error, readings } = useScan();
  const read = async (text: string, readAs?: ReadAs) => {
    if (pending || text.trim() === '') return;
    setSees(false);
    setAsked(text);
    const scanned = await scan(text, readAs ? { readAs } : {});
    if (!scanned) return input.current?.select();
    setTyped('');
    onScanned(scanned);
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
    <section>
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
      {readings.length > 0 ? (
        <div role="group" aria-label={texts.which} className="row">
          <strong>{texts.which}</strong>
          {readings.map((kind) => <button key={kind} type="button" onClick={() => void read(asked, kind)}>{texts.kinds[kind]}</button>)}
        </div>
      ) : <NotDone error={error} />}
    </section>
  );
}
