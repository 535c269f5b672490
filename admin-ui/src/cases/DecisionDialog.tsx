import Typography from '@mui/material/Typography';
import { useDataProvider, useTranslate } from 'react-admin';
import { needsReason, type CaseAction } from '../../../domain/cases/kinds.js';
import type { AdminDataProvider } from '../data-provider.js';
import type { TakenFields } from '../../../domain/journey/events.js';
import type { Journey } from '../journeys/rows.js';
import { useWords } from '../layout/use-words.js';
import { CommandDialog } from './CommandDialog.js';
import { Preview } from './Preview.js';
import type { Case, CommandAnswer } from './rows.js';

/** A decision that is being made on the version of the case that was read: by one person, or by one who proposes and another who approves or declines. `take`: the sides that were chosen. */
export type Deciding = { how: 'resolve' | 'propose' | 'approve' | 'decline'; action: CaseAction; version: number; take: TakenFields };
type Props = { about: Case; journey: Journey; staffId: string; deciding: Deciding; onClose: () => void; onDecided: (answer: CommandAnswer) => void };

export function DecisionDialog({ about, journey, staffId, deciding: { how, action, version: caseVersion, take }, onClose, onDecided }: Props) {
  const translate = useTranslate();
  const name = useWords()('action', action);
  const api = useDataProvider<AdminDataProvider>();
  const { id, proposal } = about;
  const dialog = { about, since: caseVersion, onClose };
  const preview = <Preview action={action} about={about} journey={journey} take={take} />;
  switch (how) {
    case 'resolve':
      return (
        <CommandDialog {...dialog} title={name} confirm={translate('cases.confirm', { action: name })} reason={needsReason(action) ? 'required' : 'optional'} onDone={onDecided} send={(reason) => api.resolveCase(id, { staffId, caseVersion, action, ...(reason && { reason }) })}>
          {preview}
        </CommandDialog>
      );
    case 'propose':
      return (
        <CommandDialog {...dialog} title={`${name} · ${translate('cases.second_person')}`} confirm={translate('cases.propose', { action: name })} reason="required" onDone={onClose} send={(reason) => api.proposeDecision(id, { staffId, caseVersion, action, reason, ...(action === 'choose-fields' && { take }) })}>
          {preview}
        </CommandDialog>
      );
    case 'approve':
      return (
        <CommandDialog {...dialog} title={translate('cases.approve', { action: name })} confirm={translate('cases.approve', { action: name })} reason="none" onDone={onDecided} send={() => api.approveProposal(id, { staffId, caseVersion })}>
          {preview}
        </CommandDialog>
      );
    case 'decline': {
      const title = translate(proposal?.by === staffId ? 'cases.take_back' : 'cases.decline');
      return (
        <CommandDialog {...dialog} title={title} confirm={title} reason="required" onDone={onClose} send={(reason) => api.declineProposal(id, { staffId, caseVersion, reason })}>
          <Typography gutterBottom>{translate('cases.declining')}</Typography>
        </CommandDialog>
      );
    }
  }
}
