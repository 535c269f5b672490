/** What a row of each table is given, in this order; every other column has its default. */
export const COLUMNS = {
  sites: ['id', 'name', 'area_code', 'registry', 'switched_on_on'],
  lots: ['product_id', 'lot', 'expires_on', 'status'],
  resident_access: ['resident_id', 'site_id', 'area_code', 'until', 'why'],
  journeys: ['id', 'resident_id', 'site_id', 'area_code', 'channel', 'day', 'slot_id', 'stage', 'open_cases', 'state', 'state_version', 'version', 'process_over', 'started_at', 'closed_at'],
  journey_events: ['journey_id', 'version', 'type', 'v', 'at', 'command_id', 'actor', 'station', 'data', 'site_id', 'area_code'],
  doses: [
    'planned_dose_id', 'resident_id', 'journey_id', 'site_id', 'area_code', 'vaccine', 'series', 'dose_number', 'live', 'product_id', 'lot', 'given_on', 'given_at', 'body_site',
    'route', 'status', 'upload_state', 'source',
  ],
  notices: ['id', 'journey_id', 'resident_id', 'site_id', 'area_code', 'content_version', 'channel', 'template', 'state', 'attempts', 'provider_id', 'created_at', 'updated_at'],
  journey_steps: ['journey_id', 'step', 'site_id', 'area_code', 'attempt', 'error_code', 'next_try_at', 'paused_at'],
  tallies: ['journey_id', 'report', 'n', 'site_id', 'area_code', 'day', 'born', 'planned_dose_id', 'series', 'dose_number', 'counts', 'open_until', 'took_ms', 'reason'],
  cohort_members: ['resident_id', 'journey_id', 'site_id', 'area_code', 'born_on', 'valid_doses'],
  audit_rows: ['id', 'at', 'actor', 'action', 'object_kind', 'object_id', 'outcome', 'code', 'params', 'count'],
  cases: [
    'id', 'kind', 'journey_id', 'resident_id', 'site_id', 'area_code', 'opened_at', 'due_at', 'status', 'version', 'level', 'claimed_by', 'claimed_until', 'action', 'proposal', 'question', 'moved',
  ],
  case_events: ['case_id', 'version', 'type', 'at', 'command_id', 'actor', 'data', 'site_id', 'area_code'],
  notes: ['id', 'resident_id', 'site_id', 'area_code', 'purpose', 'content_enc', 'retention_until'],
} as const;

export type Table = keyof typeof COLUMNS;
export const TABLES = Object.keys(COLUMNS) as readonly Table[];

export type Value = string | number | boolean | null | Date | Buffer | object;
export type Row = { [T in Table]: { table: T; values: Record<(typeof COLUMNS)[T][number], Value> } }[Table];
/** One row of `T`; a missing or unknown column does not compile. */
export function rowOf<T extends Table>(table: T, values: Record<(typeof COLUMNS)[T][number], Value>): Row {
  return { table, values } as Row;
}

/** A line of `copy ... from stdin` in text format. */
export function toLine({ table, values }: Row): string {
  const known: Readonly<Record<string, Value>> = values;
  return `${COLUMNS[table].map((column) => toText(known[column] ?? null)).join('\t')}\n`;
}

function toText(value: Value): string {
  if (value === null) return '\\N';
  if (value instanceof Date) return value.toISOString();
  if (Buffer.isBuffer(value)) return `\\\\x${value.toString('hex')}`;
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return text.replace(/[\\\t\n\r]/g, (character) => ESCAPED[character] ?? character);
}

const ESCAPED: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
