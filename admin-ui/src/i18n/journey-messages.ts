import type { DoseChecklist as Checklist } from '../../../contracts/dose-checklist.js';
import type { ClockKind } from '../../../domain/journey/clocks.js';
import type { DeskCommandData } from '../../../domain/journey/commands.js';
import type { JourneyFlag } from '../../../domain/journey/flags.js';
import type { StepEvent } from '../../../domain/journey/held-steps.js';
import type { StagePlace } from '../journeys/stage-line.js';
import type { StoryKind } from '../journeys/story.js';

/** What the pages of journeys say of flags, stages, clocks, and of what people do with a step. */
export type JourneyMessages = {
  resources: {
    journeys: { name: string; fields: Record<'id' | 'stage' | 'siteId' | 'day' | 'channel' | 'openCases' | 'startedAt' | 'closedAt', string> };
    timeline: { name: string; fields: Record<'at' | 'type' | 'actor' | 'station' | 'data', string> };
  };
  list: Record<'filters' | 'all_sites' | 'any_stage' | 'stage_needs_site' | 'stage_of_all_days' | 'first_sites' | 'empty' | 'page' | 'cases', string>;
  show: Record<
    | 'title' | 'summary' | 'doses' | 'timeline' | 'notices' | 'cases' | 'retrying' | 'none' | 'back' | 'dose' | 'state' | 'given' | 'upload' | 'identified' | 'provisional' | 'archive' | 'precheck' | 'observe_until' | 'notice'
    | 'not_looked_up' | 'no_doses' | 'no_notices' | 'dose_number' | 'retry' | 'retry_now' | 'retry_hint' | 'retry_reason',
    string
  >;
  journey: Record<
    | 'story_only' | 'story_all' | 'refused' | 'notice_told' | 'flags' | 'flag' | 'any_flag' | 'retrying' | 'stages' | 'clocks' | 'no_clocks' | 'left' | 'over' | 'overdue_at_top' | 'of_dose' | 'paused_since' | 'engine' | 'cancel' | 'cancel_hint' | 'keep'
    | 'pause' | 'resume' | 'reset' | 'pause_hint' | 'resume_hint' | 'reset_hint' | 'held_steps' | 'all_held'
    | 'checklist_of' | 'show_checklist' | 'hide_checklist' | 'checklist_item' | 'checklist_value' | 'checklist_source' | 'checklist_by' | 'checklist_at' | 'scanned' | 'vaccinator_confirmed' | 'resident_confirmed',
    string
  >;
  words: {
    story: Record<StoryKind, string>;
    stepEvent: Record<StepEvent, string>;
    flag: Record<JourneyFlag, string>;
    clock: Record<ClockKind, string>;
    clockEnd: Record<ClockKind, string>;
    severity: Record<DeskCommandData['reportReaction']['severity'], string>;
    stagePlace: Record<StagePlace, string>;
    /** Of the shipped policy. */
    checklistItem: Record<string, string>;
    checklistSource: Record<Checklist['items'][number]['source'], string>;
    confirmedBy: Record<NonNullable<Checklist['resident']>['by'], string>;
    confirmedHow: Record<NonNullable<Checklist['resident']>['how'], string>;
  };
};
