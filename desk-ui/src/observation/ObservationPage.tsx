import { useState } from 'react';
import type { ObservedResident } from '../../../contracts/observation.js';
import { useDesk } from '../frame/desk.js';
import { useApi } from '../frame/use-api.js';
import { fill } from '../i18n/fill.js';
import { LoadError } from '../layout/LoadError.js';
import { Loading } from '../layout/Loading.js';
import { useDocumentTitle } from '../layout/use-document-title.js';
import { ScanInput } from '../scan/ScanInput.js';
import type { Scanned } from '../scan/use-scan.js';
import { alarmNow } from './countdown.js';
import './observation.css';
import { ObservedCard } from './ObservedCard.js';
import { ObservedRow } from './ObservedRow.js';
import { useServerNow } from './use-server-now.js';
import { useObservationTexts } from './use-told.js';

type Board = { asOf: string; data: ObservedResident[] };
const MOST = '200';

/** The observation desk: who is observed, whoever may leave first at the top, and what is done for the one who is chosen or scanned. */
export function ObservationPage() {
  const texts = useObservationTexts();
  const { siteId } = useDesk().site;
  const { data, error, refetch } = useApi<Board>(['journeys', 'list', 'observation', siteId], '/v1/observation', { siteId, first: MOST });
  const now = useServerNow(data?.asOf);
  const [chosen, setChosen] = useState<string | null>(null);
  const [unknown, setUnknown] = useState(false);
  const rows = data?.data ?? [];
  const alarms = rows.filter((row) => alarmNow(row, now) !== null).length;
  useDocumentTitle(alarms > 0 ? `⚠ ${fill(texts.alarms, { count: alarms })} · ${texts.title}` : texts.title);
  const scanned = ({ answer: { candidates } }: Scanned) => {
    const found = candidates.find(({ journeyId }) => rows.some((row) => row.journeyId === journeyId)) ?? candidates[0];
    setUnknown(!found);
    setChosen(found?.journeyId ?? null);
  };
  const choose = (journeyId: string) => {
    setUnknown(false);
    setChosen(journeyId);
  };
  return (
    <>
      <h1>{texts.title}</h1>
      <div className="card"><ScanInput label={texts.scan} onScanned={scanned} /></div>
      <div role="alert">{alarms > 0 && <p className="notice bad large">⚠ {fill(texts.alarms, { count: alarms })}</p>}</div>
      <div className="columns observation">
        <section className="card" aria-label={texts.title}>
          {error && <LoadError error={error} retry={() => void refetch()} />}
          {data ? <h2>{fill(texts.board, { count: rows.length })}</h2> : !error && <Loading />}
          {data && rows.length === 0 && <p>{texts.nobody}</p>}
          <ul className="plain">{rows.map((row) => <li key={row.journeyId}><ObservedRow row={row} now={now} chosen={row.journeyId === chosen} onChoose={() => choose(row.journeyId)} /></li>)}</ul>
        </section>
        {unknown && <p role="status" className="notice warn">{texts.not_here}</p>}
        {chosen ? <ObservedCard key={chosen} journeyId={chosen} row={rows.find((row) => row.journeyId === chosen)} now={now} /> : !unknown && <p className="notice">{texts.choose}</p>}
      </div>
    </>
  );
}
