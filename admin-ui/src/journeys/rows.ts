import type { z } from 'zod';
import type { RefusedCommand, StepLogEntry } from '../../../contracts/beside-the-log.js';
import type { Journey, JourneyRow, PlannedDose, TimelineEntry } from '../../../contracts/journeys.js';
import type { Notice } from '../../../contracts/notices.js';

// Types alone: the schemas stay out of the page, which shows values that a newer API may add.
export type { Journey };
export type Row = z.infer<typeof JourneyRow>;
export type Dose = z.infer<typeof PlannedDose>;
export type Entry = z.infer<typeof TimelineEntry> & { id: number };
export type RefusedRow = RefusedCommand;
export type StepLogRow = StepLogEntry;
export type NoticeRow = z.infer<typeof Notice>;
