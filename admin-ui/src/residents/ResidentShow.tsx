import { ShowBase, useGetOne, useShowContext, useTranslate } from 'react-admin';
import { LoadError } from '../layout/LoadError.js';
import { Loading } from '../layout/Loading.js';
import { PageHeading } from '../layout/PageHeading.js';
import { Part } from '../layout/Part.js';
import { queryOptions } from '../layout/query-options.js';
import { useSignedIn } from '../layout/use-signed-in.js';
import { ResidentArchive } from './ResidentArchive.js';
import { ResidentDoses } from './ResidentDoses.js';
import { ResidentIdentity } from './ResidentIdentity.js';
import { ResidentJourneys } from './ResidentJourneys.js';
import { ResidentLooks } from './ResidentLooks.js';
import type { KeptRecord, Resident } from './rows.js';

/** One resident, masked: what there is about them, and for supervisors who looked. Read once, since each reading stands in the audit. */
export function ResidentShow() {
  const translate = useTranslate();
  return (
    <ShowBase resource="residents" queryOptions={queryOptions}>
      <PageHeading resource="residents" back={translate('residents.back')} title={translate('residents.title')} />
      <Content />
    </ShowBase>
  );
}

function Content() {
  const translate = useTranslate();
  const { record, error, isPending, refetch } = useShowContext<Resident>();
  const may = useSignedIn().identity?.may ?? [];
  if (error) return <LoadError error={error} retry={() => void refetch()} />;
  if (isPending || !record) return <Loading />;
  return (
    <>
      <Part title={translate('residents.who')}><ResidentIdentity resident={record} mayReveal={may.includes('revealResident')} /></Part>
      {may.includes('getResidentRecord') && <Kept id={record.id} />}
      {may.includes('listResidentLooks') && <Part title={translate('residents.looks')}><ResidentLooks id={record.id} /></Part>}
    </>
  );
}

function Kept({ id }: { id: string }) {
  const translate = useTranslate();
  const { data, error, refetch } = useGetOne<KeptRecord>('residentRecords', { id }, queryOptions);
  if (error) return <LoadError error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <Part title={translate('residents.archive')}><ResidentArchive record={data} /></Part>
      <Part title={translate('residents.doses')}><ResidentDoses doses={data.doses} /></Part>
      <Part title={translate('resources.journeys.name')}><ResidentJourneys journeys={data.journeys} /></Part>
    </>
  );
}
