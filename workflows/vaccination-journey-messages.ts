import { defineSignal } from '@temporalio/workflow';
import type { JourneyId } from '../domain/ids.js';

/** All that a journey's workflow is given, also when it continues as new: everything else it reads. */
export type VaccinationJourneyInput = { journeyId: JourneyId };

/** News from the door: the process view changed with this version of the journey. Lost, doubled and late ones do no harm. */
export type Advance = { version: number };

export const advance = defineSignal<[Advance]>('advance');
