import type { z } from 'zod';
import type { Identifier as IdentifierBody } from '../../../contracts/fields.js';
import type { ResidentInClear, ResidentLook, ResidentRecord, REVEAL_REASONS } from '../../../contracts/resident-records.js';
import type { Resident } from '../../../contracts/residents.js';

// Types alone: the schemas stay out of the page.
export type { Resident, ResidentInClear, ResidentLook };
export type Identifier = z.infer<typeof IdentifierBody>;
export type RevealReason = (typeof REVEAL_REASONS)[number];
export type KeptRecord = ResidentRecord & { id: string };
