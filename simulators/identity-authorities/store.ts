import { Journal } from '../kit/journal.js';
import type { Person } from './contract.js';

export type Authority = 'birth-certificate' | 'police-face' | 'household-register';
export type Asked = { authority: Authority; key: string; result: string };
type Entry = { t: 'person'; person: Person } | { t: 'asked'; asked: Asked };

/** The people whom the authorities know, and what they were asked. */
export class AuthorityStore {
  readonly people: Person[] = [];
  readonly asked: Asked[] = [];
  readonly #byNumber = new Map<string, Person>();
  #journal: Journal<Entry> | null = null;

  static async open(path: string): Promise<AuthorityStore> {
    const store = new AuthorityStore();
    store.#journal = await Journal.open<Entry>(path, (entry) => store.#apply(entry));
    return store;
  }

  byIdNo(idNo: string | null): Person | undefined {
    return idNo === null ? undefined : this.#byNumber.get(`id ${idNo}`);
  }

  byCertNo(certNo: string | null): Person | undefined {
    return certNo === null ? undefined : this.#byNumber.get(`cert ${certNo}`);
  }

  /** Adds whom they do not know; one whose number is known stays as it is. Returns how many were added. */
  async seed(people: readonly Person[]): Promise<number> {
    const fresh = people.filter((person) => !this.byIdNo(person.idNo) && !this.byCertNo(person.certNo));
    await Promise.all(fresh.map((person) => this.#commit({ t: 'person', person })));
    return fresh.length;
  }

  note(asked: Asked): Promise<void> {
    return this.#commit({ t: 'asked', asked });
  }

  async reset(): Promise<void> {
    this.people.length = 0;
    this.asked.length = 0;
    this.#byNumber.clear();
    await this.#journal?.truncate();
  }

  async close(): Promise<void> {
    await this.#journal?.close();
  }

  #apply(entry: Entry): void {
    if (entry.t === 'asked') return void this.asked.push(entry.asked);
    const { person } = entry;
    this.people.push(person);
    if (person.idNo) this.#byNumber.set(`id ${person.idNo}`, person);
    if (person.certNo) this.#byNumber.set(`cert ${person.certNo}`, person);
  }

  async #commit(entry: Entry): Promise<void> {
    this.#apply(entry);
    await this.#journal?.append(entry);
  }
}
