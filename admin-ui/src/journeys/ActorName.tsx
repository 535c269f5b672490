import { useStaffName } from '../layout/use-staff-name.js';
import { useWords } from '../layout/use-words.js';
import type { Entry } from './rows.js';

/** Who did it: a person by the name that colleagues know, a site's client with the member of staff it named. */
export function ActorName({ actor: { kind, clientId, staffId, personId } }: Pick<Entry, 'actor'>) {
  const words = useWords();
  const name = useStaffName(personId ?? staffId);
  return <>{[words('actor', kind), clientId, name].filter(Boolean).join(' · ')}</>;
}
