import type { Resident } from '../../../contracts/residents.js';
import { LoadError } from '../layout/LoadError.js';
import { Loading } from '../layout/Loading.js';
import type { Scanned } from '../scan/use-scan.js';
import { ArchivePart } from './ArchivePart.js';
import { ConsentPart } from './ConsentPart.js';
import { IdentifyPart } from './IdentifyPart.js';
import { PaymentPart } from './PaymentPart.js';
import { PrecheckPart } from './PrecheckPart.js';
import { useVisit } from '../frame/use-visit.js';

/** What is open of a visit, in the order of its gates; each part is there while its command is. */
export function VisitParts({ journeyId, resident, scanned }: { journeyId: string; resident: Resident; scanned: Scanned }) {
  const { journey, commands, open, error, refetch } = useVisit(journeyId);
  if (error && !journey) return <LoadError error={error} retry={() => void refetch()} />;
  if (!journey || !commands) return <Loading />;
  return (
    <div className="columns">
      <IdentifyPart journey={journey} open={open} scanned={scanned} />
      <ArchivePart journey={journey} open={open} />
      {open('recordPrecheck') && <PrecheckPart journey={journey} />}
      {open('recordConsent') && <ConsentPart journey={journey} commands={commands} resident={resident} />}
      {open('recordPayment') && <PaymentPart journey={journey} commands={commands} />}
    </div>
  );
}
