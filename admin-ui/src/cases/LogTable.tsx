import { useTranslate } from 'react-admin';
import { PlainTable } from '../layout/PlainTable.js';
import { useStaffName } from '../layout/use-staff-name.js';
import { useWords } from '../layout/use-words.js';
import { shanghaiTime } from '../../../ui/shanghai-time.js';
import type { Entry } from './rows.js';

export function LogTable({ lines }: { lines: readonly Entry[] }) {
  const translate = useTranslate();
  const words = useWords();
  const label = (name: string) => translate(`resources.caseLog.fields.${name}`);
  return (
    <PlainTable
      rows={lines}
      keyOf={({ id }) => id}
      columns={[
        { label: label('at'), show: ({ at }) => shanghaiTime(at), brief: true },
        { label: label('type'), show: (entry) => [words('caseEvent', entry.type), detailOf(entry, words)].filter(Boolean).join(' · ') },
        { label: label('by'), show: ({ actor }) => <Actor actor={actor} />, brief: true },
        { label: label('text'), show: ({ text }) => text },
      ]}
    />
  );
}

function Actor({ actor: { kind, staffId, personId } }: Pick<Entry, 'actor'>) {
  const words = useWords();
  const name = useStaffName(staffId ?? personId);
  return <>{name || words('actor', kind)}</>;
}

/** Until when, to which level, by which decision: what an entry says beyond its name. */
function detailOf({ type, data }: Entry, words: ReturnType<typeof useWords>): string | null {
  if (type === 'claimed' || type === 'takenOver') return `→ ${shanghaiTime(Number(data['until'])).slice(11)}`;
  if (type === 'escalated') return `→ ${words('level', String(data['level']))}`;
  if (type === 'moved') return words('event', String(data['what']));
  return ['proposed', 'declined', 'resolved'].includes(type) && typeof data['action'] === 'string' ? words('action', data['action']) : null;
}
