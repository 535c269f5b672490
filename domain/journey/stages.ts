import type { DeskCommandType } from './commands.js';

/** On the line, in order; then the ends beside it. */
export const STAGES = [
  'booked', 'arrived', 'identified', 'archive-confirmed', 'cleared', 'dosing', 'observing', 'released', 'closed',
  'cancelled', 'no-show', 'deferred', 'refused', 'left',
] as const;
export type Stage = (typeof STAGES)[number];

const DOSE_LINE = ['verify', 'recordDose', 'notGiven'] as const;
const PLAN = ['planDose', 'dropDose'] as const;
/** A jab that happened is recordable in every stage, and a reaction to it wherever there may have been one (hazards H8, H12). */
const JAB = 'reportUnverifiedDose';
const HERE = ['identify', JAB, 'reportReaction'] as const;

/**
 * The commands that are open in each stage, read by `decide`, by the API and by every page that draws a button.
 * `verify` and `recordDose` are open early on purpose: their refusal then names the first open gate. Whoever was vaccinated before there was an
 * archive can still be identified and get one after the observation.
 */
export const COMMANDS_BY_STAGE = {
  booked: ['reschedule', 'cancel', 'checkIn', ...PLAN, JAB],
  arrived: ['cancel', ...HERE, 'recordPrecheck', ...PLAN, ...DOSE_LINE],
  identified: ['cancel', ...HERE, 'confirmArchive', 'recordPrecheck', ...PLAN, ...DOSE_LINE],
  'archive-confirmed': ['cancel', ...HERE, 'recordPrecheck', ...PLAN, 'recordConsent', 'recordPayment', ...DOSE_LINE],
  cleared: ['cancel', ...HERE, 'recordPrecheck', ...PLAN, 'recordConsent', 'recordPayment', ...DOSE_LINE],
  dosing: [...HERE, 'recordPrecheck', ...PLAN, 'recordConsent', 'recordPayment', ...DOSE_LINE, 'correctOwnDose'],
  observing: [...HERE, 'confirmArchive', 'correctOwnDose', 'reportLeft', 'release'],
  released: [...HERE, 'confirmArchive', 'correctOwnDose'],
  closed: [JAB, 'correctOwnDose'],
  cancelled: [JAB],
  'no-show': [JAB],
  deferred: [JAB],
  refused: [JAB],
  left: [JAB],
} as const satisfies Record<Stage, readonly DeskCommandType[]>;

/** From the check-in until the last dose is done: the resident is standing at a station, and whatever is undecided holds them. */
export const AT_DESK_STAGES = ['arrived', 'identified', 'archive-confirmed', 'cleared', 'dosing'] as const satisfies readonly Stage[];

export function isAtDesk(stage: Stage): boolean {
  return AT_DESK_STAGES.some((one) => one === stage);
}

export function isOpen(stage: Stage, command: DeskCommandType): boolean {
  return (COMMANDS_BY_STAGE[stage] as readonly DeskCommandType[]).includes(command);
}
