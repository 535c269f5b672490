import { ShowBase, useShowContext, useTranslate } from 'react-admin';
import { WHOLE } from '../layout/whole.js';
import { Field, Fields } from '../layout/Fields.js';
import { LoadError } from '../layout/LoadError.js';
import { Loading } from '../layout/Loading.js';
import { OpenLink } from '../layout/OpenLink.js';
import { PageHeading } from '../layout/PageHeading.js';
import { Part } from '../layout/Part.js';
import { watching } from '../layout/query-options.js';
import { SiteName } from '../layout/SiteName.js';
import { useWords } from '../layout/use-words.js';
import { shanghaiTime } from '../../../ui/shanghai-time.js';
import { NoticeTries } from './NoticeTries.js';
import { ResendNotice } from './ResendNotice.js';
import type { NoticeWithTries } from './rows.js';

/** One notice, what was tried and what came of it. */
export function NoticeShow() {
  const translate = useTranslate();
  return (
    <ShowBase resource="notices" queryOptions={{ ...watching, meta: WHOLE }}>
      <PageHeading resource="notices" back={translate('notices.back')} title={translate('notices.title')} />
      <Content />
    </ShowBase>
  );
}

function Content() {
  const translate = useTranslate();
  const words = useWords();
  const { record, error, isPending, refetch } = useShowContext<NoticeWithTries>();
  if (error) return <LoadError error={error} retry={() => void refetch()} />;
  if (isPending || !record) return <Loading />;
  const { id, journeyId, kind, channel, contentVersion, state, attempts, nextTryAt, errorCode, createdAt, to, tries } = record;
  const field = (name: string) => translate(`resources.notices.fields.${name}`);
  return (
    <>
      <Part title={translate('show.summary')}>
        <Fields>
          <Field label={field('state')}>{words('noticeState', state)}</Field>
          <Field label={translate('resources.sites.one')}><SiteName /></Field>
          <Field label={translate('notices.to')}>{to}</Field>
          <Field label={field('kind')}>{kind}</Field>
          <Field label={field('channel')}>{words('channel', channel)}</Field>
          <Field label={translate('notices.version')}>{contentVersion}</Field>
          <Field label={field('attempts')}>{String(attempts)}</Field>
          <Field label={field('nextTryAt')}>{nextTryAt && shanghaiTime(nextTryAt)}</Field>
          <Field label={translate('notices.answer')}>{errorCode && words('callError', errorCode)}</Field>
          <Field label={field('createdAt')}>{shanghaiTime(createdAt)}</Field>
          <Field label={translate('resources.cases.fields.journeyId')}><OpenLink resource="journeys" id={journeyId}>{translate('cases.open_journey')}</OpenLink></Field>
        </Fields>
        <ResendNotice noticeId={id} />
      </Part>
      <Part title={translate('notices.tries')}><NoticeTries tries={tries} /></Part>
    </>
  );
}
