import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useEffect, useRef, useState } from 'react';
import { useTranslate } from 'react-admin';
import { useSignedIn } from '../layout/use-signed-in.js';
import { useStaffName } from '../layout/use-staff-name.js';
import { shanghaiTime } from '../../../ui/shanghai-time.js';
import { PauseDialog, type PauseVerb } from './PauseDialog.js';
import type { System } from './rows.js';

/** Where the pause of a system stands, and what whoever is signed in may do about it: a second person approves, never the one who proposed. */
export function PausePart({ system }: { system: System }) {
  const translate = useTranslate();
  const { identity } = useSignedIn();
  const [choosing, setChoosing] = useState<PauseVerb | null>(null);
  const [done, setDone] = useState(0);
  const place = useRef<HTMLDivElement>(null);
  const { pause } = system;
  useEffect(() => {
    if (done > 0) place.current?.focus(); // the button that was pressed is gone
  }, [done, pause.version]);
  const mayPause = identity?.may.includes('proposePause') ?? false;
  return (
    <Stack ref={place} tabIndex={-1} spacing={1} sx={{ mb: 2, alignItems: 'flex-start' }}>
      <PauseState pause={pause} />
      {mayPause && identity && (
        <Stack direction="row" spacing={1}>
          {verbsOf(pause, String(identity.id)).map(({ verb, text, main }) => (
            <Button key={verb} variant={main ? 'contained' : 'outlined'} aria-haspopup="dialog" onClick={() => setChoosing(verb)}>{translate(`systems.${text}`)}</Button>
          ))}
        </Stack>
      )}
      {choosing && identity && (
        <PauseDialog verb={choosing} system={system} staffId={String(identity.id)} onClose={() => setChoosing(null)} onDone={() => (setChoosing(null), setDone((times) => times + 1))} />
      )}
    </Stack>
  );
}

type Offered = { verb: PauseVerb; text: 'propose_pause' | 'approve_pause' | 'decline_pause' | 'take_back' | 'resume'; main: boolean };

function verbsOf({ status, proposal }: System['pause'], staffId: string): Offered[] {
  if (status === 'paused') return [{ verb: 'resume', text: 'resume', main: true }];
  if (status === 'running') return [{ verb: 'propose', text: 'propose_pause', main: false }];
  if (proposal?.by === staffId) return [{ verb: 'decline', text: 'take_back', main: false }];
  return [{ verb: 'approve', text: 'approve_pause', main: true }, { verb: 'decline', text: 'decline_pause', main: false }];
}

function PauseState({ pause: { status, proposal, approval, reason } }: Pick<System, 'pause'>) {
  const translate = useTranslate();
  const { identity } = useSignedIn();
  const [proposer, approver] = [useStaffName(proposal?.by), useStaffName(approval?.by)];
  if (status === 'running' || !proposal) return null;
  return (
    <Alert role="status" severity={status === 'paused' ? 'warning' : 'info'} sx={{ alignSelf: 'stretch' }}>
      {translate('systems.proposed', { by: proposer, at: shanghaiTime(proposal.at) })}
      {reason && <Typography component="blockquote" sx={{ m: 0, my: 1, pl: 1, borderLeft: 3 }}>{reason}</Typography>}
      {status === 'proposed' && <Typography variant="body2">{translate(proposal.by === identity?.id ? 'cases.not_oneself' : 'systems.awaits')}</Typography>}
      {approval && translate('systems.paused', { by: approver, at: shanghaiTime(approval.at) })}
    </Alert>
  );
}
