import { useId, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { Certificate } from '../../../contracts/certificates.js';
import { REPRINT_REASONS, type CertificateKind, type ReprintReason } from '../../../domain/certificate/certificate.js';
import { shanghaiTime } from '../../../ui/shanghai-time.js';
import { api } from '../api.js';
import { useApi } from '../frame/use-api.js';
import { fill } from '../i18n/fill.js';
import { CommandButton } from '../layout/CommandButton.js';
import { LoadError } from '../layout/LoadError.js';
import { Loading } from '../layout/Loading.js';
import { NotDone } from '../layout/NotDone.js';
import { useAsking } from '../layout/use-asking.js';
import { PrintedCertificate } from './PrintedCertificate.js';
import { useObservationTexts } from './use-told.js';

type Standing = { kind: CertificateKind; doses: number; prints: { number: number; at: string }[] };

/** The line of a child's booklet or the voucher of an adult; every print after the first says why. */
export function CertificatePart({ journeyId }: { journeyId: string }) {
  const words = useObservationTexts().certificate;
  const queries = useQueryClient();
  const key = ['journeys', journeyId, 'certificate'];
  const { data, error: unread, refetch } = useApi<Standing>(key, `/v1/journeys/${journeyId}/certificate`);
  const { pending, error, ask } = useAsking();
  const [shown, setShown] = useState<Certificate | null>(null);
  const print = async (reason?: ReprintReason) => {
    setShown(await ask(() => api.post<Certificate>(`/v1/journeys/${journeyId}/certificate/prints`, reason ? { reason } : {})));
    await queries.invalidateQueries({ queryKey: key });
  };
  const last = data?.prints.at(-1);
  return (
    <section className="card">
      <h3>{words.title}</h3>
      {!data && (unread ? <LoadError error={unread} retry={() => void refetch()} /> : <Loading />)}
      {data?.doses === 0 && <p>{words.nothing}</p>}
      {data && data.doses > 0 && !last && <CommandButton pending={pending} onClick={() => void print()}>{fill(words.print, { kind: words[data.kind] })}</CommandButton>}
      {data && last && <p role="status">{fill(words.printed, { count: data.prints.length, at: shanghaiTime(last.at) })}</p>}
      {data && data.doses > 0 && last && <PrintAgain pending={pending} onPrint={(reason) => void print(reason)} />}
      <NotDone error={error} />
      {shown && <PrintedCertificate certificate={shown} onClose={() => setShown(null)} />}
    </section>
  );
}

function PrintAgain({ pending, onPrint }: { pending: boolean; onPrint: (reason: ReprintReason) => void }) {
  const words = useObservationTexts().certificate;
  const id = useId();
  const [reason, setReason] = useState<ReprintReason | null>(null);
  return (
    <div className="field">
      <label htmlFor={id}>{words.why}</label>
      <select id={id} value={reason ?? ''} onChange={(event) => setReason(REPRINT_REASONS.find((one) => one === event.target.value) ?? null)}>
        <option value="">{words.choose_why}</option>
        {REPRINT_REASONS.map((one) => <option key={one} value={one}>{words.reasons[one]}</option>)}
      </select>
      <p><CommandButton className="" pending={pending} disabled={!reason} onClick={() => reason && onPrint(reason)}>{words.again}</CommandButton></p>
    </div>
  );
}
