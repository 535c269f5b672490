import type { About, Change, Dose, Fill, Person } from './contract.js';

export type RecordedDose = Dose & { recordId: string; key: string };
export type Archive = { archiveNo: string; version: number; key: string | null; person: Person; doses: RecordedDose[] };

/** What a request key has done, and about whom it was; `requests` counts repeats too. */
export type Written = {
  digest: string;
  kind: 'archive-created' | 'archive-completed' | 'archive-updated' | 'dose-recorded';
  archiveNo: string;
  version: number;
  recordId: string | null;
  existed: boolean;
  about: About;
  requests: number;
};

/** One line of the journal. Lines from before `about` was kept speak of the archive's own person. */
export type Entry =
  | { t: 'seeded'; archiveNo: string; person: Person; doses?: Dose[] | undefined }
  | { t: 'created'; key: string; digest: string; archiveNo: string; person: Person }
  | { t: 'existed'; key: string; digest: string; archiveNo: string; about?: About }
  | { t: 'completed'; key: string; digest: string; archiveNo: string; fill: Fill }
  | { t: 'updated'; key: string; digest: string; archiveNo: string; change: Change }
  | { t: 'recorded'; key: string; digest: string; archiveNo: string; about?: About; recordId: string; dose: Dose }
  | { t: 'refused'; key: string; code: string };

/** The province's whole store in memory; `apply` is its only writer, from a request as from the journal. */
export class Records {
  readonly archives = new Map<string, Archive>();
  readonly written = new Map<string, Written>();
  readonly refused: { key: string; code: string }[] = [];
  /** Mostly one archive for a number; the province has some second ones. */
  readonly #byIdentity = new Map<string, Set<string>>();
  readonly #traceUses = new Map<string, number>();
  #doses = 0;

  apply(entry: Entry): void {
    if (entry.t === 'refused') return void this.refused.push({ key: entry.key, code: entry.code });
    if (entry.t === 'seeded') return this.#seed(entry);
    if (entry.t === 'created') this.#addArchive(entry.archiveNo, entry.person, entry.key);
    const archive = this.archives.get(entry.archiveNo);
    if (!archive) throw new Error(`no archive for ${entry.t}`);
    if (entry.t === 'completed') this.#complete(archive, entry.fill);
    if (entry.t === 'updated') this.#update(archive, entry.change);
    if (entry.t === 'recorded') this.#addDose(archive, { ...entry.dose, recordId: entry.recordId, key: entry.key });
    this.#remember(entry, archive);
  }

  clear(): void {
    for (const kept of [this.archives, this.written, this.#byIdentity, this.#traceUses]) kept.clear();
    this.refused.length = 0;
    this.#doses = 0;
  }

  byIdentity(idType: string | null, idNo: string | null): Archive[] {
    return [...(this.#byIdentity.get(`${idType} ${idNo}`) ?? [])].flatMap((archiveNo) => this.archives.get(archiveNo) ?? []);
  }

  traceUses(traceCode: string): number {
    return this.#traceUses.get(traceCode) ?? 0;
  }

  nextRecordId(): string {
    return `GDR${String(this.#doses + 1).padStart(10, '0')}`;
  }

  #seed({ archiveNo, person, doses = [] }: Extract<Entry, { t: 'seeded' }>): void {
    this.#addArchive(archiveNo, person, null);
    const archive = this.archives.get(archiveNo);
    for (const dose of doses) if (archive) this.#addDose(archive, { ...dose, recordId: this.nextRecordId(), key: `seeded:${archiveNo}:${dose.vaccineCode}:${dose.doseNo}` });
  }

  #addArchive(archiveNo: string, person: Person, key: string | null): void {
    this.archives.set(archiveNo, { archiveNo, version: 1, key, person, doses: [] });
    this.#index(archiveNo, person);
  }

  #complete(archive: Archive, fill: Fill | Change): void {
    archive.person = { ...archive.person, ...fill };
    archive.version += 1;
    this.#index(archive.archiveNo, archive.person);
  }

  /** A number that was replaced no longer finds the archive. */
  #update(archive: Archive, change: Change): void {
    if (change.idNo !== undefined) this.#byIdentity.get(`${archive.person.idType} ${archive.person.idNo}`)?.delete(archive.archiveNo);
    this.#complete(archive, change);
  }

  #addDose(archive: Archive, dose: RecordedDose): void {
    archive.doses.push(dose);
    archive.version += 1;
    this.#doses += 1;
    this.#traceUses.set(dose.traceCode, this.traceUses(dose.traceCode) + 1);
  }

  /** A newborn without a number is found by nobody's number: an empty one is not a key. */
  #index(archiveNo: string, { idType, idNo }: Person): void {
    if (!idType || !idNo) return;
    const held = this.#byIdentity.get(`${idType} ${idNo}`) ?? new Set();
    this.#byIdentity.set(`${idType} ${idNo}`, held.add(archiveNo));
  }

  #remember(entry: Exclude<Entry, { t: 'seeded' | 'refused' }>, { version, person }: Archive): void {
    const { key, digest, archiveNo, t } = entry;
    const kind = t === 'recorded' ? 'dose-recorded' : t === 'completed' ? 'archive-completed' : 'archive-created';
    const about = ('about' in entry ? entry.about : undefined) ?? person;
    this.written.set(key, { digest, kind, archiveNo, version, recordId: t === 'recorded' ? entry.recordId : null, existed: t === 'existed', about, requests: 1 });
  }
}
