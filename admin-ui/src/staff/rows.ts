import type { NewPerson, PersonChange, RegisteredPerson } from '../../../contracts/people.js';

// Types alone: the schemas stay out of the page.
export type { NewPerson, PersonChange, RegisteredPerson };
export type PersonWithPassword = { person: RegisteredPerson; password: string | null };
