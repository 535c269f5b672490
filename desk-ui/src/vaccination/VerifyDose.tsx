import { useState } from 'react';
import type { Journey } from '../../../contracts/journeys.js';
import type { SiteDesk } from '../../../contracts/site-desk.js';
import { useCommand } from '../frame/use-command.js';
import { useDesk } from '../frame/desk.js';
import { useTexts } from '../i18n/language.js';
import { NotDone } from '../layout/NotDone.js';
import { Checklist } from './Checklist.js';
import { entriesOf, openItems, type ScannedPackage, type Ticks } from './dose-checklist.js';
import { PackageScan } from './PackageScan.js';
import { ResidentSide, type Confirmation } from './ResidentSide.js';
import { vaccinationTexts } from './texts.js';

type VerifyDoseProps = {
  journeyId: string;
  dose: Journey['doses'][number];
  product: SiteDesk['products'][number];
  birthDate: string;
  /** When name and birth date were read back at this desk and matched. */
  readBackAt: string;
};

/** 三查七对一验证 of one dose: the package by its code, each item of staff on its own, and at last the resident's side, which sends it. */
export function VerifyDose({ journeyId, dose, product, birthDate, readBackAt }: VerifyDoseProps) {
  const texts = useTexts(vaccinationTexts);
  const { me, site } = useDesk();
  const [scanned, setScanned] = useState<ScannedPackage | null>(null);
  const [ticks, setTicks] = useState<Ticks>({ name: { value: texts.read_back_ticked, at: readBackAt } });
  const [stopped, setStopped] = useState(false);
  const { pending, error, send, forget } = useCommand(journeyId);
  const entries = entriesOf(site.checklist, ticks, { scanned, birthDate, staffId: me.id });
  const open = openItems(site.checklist, entries);
  const lot = scanned?.package.lot ?? null;

  const scanAgain = () => {
    setScanned(null);
    forget();
  };
  const confirm = async (residentConfirmation: Confirmation) => {
    if (!scanned || lot === null) return;
    const data = { plannedDoseId: dose.plannedDoseId, traceCode: scanned.text, productId: product.productId, lot, items: entries, vaccinatorConfirmed: true, residentConfirmation };
    await send({ type: 'verify', data, station: 'vaccination' });
  };
  const stop = () => {
    setStopped(true);
    setTicks({});
    setScanned(null);
  };
  return (
    <>
      {stopped && <p role="alert" className="notice bad">{texts.resident_said_no}</p>}
      <PackageScan product={product} scanned={scanned} onScanned={(found) => { setStopped(false); setScanned(found); }} onAgain={scanAgain} />
      {scanned && <Checklist items={site.checklist} product={product} entries={entries} onTick={(item, value) => setTicks({ ...ticks, [item]: { value, at: new Date().toISOString() } })} />}
      {scanned && (open.length > 0 || lot === null ? <p className="hint">{texts.confirm_waits}</p> : (
        <ResidentSide product={product} package={{ lot, expiresOn: scanned.package.expiresOn }} bodySite={entries.find(({ item }) => item === 'body-site')?.value ?? ''} birthDate={birthDate} pending={pending} onConfirm={(said) => void confirm(said)} onStop={stop} />
      ))}
      <NotDone error={error} />
    </>
  );
}
