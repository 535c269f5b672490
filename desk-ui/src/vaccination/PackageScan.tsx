import { useState, type FormEvent } from 'react';
import { MESSAGES } from '../../../contracts/describe-problem.js';
import type { SiteDesk } from '../../../contracts/site-desk.js';
import { clockTime } from '../../../ui/shanghai-time.js';
import { fill } from '../i18n/fill.js';
import { useLanguage, useTexts } from '../i18n/language.js';
import { CommandButton } from '../layout/CommandButton.js';
import { Field } from '../layout/Field.js';
import { NotDone } from '../layout/NotDone.js';
import { ScanInput } from '../scan/ScanInput.js';
import { useScan, type Scanned } from '../scan/use-scan.js';
import type { ScannedPackage } from './dose-checklist.js';
import { vaccinationTexts } from './texts.js';

type PackageScanProps = { product: SiteDesk['products'][number]; scanned: ScannedPackage | null; onScanned: (scanned: ScannedPackage) => void; onAgain: () => void };

/** The package that is about to be used, by its trace code. One that may not be used, or is of another product, goes no further than here. */
export function PackageScan({ product, scanned, onScanned, onAgain }: PackageScanProps) {
  const texts = useTexts(vaccinationTexts);
  const language = useLanguage();
  const { scan, pending, error } = useScan();
  const [refused, setRefused] = useState<string | null>(null);
  const [lacksLot, setLacksLot] = useState<string | null>(null);

  const look = ({ text, answer: { traceCode } }: Scanned) => {
    const stop = traceCode ? stopOf(traceCode) : texts.unknown_product;
    setRefused(stop);
    setLacksLot(!stop && traceCode?.lot === null ? text : null);
    if (!stop && traceCode && traceCode.lot !== null) onScanned({ text, at: new Date().toISOString(), package: traceCode });
  };
  const stopOf = ({ product: found, usable, why }: ScannedPackage['package']): string | null => {
    if (!found) return texts.unknown_product;
    if (found.productId !== product.productId) return fill(texts.other_product, { scanned: found.name[language], planned: product.name[language] });
    return usable === false ? (MESSAGES[language].problems[why ?? 'lot-unknown']?.replace(/\{\w+\}/g, '…') ?? texts.stop) : null;
  };
  const withLot = (lot: string) => {
    if (lacksLot) void scan(lacksLot, { readAs: 'trace-code', lot }).then((again) => again && look(again));
  };
  if (scanned) return <Found scanned={scanned} onAgain={onAgain} />;
  return (
    <section>
      <ScanInput label={texts.scan_package} autoFocus onScanned={look} />
      <div role="alert">{refused && <p className="notice bad"><strong>{texts.stop}</strong> {refused}</p>}</div>
      {lacksLot && <LotForm pending={pending} onLot={withLot} />}
      <NotDone error={error} />
    </section>
  );
}

function Found({ scanned: { package: { product, lot, expiresOn, usesLeft, discardAt } }, onAgain }: { scanned: ScannedPackage; onAgain: () => void }) {
  const texts = useTexts(vaccinationTexts);
  const language = useLanguage();
  return (
    <div className="notice good row">
      <div className="grow">
        <strong className="large">{product?.name[language]}</strong>
        <div>{fill(texts.lot_and_expiry, { lot: lot ?? '–', expiry: expiresOn ?? '–' })}</div>
        {usesLeft !== null && <div>{fill(texts.uses_left, { count: usesLeft })}</div>}
        {discardAt && <div>{fill(texts.discard_at, { time: clockTime(discardAt) })}</div>}
      </div>
      <button type="button" onClick={onAgain}>{texts.other_package}</button>
    </div>
  );
}

function LotForm({ pending, onLot }: { pending: boolean; onLot: (lot: string) => void }) {
  const texts = useTexts(vaccinationTexts);
  const [lot, setLot] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onLot(lot.trim());
  };
  return (
    <form onSubmit={submit} className="row">
      <Field label={texts.lot} hint={texts.lot_needed} value={lot} onChange={(event) => setLot(event.target.value)} autoFocus maxLength={40} />
      <CommandButton type="submit" pending={pending} disabled={lot.trim() === ''}>{texts.check_lot}</CommandButton>
    </form>
  );
}
