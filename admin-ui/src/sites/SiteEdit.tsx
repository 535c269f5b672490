import { useGetOne, useTranslate } from 'react-admin';
import { useParams } from 'react-router-dom';
import { LoadError } from '../layout/LoadError.js';
import { PageHeading } from '../layout/PageHeading.js';
import { queryOptions } from '../layout/query-options.js';
import { useSiteName } from '../layout/use-site-name.js';
import { SiteForm } from './SiteForm.js';
import type { RegisteredSite } from './rows.js';

/** One site: its names, stations, hours, and from when until when it is switched on. Nobody deletes one. */
export function SiteEdit() {
  const translate = useTranslate();
  const nameOf = useSiteName();
  const { id = '' } = useParams();
  const { data, error, refetch } = useGetOne<RegisteredSite>('siteRegister', { id }, queryOptions);
  return (
    <>
      <PageHeading resource="siteRegister" back={translate('site.back')} title={data ? nameOf({ name: data.name.zh, nameEn: data.name.en }) : translate('resources.siteRegister.name')} />
      {error && <LoadError error={error} retry={() => void refetch()} />}
      {data && <SiteForm key={data.id} site={data} />}
    </>
  );
}
