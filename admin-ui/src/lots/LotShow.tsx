import Button from '@mui/material/Button';
import { useEffect, useRef, useState } from 'react';
import { useGetOne, useTranslate } from 'react-admin';
import { useParams } from 'react-router-dom';
import { Field, Fields } from '../layout/Fields.js';
import { LoadError } from '../layout/LoadError.js';
import { PageHeading } from '../layout/PageHeading.js';
import { Part } from '../layout/Part.js';
import { watchingClosely } from '../layout/query-options.js';
import { useSignedIn } from '../layout/use-signed-in.js';
import { useWords } from '../layout/use-words.js';
import { WHOLE } from '../layout/whole.js';
import { HoldPart } from './HoldPart.js';
import { LotStatus } from './LotStatus.js';
import { PlaceDialog } from './PlaceDialog.js';
import type { LotShown } from './rows.js';

/** One lot: whether it may be used, what stops it and who is followed up, and what the reader may do about it. */
export function LotShow() {
  const translate = useTranslate();
  const words = useWords();
  const { id = '' } = useParams();
  const { data, error, refetch } = useGetOne<LotShown>('lots', { id, meta: WHOLE }, watchingClosely);
  return (
    <>
      <PageHeading resource="lots" back={translate('lots.back')} title={data ? `${words('product', data.productId)} ${data.lot}` : translate('resources.lots.name')} />
      {error && <LoadError error={error} retry={() => void refetch()} />}
      {data && <About lot={data} reload={() => void refetch()} />}
    </>
  );
}

function About({ lot, reload }: { lot: LotShown; reload: () => void }) {
  const translate = useTranslate();
  const { identity } = useSignedIn();
  const [placing, setPlacing] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), [lot.holds.length]); // the dialog is gone, and what it made is here
  return (
    <div ref={place} tabIndex={-1}>
      <Part title={translate('lots.about')}>
        <Fields>
          <Field label={translate('resources.lots.fields.status')}><LotStatus status={lot.status} /></Field>
          <Field label={translate('resources.lots.fields.expiresOn')}>{lot.expiresOn}</Field>
          <Field label={translate('resources.lots.fields.lot')}>{lot.lot}</Field>
        </Fields>
        {identity?.may.includes('placeLotHold') && <Button variant="contained" color="warning" aria-haspopup="dialog" sx={{ mt: 2 }} onClick={() => setPlacing(true)}>{translate('lots.place')}</Button>}
      </Part>
      {lot.holds.length === 0 && <p>{translate('lots.never_stopped')}</p>}
      {lot.holds.map((hold) => <HoldPart key={hold.id} hold={hold} reload={reload} />)}
      {placing && identity && <PlaceDialog lot={lot} identity={identity} onClose={() => (setPlacing(false), reload())} />}
    </div>
  );
}
