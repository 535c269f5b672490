import { readName } from '../../domain/checklist/checklist.js';
import { isSameName } from '../../domain/identity/names.js';
import type { Identifier } from '../../domain/identity/identifier.js';
import type { JourneyCommand } from '../../domain/journey/commands.js';
import type { HolderFact, JourneyFacts, ResidentHistory, TheirFact, UndoFact } from '../../domain/journey/facts.js';
import type { Policies } from '../../domain/policies.js';
import type { CaseId } from '../../domain/ids.js';
import { packageKey } from '../../domain/stock/package.js';
import { REGISTRY } from '../../domain/systems/systems.js';
import { identifierHexIndex, type BlindIndex } from '../blind-index.js';
import type { FieldCipher } from '../field-cipher.js';
import type { AskedHolder, NameOnRecord, ReadAnswer, Submission } from './submission.js';

/** The question of the first round trip. */
export function readRequest({ journeyId, command, key, scope, actor, ask: { holder, ...ask } = {} }: Submission, blindIndex: BlindIndex) {
  const first = command.type === 'book' || command.type === 'walkIn' ? command.data : null;
  return {
    ...key,
    scope,
    journeyId,
    residentId: first?.residentId,
    siteId: first?.siteId,
    clientId: 'clientId' in actor ? actor.clientId : undefined,
    ask: { ...namedBy(command), ...ask, ...(holder && { holder: indexed(holder, blindIndex) }) },
  };
}

/** Facts that a command names itself. A lot at the dose is looked up by the product that was planned. */
function namedBy({ type, data }: JourneyCommand) {
  switch (type) {
    case 'book':
    case 'reschedule':
      return { slotIds: [data.slotId] };
    case 'identify':
      return 'healthCodeId' in data ? { healthCodeId: data.healthCodeId, jti: data.jti } : {};
    case 'recordConsent':
      return data.escortAuthorisationId === null ? {} : { escortAuthorisationId: data.escortAuthorisationId };
    case 'resolveCase':
    case 'askUndo':
      return { caseId: data.caseId };
    case 'resendNotice':
      return data.caseId === null ? {} : { caseId: data.caseId };
    case 'verify':
      return { lot: { productId: data.productId, lot: data.lot }, package: { traceCode: packageKey(data.traceCode) }, ...(readName(data.items) !== undefined && { name: true }) };
    case 'reportUnverifiedDose':
      return data.lot === null ? {} : { lot: { ...(data.notPlanned ? { productId: data.notPlanned.productId } : { plannedDoseId: data.plannedDoseId }), lot: data.lot } };
    case 'recordDose':
      return { lot: { plannedDoseId: data.plannedDoseId, lot: data.lot }, package: { plannedDoseId: data.plannedDoseId } };
    default:
      return {};
  }
}

function indexed({ identifier, mother, name }: AskedHolder, blindIndex: BlindIndex) {
  const one = (asked: Identifier) => ({ type: asked.type, indexes: identifierHexIndex(blindIndex, asked) });
  return { identifier: identifier && one(identifier), ...(mother && { mother: one(mother) }), ...(name !== undefined && { name: true }) };
}

/** The name on a document is compared here, where ours is in the clear for a moment; the rules get the verdict. */
function holderOf({ holder }: ReadAnswer, { ask }: Submission, cipher: FieldCipher): HolderFact | null {
  if (!holder) return null;
  const { onRecord, ...fact } = holder;
  const asRead = ask?.holder?.name;
  return { ...fact, nameAgrees: asRead === undefined ? null : isOnRecord(asRead, onRecord, cipher) };
}

/** So is one that was read for the checklist. */
function nameAgrees({ onRecord }: ReadAnswer, { command }: Submission, cipher: FieldCipher): boolean | null {
  const asRead = command.type === 'verify' ? readName(command.data.items) : undefined;
  return asRead === undefined ? null : isOnRecord(asRead, onRecord ?? null, cipher);
}

function isOnRecord(asRead: string, onRecord: NameOnRecord | null, cipher: FieldCipher): boolean {
  if (!onRecord) return false;
  const place = { table: 'residents', column: 'name_enc', rowId: onRecord.residentId };
  return isSameName(asRead, cipher.decrypt(place, Buffer.from(onRecord.nameEnc, 'base64')));
}

type Beside = { policies: Policies; freshCaseIds: CaseId[]; cipher: FieldCipher; theirs: TheirFact | null; undo: UndoFact | null };

export function factsOf(read: ReadAnswer, submission: Submission, { policies, freshCaseIds, cipher, theirs, undo }: Beside): JourneyFacts {
  return {
    policies,
    history: read.history ? withLearnt(read.history, submission) : null,
    theirs,
    undo,
    slots: read.slots ?? [],
    lot: read.lot ?? null,
    package: read.package ?? null,
    healthCode: read.healthCode ?? null,
    holder: holderOf(read, submission, cipher),
    escort: read.escort ?? null,
    nameAgrees: nameAgrees(read, submission, cipher),
    issuerAway: submission.issuerAway ?? false,
    registryPaused: read.breakers[REGISTRY] === 'paused',
    archive: read.archive ?? null,
    supervisorCase: read.supervisorCase ?? null,
    grants: grantsOf(read, submission),
    switched: read.switched ?? null,
    siteId: read.site?.siteId ?? null,
    areaCode: read.site?.areaCode ?? read.scope.area ?? null,
    freshCaseIds,
  };
}

/** A finding that brings doses from a registry is decided with them: they are recorded in the same append. */
function withLearnt(history: ResidentHistory, { rows }: Submission): ResidentHistory {
  const learnt = (rows?.learntDoses ?? []).filter((dose) => !history.doses.some((known) => known.series === dose.series && known.doseNumber === dose.doseNumber));
  return { ...history, doses: [...history.doses, ...learnt.map((dose) => ({ ...dose, plannedDoseId: null, status: 'given' as const }))] };
}

/** What the token says and the client still has. A person has no token: their roles were looked up with this very request. */
export function grantsOf({ client }: ReadAnswer, { tokenScopes, actor }: Submission): string[] {
  if (actor.kind === 'person') return tokenScopes ?? [];
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
