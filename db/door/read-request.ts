import type { JourneyCommand } from '../../domain/journey/commands.js';
import type { JourneyFacts } from '../../domain/journey/facts.js';
import type { Policies } from '../../domain/policies.js';
import type { CaseId } from '../../domain/ids.js';
import type { ReadAnswer, Submission } from './submission.js';

/** The question of the first round trip. */
export function readRequest({ journeyId, command, key, scope, actor, ask }: Submission) {
  const first = command.type === 'book' || command.type === 'walkIn' ? command.data : null;
  return {
    ...key,
    scope,
    journeyId,
    residentId: first?.residentId,
    siteId: first?.siteId,
    clientId: actor.kind === 'process' ? undefined : actor.clientId,
    ask: { ...namedBy(command), ...ask },
  };
}

/** Facts that a command names itself. A lot at the dose is looked up by the product that was planned. */
function namedBy({ type, data }: JourneyCommand) {
  switch (type) {
    case 'book':
    case 'reschedule':
      return { slotIds: [data.slotId] };
    case 'identify':
      return { healthCodeId: data.healthCodeId, jti: data.jti };
    case 'resolveCase':
      return { caseId: data.caseId };
    case 'verify':
      return { lot: { productId: data.productId, lot: data.lot } };
    case 'recordDose':
      return { lot: { plannedDoseId: data.plannedDoseId, lot: data.lot } };
    default:
      return {};
  }
}

export function factsOf(read: ReadAnswer, submission: Submission, policies: Policies, freshCaseIds: CaseId[]): JourneyFacts {
  return {
    policies,
    history: read.history ?? null,
    slots: read.slots ?? [],
    lot: read.lot ?? null,
    healthCode: read.healthCode ?? null,
    archive: read.archive ?? null,
    supervisorCase: read.supervisorCase ?? null,
    grants: grantsOf(read, submission),
    siteId: read.site?.siteId ?? null,
    areaCode: read.site?.areaCode ?? read.scope.area ?? null,
    freshCaseIds,
  };
}

/** What the token says and the client still has. */
export function grantsOf({ client }: ReadAnswer, { tokenScopes }: Submission): string[] {
  return (client?.scopes ?? []).filter((scope) => tokenScopes?.includes(scope) ?? true);
}

/** The area is the site's, whatever the caller wrote. Null when a first command names a site that is not there. */
export function atItsSite(command: JourneyCommand, read: ReadAnswer): JourneyCommand | null {
  if (command.type !== 'book' && command.type !== 'walkIn') return command;
  if (!read.site || read.site.siteId !== command.data.siteId) return null;
  if (read.scope.site !== undefined && read.scope.site !== command.data.siteId) return null;
  const { areaCode } = read.site;
  return command.type === 'book' ? { type: 'book', data: { ...command.data, areaCode } } : { type: 'walkIn', data: { ...command.data, areaCode } };
}
