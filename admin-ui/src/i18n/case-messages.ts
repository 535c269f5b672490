import type { ArchiveField, Disagreement, SideTaken } from '../../../domain/archive/compare.js';
import type { CaseAction, CaseKind } from '../../../domain/cases/kinds.js';
import type { CaseNeed } from '../../../domain/cases/needs.js';
import type { CaseQueue } from '../../../domain/cases/queue.js';
import type { CaseEventType, CaseLevel } from '../../../domain/cases/supervisor-case.js';
import type { ChangeSentence } from '../cases/changes.js';

/** What the pages of cases say, and of what decisions change. */
export type CaseMessages = {
  texts: {
    cases: Record<
      | 'empty' | 'at_desk' | 'any_need' | 'any_kind' | 'any_queue' | 'counted' | 'overdue' | 'left' | 'moment' | 'minutes' | 'hours' | 'days' | 'held' | 'held_by_you' | 'held_elsewhere' | 'claim' | 'release' | 'take_over' | 'take_over_hint'
      | 'title' | 'back' | 'evidence' | 'handling' | 'meanwhile' | 'log' | 'open_journey' | 'no_evidence' | 'dose' | 'unknown_dose' | 'identity'
      | 'reveal' | 'reveal_hint' | 'hide' | 'field' | 'ours' | 'theirs' | 'theirs_version' | 'looked_up' | 'comparison' | 'decided_by' | 'by_supervisor' | 'by_desk' | 'missing' | 'differing' | 'no_difference' | 'no_two_sides' | 'decisions'
      | 'comment' | 'comment_hint' | 'add_comment' | 'ask' | 'answer' | 'asked' | 'second_person' | 'propose' | 'proposed' | 'approve' | 'decline' | 'take_back' | 'not_oneself' | 'declining' | 'preview' | 'reason' | 'reason_needed' | 'reason_optional' | 'confirm' | 'cancel' | 'not_done' | 'changed' | 'reload' | 'working' | 'decided' | 'went_on' | 'settled' | 'resolved',
      string
    >;
    bulk: Record<'not_alike' | 'title' | 'resolve' | 'propose' | 'approving' | 'approve' | 'begin' | 'stop' | 'close' | 'progress' | 'going' | 'ended', string>;
    /** One sentence for each kind: what it is about. */
    about: Record<CaseKind, string>;
    change: Record<ChangeSentence, string>;
  };
  resources: {
    cases: { name: string; fields: Record<'id' | 'kind' | 'siteId' | 'journeyId' | 'dueAt' | 'holder' | 'queue' | 'level' | 'openedAt' | 'dose' | 'need', string> };
    caseLog: { name: string; fields: Record<'at' | 'type' | 'by' | 'text', string> };
  };
  words: {
    kind: Record<CaseKind, string>;
    action: Record<CaseAction, string>;
    caseEvent: Record<CaseEventType, string>;
    level: Record<CaseLevel, string>;
    queue: Record<CaseQueue, string>;
    need: Record<CaseNeed, string>;
    field: Record<ArchiveField, string>;
    said: Record<Disagreement | SideTaken, string>;
  };
};
