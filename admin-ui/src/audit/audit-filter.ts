/** What the list can be narrowed by, one at a time, each alone or with a day. */
export const NARROWINGS = ['actor', 'object', 'action', 'outcome'] as const;
export type Narrowing = (typeof NARROWINGS)[number];

/** The filter of the list: `value` of what it is narrowed by, and of an object its kind besides. */
export type AuditFilter = { day?: string; by?: Narrowing; value?: string; objectKind?: string };

export function toQuery({ day, ...narrowed }: AuditFilter): Record<string, string> {
  return { ...(day ? { day } : {}), ...narrowing(narrowed) };
}

/** The same for a file, which is of days from one to another. */
export function toExportQuery(filter: AuditFilter, days: { from: string; to: string }, format: string): Record<string, string> {
  return { ...days, format, ...narrowing(filter) };
}

/** Whether it says all that it has to: half a filter is none. */
export function isWhole({ by, value, objectKind }: AuditFilter): boolean {
  return by === undefined || (Boolean(value) && (by !== 'object' || Boolean(objectKind)));
}

function narrowing({ by, value = '', objectKind = '' }: AuditFilter): Record<string, string> {
  if (by === undefined) return {};
  return by === 'object' ? { objectKind, objectId: value } : { [by]: value };
}
