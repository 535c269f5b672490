import { ARCHIVE_FIELDS, type ArchiveField } from '../../../domain/archive/compare.js';
import type { CaseAction } from '../../../domain/cases/kinds.js';
import type { Case } from '../../../contracts/cases.js';
import type { Journey } from '../../../contracts/journeys.js';
import type { TakenFields } from '../../../domain/journey/events.js';

/** What a decision changes, as sentences of `change`. */
export const CHANGE_SENTENCES = [
  'ours-to-registry', 'theirs-to-ours', 'registry-asked-again', 'doses-judged-again', 'journey-cancelled', 'archive-set-aside', 'archive-made', 'identity-vouched', 'only-known', 'retries-go-on', 'dose-may-be-given', 'dose-deferred',
  'dose-stands', 'dose-to-repeat', 'dose-counts', 'dose-to-upload', 'notice-once-more', 'dose-uncounted', 'sent-anew', 'steps-anew', 'step-anew', 'deadline-anew', 'nothing-sent', 'doses-unsent', 'notice-again', 'notice-maybe-twice', 'told', 'sides-given-back', 'decision-stands', 'followed-up', 'reaction-in-log', 'not-followed-up',
] as const;
export type ChangeSentence = (typeof CHANGE_SENTENCES)[number];
export type Change = { says: ChangeSentence; field?: ArchiveField; step?: string };

type About = Pick<Case, 'kind' | 'plannedDoseId'>;
type Now = Pick<Journey, 'archive' | 'retrying' | 'notice'>;

/** What `action` will change, from the journey as it is shown and the sides that were chosen; the rules are those of `domain/journey/decide/resolve-case.ts`. */
export function changesOf(action: CaseAction, { kind, plannedDoseId }: About, journey: Now, take: TakenFields = {}): Change[] {
  switch (action) {
    case 'accept-ours': return [...taking(journey, 'ours'), { says: 'registry-asked-again' }];
    case 'accept-registry': return [...taking(journey, 'theirs'), { says: 'doses-judged-again' }];
    case 'choose-fields': return [...choosing(take), { says: 'registry-asked-again' }, ...(take.birthDate === 'theirs' ? only('doses-judged-again') : [])];
    case 'not-same-person': return only('archive-set-aside', 'archive-made');
    case 'look-again': return only('registry-asked-again');
    case 'cancel-journey': return only('journey-cancelled');
    case 'confirm-identity': return only('identity-vouched');
    case 'go-on': return only('dose-may-be-given');
    case 'defer': return only('dose-deferred');
    case 'let-stand': return only(kind === 'decision-questioned' ? 'decision-stands' : 'dose-stands');
    case 'undo-decision': return only('sides-given-back', 'registry-asked-again');
    case 'repeat-later': return only('dose-to-repeat');
    case 'count-dose': return only('dose-counts', 'dose-to-upload', ...(journey.notice === null ? [] : (['notice-once-more'] as const)));
    case 'leave-uncounted': return only('dose-uncounted');
    case 'retry': return kind === 'registry-rejected' ? only('sent-anew') : anew(journey, kind);
    case 'leave-unsent': return only('nothing-sent', ...(plannedDoseId === null ? (['doses-unsent'] as const) : []));
    case 'acknowledge': return only('only-known', ...(journey.retrying.length > 0 ? (['retries-go-on'] as const) : []));
    case 'send-again': return only('notice-again', ...(journey.notice === 'uncertain' ? (['notice-maybe-twice'] as const) : []));
    case 'told-otherwise': return only('told');
    case 'found-well': return only('followed-up');
    case 'reaction-noted': return only('reaction-in-log', 'followed-up');
    case 'not-reached': return only('not-followed-up');
  }
}

const only = (...sentences: ChangeSentence[]): Change[] => sentences.map((says) => ({ says }));

/** One side as a whole: a field that it does not have keeps the other's value. */
function taking({ archive }: Now, side: 'ours' | 'theirs'): Change[] {
  return Object.entries(archive.fields).map(([field, how]) => {
    const takesOurs = how === `${side}-missing` ? side === 'theirs' : side === 'ours';
    return { says: takesOurs ? 'ours-to-registry' : 'theirs-to-ours', field: field as ArchiveField };
  });
}

function choosing(take: TakenFields): Change[] {
  return ARCHIVE_FIELDS.flatMap((field) => (take[field] ? [{ says: take[field] === 'ours' ? ('ours-to-registry' as const) : ('theirs-to-ours' as const), field }] : []));
}

function anew({ retrying }: Now, kind: About['kind']): Change[] {
  const deadline: Change[] = kind === 'registry-unreachable' ? [{ says: 'deadline-anew' }] : [];
  return [{ says: 'steps-anew' }, ...retrying.map(({ step }): Change => ({ says: 'step-anew', step })), ...deadline];
}
