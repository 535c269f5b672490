import type { DeskCommandType } from './commands.js';

/** On the line, in order; then the ends beside it. */
export const STAGES = [
  'booked', 'arrived', 'identified', 'archive-confirmed', 'cleared', 'dosing', 'observing', 'released', 'closed',
  'cancelled', 'no-show', 'deferred', 'refused', 'left',
] as const;
export type Stage = (typeof STAGES)[number];

const DOSE_LINE = ['verify', 'recordDose', 'notGiven'] as const;
const PLAN = ['planDose', 'dropDose'] as const;

/**
 * The commands that are open in each stage, read by `decide`, by the API and by every page that draws a button.
 * `verify` and `recordDose` are open early on purpose: their refusal then names the first open gate.
 */
export const COMMANDS_BY_STAGE = {
  booked: ['reschedule', 'cancel', 'checkIn', ...PLAN],
  arrived: ['cancel', 'identify', 'recordPrecheck', ...PLAN, ...DOSE_LINE],
  identified: ['cancel', 'identify', 'confirmArchive', 'recordPrecheck', ...PLAN, ...DOSE_LINE],
  'archive-confirmed': ['cancel', 'identify', 'recordPrecheck', ...PLAN, 'recordConsent', 'recordPayment', ...DOSE_LINE],
  cleared: ['cancel', 'identify', ...PLAN, 'recordConsent', 'recordPayment', ...DOSE_LINE],
  dosing: ['identify', ...PLAN, 'recordConsent', 'recordPayment', ...DOSE_LINE, 'reportReaction'],
  observing: ['identify', 'reportReaction', 'release'],
  released: ['reportReaction'],
  closed: [],
  cancelled: [],
  'no-show': [],
  deferred: [],
  refused: [],
  left: [],
} as const satisfies Record<Stage, readonly DeskCommandType[]>;

export function isOpen(stage: Stage, command: DeskCommandType): boolean {
  return (COMMANDS_BY_STAGE[stage] as readonly DeskCommandType[]).includes(command);
}
