import { randomInt } from 'node:crypto';
import { Journal } from '../kit/journal.js';
import type { About, Change, Dose, Fill, Person, RefusalCode, Seeded } from './contract.js';
import { Records, type Entry, type Written } from './records.js';
import { doseRefusal, fillRefusal, isSamePerson, personRefusal } from './rules.js';

export type WriteResult = { ok: true; written: Written } | { ok: false; code: RefusalCode };
type Keyed = { key: string; digest: string };

/** The province's archives and doses. A request key has one effect for ever, also through kills: the key and its effect are one line. */
export class RegistryStore {
  readonly records: Records;
  readonly #journal: Journal<Entry>;
  readonly #now: () => number;

  private constructor(records: Records, journal: Journal<Entry>, now: () => number) {
    this.records = records;
    this.#journal = journal;
    this.#now = now;
  }

  static async open(path: string, now: () => number = Date.now): Promise<RegistryStore> {
    const records = new Records();
    return new RegistryStore(records, await Journal.open<Entry>(path, (entry) => records.apply(entry)), now);
  }

  create(keyed: Keyed, person: Person): Promise<WriteResult> {
    return this.#write(keyed, () => {
      const refusal = personRefusal(person);
      if (refusal) return refusal;
      const [held] = person.idNo ? this.records.byIdentity(person.idType, person.idNo) : [];
      if (held && !isSamePerson(held.person, person)) return 'GD2002';
      return held ? { t: 'existed', ...keyed, archiveNo: held.archiveNo, about: aboutOf(person) } : { t: 'created', ...keyed, archiveNo: this.#freeArchiveNo(person), person };
    });
  }

  complete(keyed: Keyed, archiveNo: string, fill: Fill): Promise<WriteResult> {
    return this.#write(keyed, () => {
      const archive = this.records.archives.get(archiveNo);
      if (!archive) return 'GD2001';
      const same = fill.idNo ? this.records.byIdentity(fill.idType ?? null, fill.idNo) : [];
      if (same.some((other) => other !== archive)) return 'GD2002';
      return fillRefusal(archive, fill) ?? { t: 'completed', ...keyed, archiveNo, fill };
    });
  }

  /** Of the version that was read only; a number that stands for somebody else is nobody's to take. */
  update(keyed: Keyed, { archiveNo, version, change }: { archiveNo: string; version: number; change: Change }): Promise<WriteResult> {
    return this.#write(keyed, () => {
      const archive = this.records.archives.get(archiveNo);
      if (!archive) return 'GD2001';
      if (archive.version !== version) return 'GD2004';
      const same = change.idNo ? this.records.byIdentity(change.idType ?? null, change.idNo) : [];
      return same.some((other) => other !== archive) ? 'GD2002' : { t: 'updated', ...keyed, archiveNo, change };
    });
  }

  record(keyed: Keyed, archiveNo: string, person: Person, dose: Dose): Promise<WriteResult> {
    return this.#write(keyed, () => {
      const archive = this.records.archives.get(archiveNo);
      if (!archive) return 'GD2001';
      return doseRefusal(this.records, archive, person, dose, this.#now()) ?? { t: 'recorded', ...keyed, archiveNo, about: aboutOf(person), recordId: this.records.nextRecordId(), dose };
    });
  }

  /** Archives that were there before; one whose number is known already is left as it is. */
  async seed(archives: readonly Seeded[]): Promise<number> {
    let added = 0;
    for (const { archiveNo, person, doses } of archives) {
      if (this.records.archives.has(archiveNo)) continue;
      void this.#commit({ t: 'seeded', archiveNo, person, ...(doses && { doses }) });
      added += 1;
    }
    await this.#journal.settled();
    return added;
  }

  async reset(): Promise<void> {
    this.records.clear();
    await this.#journal.truncate();
  }

  close(): Promise<void> {
    return this.#journal.close();
  }

  async #write({ key, digest }: Keyed, decide: () => Entry | RefusalCode): Promise<WriteResult> {
    const before = this.records.written.get(key);
    if (before) {
      before.requests += 1;
      await this.#journal.settled(); // the first request's line may still be on its way
      return before.digest === digest ? { ok: true, written: before } : { ok: false, code: 'GD1002' };
    }
    const decision = decide();
    await this.#commit(typeof decision === 'string' ? { t: 'refused', key, code: decision } : decision);
    const written = this.records.written.get(key);
    if (typeof decision === 'string') return { ok: false, code: decision };
    if (!written) throw new Error('the store was emptied meanwhile');
    return { ok: true, written };
  }

  /** Applied at once, so that the next request already sees it; answered only when it is on disk. */
  #commit(entry: Entry): Promise<void> {
    this.records.apply(entry);
    return this.#journal.append(entry);
  }

  /** 18 digits as the province writes them: a county, the year of birth, eight more. */
  #freeArchiveNo({ birthday }: Person): string {
    for (;;) {
      const archiveNo = `440000${birthday.slice(0, 4)}${String(randomInt(100_000_000)).padStart(8, '0')}`;
      if (!this.records.archives.has(archiveNo)) return archiveNo;
    }
  }
}

function aboutOf({ idType, idNo, birthday }: Person): About {
  return { idType, idNo, birthday };
}
