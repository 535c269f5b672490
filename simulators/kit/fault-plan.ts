import { randomUUID } from 'node:crypto';
import type { Fault, FaultOf } from './faults.js';
import { Journal } from './journal.js';

type Planned = { id: string; fault: Fault; left: number; until: number };

/** One line of its journal. `until` is an instant, so that a fault ends when it was to end, whoever is started in between. */
type Entry = { t: 'set'; id: string; fault: Fault; until: number | null } | { t: 'met'; id: string };

type Chances = { random?: () => number; now?: () => number };

/** The faults that are set. A restart keeps them, with what is left of their count and of their time. */
export class FaultPlan {
  #planned: Planned[];
  readonly #journal: Journal<Entry>;
  readonly #random: () => number;
  readonly #now: () => number;

  private constructor(planned: Planned[], journal: Journal<Entry>, { random = Math.random, now = Date.now }: Chances) {
    this.#planned = planned;
    this.#journal = journal;
    this.#random = random;
    this.#now = now;
  }

  static async open(path: string, chances: Chances = {}): Promise<FaultPlan> {
    const planned: Planned[] = [];
    const journal = await Journal.open<Entry>(path, (entry) => apply(planned, entry));
    return new FaultPlan(planned, journal, chances);
  }

  async add(fault: Fault): Promise<void> {
    const entry: Entry = { t: 'set', id: randomUUID(), fault, until: fault.forMs === undefined ? null : this.#now() + fault.forMs };
    this.#forgetSpent();
    const alone = this.#planned.length === 0;
    apply(this.#planned, entry);
    if (alone) await this.#journal.truncate(); // nobody has to read again what is spent
    await this.#journal.append(entry);
  }

  async clear(): Promise<void> {
    this.#planned = [];
    await this.#journal.truncate();
  }

  list(): Fault[] {
    this.#forgetSpent();
    return this.#planned.map(({ fault }) => fault);
  }

  /** The faults that a request to this path, which says this, meets; each use counted on disk before it is felt. */
  async take(path: string, said = ''): Promise<Fault[]> {
    if (this.#planned.length === 0) return [];
    this.#forgetSpent();
    const met = this.#planned.filter(({ fault }) => 'path' in fault && path.startsWith(fault.path) && said.includes(fault.about ?? '') && (fault.probability === 1 || this.#random() < fault.probability));
    for (const planned of met) planned.left -= 1;
    await Promise.all(met.filter(({ left }) => left < Infinity).map(({ id }) => this.#journal.append({ t: 'met', id })));
    return met.map(({ fault }) => fault);
  }

  /** How long the port is to stay closed from now on. */
  closedForMs(): number {
    const closed = this.#planned.filter(({ fault }) => fault.kind === 'down' && fault.how === 'refuse');
    return Math.max(0, ...closed.map(({ until }) => until - this.#now()));
  }

  delayOf(fault: FaultOf<'latency'>): number {
    return fault.ms + Math.floor(this.#random() * fault.jitterMs);
  }

  close(): Promise<void> {
    return this.#journal.close();
  }

  #forgetSpent(): void {
    const now = this.#now();
    this.#planned = this.#planned.filter(({ left, until }) => left > 0 && now < until);
  }
}

function apply(planned: Planned[], entry: Entry): void {
  if (entry.t === 'set') {
    const count = 'count' in entry.fault ? entry.fault.count : undefined;
    planned.push({ id: entry.id, fault: entry.fault, left: count ?? Infinity, until: entry.until ?? Infinity });
    return;
  }
  const met = planned.find(({ id }) => id === entry.id);
  if (met) met.left -= 1;
}
