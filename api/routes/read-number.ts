import { readIdentifier, ruleBroken, type Identifier } from '../../domain/identity/identifier.js';
import type { LocalDate } from '../../domain/time.js';
import { problemOf } from '../error-handler.js';

/** A number in its one spelling. Throws 422, which names the field and the rule, and of a wrong shape the one that is taken; never the value. */
export function readNumber({ type, number }: Identifier, field: string, today: LocalDate): Identifier {
  const read = readIdentifier({ type, number }, today);
  if (!read.ok) throw problemOf('invalid-request', { fields: [{ field, rule: ruleBroken(type, read.reason) }] });
  return read.identifier;
}
