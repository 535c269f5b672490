import Alert from '@mui/material/Alert';
import Typography from '@mui/material/Typography';
import { useEffect, useRef, useState } from 'react';
import { useTranslate } from 'react-admin';
import type { ArchiveField } from '../../../domain/archive/compare.js';
import type { CaseAction } from '../../../domain/cases/kinds.js';
import type { TakenFields } from '../../../domain/journey/events.js';
import type { Journey } from '../journeys/rows.js';
import { useSignedIn } from '../layout/use-signed-in.js';
import { useStaffName } from '../layout/use-staff-name.js';
import { useWords } from '../layout/use-words.js';
import { shanghaiTime } from '../../../ui/shanghai-time.js';
import { CaseActions } from './CaseActions.js';
import { CaseClaim } from './CaseClaim.js';
import { DecisionDialog, type Deciding } from './DecisionDialog.js';
import { HeldElsewhere } from './HeldElsewhere.js';
import { Moved } from './Moved.js';
import { ProposalPart } from './ProposalPart.js';
import type { Case, CommandAnswer } from './rows.js';
import { UndoPart } from './UndoPart.js';

type Decided = { action: CaseAction; answer: CommandAnswer };

/** Who has it in hand and what may be decided; afterwards what came of it. */
export function CaseHandling({ about, journey, take }: { about: Case; journey: Journey; take: TakenFields }) {
  const translate = useTranslate();
  const { identity } = useSignedIn();
  const staffId = identity?.id === undefined || !identity.may.includes('claimCase') ? null : String(identity.id);
  const asker = useStaffName(about.question?.by);
  const [deciding, setDeciding] = useState<Deciding | null>(null);
  const [decided, setDecided] = useState<Decided | null>(null);
  const held = about.claim?.by === staffId ? null : about.claim;
  const differing = Object.keys(journey.archive.fields) as ArchiveField[];
  const chosen = differing.length > 0 && differing.every((field) => take[field]);
  const choose = (how: Deciding['how'], action: CaseAction) => setDeciding({ how, action, version: about.version, take: about.proposal?.take ?? take });
  // Renewing one's own claim moves the version and nothing that was read; any other step between stays one.
  const renewed = ({ version }: Case) => setDeciding((now) => (now && now.version + 1 === version ? { ...now, version } : now));
  return (
    <>
      {decided ? <Outcome {...decided} /> : about.status === 'resolved' && <Resolved action={about.action} />}
      {about.status === 'resolved' && staffId !== null && <UndoPart about={about} staffId={staffId} />}
      {about.status === 'open' && !decided && (
        <>
          {staffId !== null && <CaseClaim about={about} staffId={staffId} onRenewed={renewed} />}
          {staffId !== null && held && <HeldElsewhere about={about} claim={held} staffId={staffId} />}
          {about.moved && <Moved caseId={about.id} moved={about.moved} />}
          {about.question && <Alert severity="info" sx={{ mb: 2 }}>{translate('cases.asked', { by: asker, at: shanghaiTime(about.question.at) })}</Alert>}
          {about.proposal ? <ProposalPart caseId={about.id} proposal={about.proposal} staffId={held ? null : staffId} onChoose={choose} /> : <CaseActions about={about} disabled={staffId === null || held !== null} chosen={chosen} onChoose={choose} />}
        </>
      )}
      {deciding && staffId !== null && (
        <DecisionDialog
          about={about} journey={journey} staffId={staffId} deciding={deciding} onClose={() => setDeciding(null)}
          onDecided={(answer) => { setDecided({ action: deciding.action, answer }); setDeciding(null); }}
        />
      )}
    </>
  );
}

/** What was decided and what the journey made of it. It takes the focus from the button that is gone. */
function Outcome({ action, answer }: Decided) {
  const translate = useTranslate();
  const words = useWords();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), []);
  const events = answer.events.map((event) => words('event', event)).join(' · ');
  return (
    <Alert ref={place} tabIndex={-1} role="status" severity="success">
      {translate('cases.decided', { action: words('action', action) })}
      <Typography variant="body2">{translate('cases.went_on', { events })}</Typography>
    </Alert>
  );
}

function Resolved({ action }: Pick<Case, 'action'>) {
  const translate = useTranslate();
  const words = useWords();
  return <Alert severity="success">{action ? translate('cases.resolved', { action: words('action', action) }) : translate('cases.settled')}</Alert>;
}
