import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import { useEffect, useRef, useState } from 'react';
import { useDataProvider, useTranslate } from 'react-admin';
import { countText } from '../layout/count-text.js';
import { Field, Fields } from '../layout/Fields.js';
import { Part } from '../layout/Part.js';
import { PlainTable } from '../layout/PlainTable.js';
import { ReasonDialog } from '../layout/ReasonDialog.js';
import { useSignedIn } from '../layout/use-signed-in.js';
import { useStaffName } from '../layout/use-staff-name.js';
import { useWords } from '../layout/use-words.js';
import type { LotProvider } from '../lots-api.js';
import { shanghaiTime } from '../../../ui/shanghai-time.js';
import { ApproveRelease } from './ApproveRelease.js';
import { HoldPlace } from './HoldPlace.js';
import type { LotHold } from './rows.js';
import { verbsOf, type HoldVerb } from './verbs.js';

/** One reason for which a lot is or was stopped: how far its recipients are followed up, what happened, and what the reader may do. */
export function HoldPart({ hold, reload }: { hold: LotHold; reload: () => void }) {
  const translate = useTranslate();
  const words = useWords();
  const { identity } = useSignedIn();
  const [choosing, setChoosing] = useState<HoldVerb | null>(null);
  const place = useRef<HTMLDivElement>(null);
  const first = useRef(hold.version);
  useEffect(() => {
    if (hold.version !== first.current) place.current?.focus(); // the button that was pressed is gone
    first.current = hold.version;
  }, [hold.version]);
  const verbs = identity ? verbsOf(hold, identity.may, String(identity.id)) : [];
  return (
    <Part title={`${words('lotHoldKind', hold.kind)} · ${words('lotHoldStatus', hold.status)}`}>
      <Stack ref={place} tabIndex={-1} spacing={2} sx={{ alignItems: 'flex-start' }}>
        <Facts hold={hold} />
        {hold.status === 'release-asked' && <Alert severity="info" role="status">{translate(hold.asked?.by === identity?.id ? 'cases.not_oneself' : 'lots.awaits')}</Alert>}
        {verbs.length > 0 && (
          <Stack direction="row" spacing={1}>
            {verbs.map((verb) => <Button key={verb} variant={verb === 'approve' ? 'contained' : 'outlined'} aria-haspopup="dialog" onClick={() => setChoosing(verb)}>{translate(`lots.${verb}`)}</Button>)}
          </Stack>
        )}
        <Log hold={hold} />
      </Stack>
      {choosing && identity && <Chosen verb={choosing} hold={hold} staffId={String(identity.id)} onClose={() => (setChoosing(null), reload())} />}
    </Part>
  );
}

function Facts({ hold: { recipients, siteId, areaCode, since } }: { hold: LotHold }) {
  const translate = useTranslate();
  const { waiting, open, followedUp, withdrawn } = recipients;
  const all = waiting + open + followedUp + withdrawn;
  return (
    <Fields>
      <Field label={translate('lots.place_of')}><HoldPlace siteId={siteId} areaCode={areaCode} /></Field>
      <Field label={translate('lots.since')}>{since === null ? translate('lots.all_doses') : shanghaiTime(since)}</Field>
      <Field label={translate('lots.progress')}>{translate('lots.followed_up_of', { done: countText(followedUp), all: countText(all) })}</Field>
      <Field label={translate('lots.still_open')}>{countText(waiting + open)}</Field>
      <Field label={translate('lots.withdrawn')}>{countText(withdrawn)}</Field>
    </Fields>
  );
}

type Entry = LotHold['log'][number];

function Log({ hold: { log } }: { hold: LotHold }) {
  const translate = useTranslate();
  const words = useWords();
  return (
    <PlainTable<Entry>
      rows={log} keyOf={({ version }) => version}
      columns={[
        { label: translate('resources.caseLog.fields.at'), show: ({ at }) => shanghaiTime(at), brief: true },
        { label: translate('resources.caseLog.fields.type'), show: ({ type }) => words('lotHoldEvent', type), brief: true },
        { label: translate('resources.caseLog.fields.by'), show: ({ by }) => <Name by={by} />, brief: true },
        { label: translate('resources.caseLog.fields.text'), show: ({ reason }) => reason },
      ]}
    />
  );
}

function Name({ by }: { by: string }) {
  return useStaffName(by);
}

type ChosenProps = { verb: HoldVerb; hold: LotHold; staffId: string; onClose: () => void };

/** Sent on the version that was there when the dialog opened. */
function Chosen({ verb, hold, staffId, onClose }: ChosenProps) {
  const translate = useTranslate();
  const api = useDataProvider<LotProvider>();
  const [seen] = useState(hold);
  if (verb === 'approve') return <ApproveRelease hold={seen} staffId={staffId} onClose={onClose} />;
  const send = (reason: string) => {
    const why = { staffId, version: seen.version, reason };
    return verb === 'ask' ? api.askLotRelease(seen.id, why) : api.declineLotRelease(seen.id, why);
  };
  return <ReasonDialog title={translate(`lots.${verb}`)} hint={translate(verb === 'ask' ? 'lots.about_ask' : 'lots.about_decline')} confirm={translate(`lots.${verb}`)} send={send} onClose={onClose} />;
}
