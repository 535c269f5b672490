import type { z } from 'zod';
import type { ArchiveDifferences } from '../../../contracts/archives.js';
import type { Case, CaseEntry } from '../../../contracts/cases.js';
import type { SavedQuery } from '../../../contracts/saved-queries.js';
import type { CommandAnswer } from '../../../contracts/journey-commands.js';

// Types alone, as for journeys: the schemas stay out of the page.
export type { ArchiveDifferences, Case, CommandAnswer, SavedQuery };
export type Entry = z.infer<typeof CaseEntry> & { id: number };
