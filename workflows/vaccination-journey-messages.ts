import type { JourneyId } from '../domain/ids.js';

/** All that a journey's workflow is given, also when it continues as new: everything else it reads. */
export type VaccinationJourneyInput = { journeyId: JourneyId };
