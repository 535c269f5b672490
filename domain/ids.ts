declare const kind: unique symbol;

/** A UUIDv7 made by the application; the brand keeps ids of different kinds apart (architecture: ids are opaque everywhere). */
export type Id<K extends string> = string & { readonly [kind]: K };

export type JourneyId = Id<'journey'>;
export type ResidentId = Id<'resident'>;
export type SiteId = Id<'site'>;
export type SessionId = Id<'session'>;
export type SlotId = Id<'slot'>;
export type PlannedDoseId = Id<'planned-dose'>;
export type CommandId = Id<'command'>;
export type CaseId = Id<'case'>;
export type NoticeId = Id<'notice'>;
export type EvidenceId = Id<'evidence'>;
export type NoteId = Id<'note'>;
export type EscortAuthorisationId = Id<'escort-authorisation'>;
export type HealthCodeId = Id<'health-code'>;
export type ScanId = Id<'scan'>;
export type PersonId = Id<'person'>;
export type DeviceId = Id<'device'>;
export type SavedQueryId = Id<'saved-query'>;
export type LotHoldId = Id<'lot-hold'>;
export type PolicyVersionId = Id<'policy-version'>;

/** GB/T 2260 code of a province, city or district: 6 digits, `440000`, `440100`, `440103`. */
export type AreaCode = Id<'area'>;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** True for a lower-case UUID of any version; what an id must look like before it may be branded. */
export function isId(text: string): boolean {
  return uuid.test(text);
}

/** Brands `text` as an id. Throws `TypeError` when it is no UUID: only for values from our own store. */
export function toId<K extends string>(text: string): Id<K> {
  if (!isId(text)) throw new TypeError('not an id');
  return text as Id<K>;
}

export function toAreaCode(text: string): AreaCode {
  if (!/^\d{6}$/.test(text)) throw new TypeError('not an area code');
  return text as AreaCode;
}
