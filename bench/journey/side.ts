import type { Desk } from '../../dev/clinic/desk.js';
import type { Journey } from '../../contracts/journeys.js';

/** Runs one command and sees how long it takes, or what it costs. */
export type Watch = <T>(command: string, send: () => Promise<T>) => Promise<T>;

/** What a desk sees on its screen and needs for its next commands. */
export type Screen = Pick<Journey, 'archive' | 'doses' | 'observeUntil'>;

/** One client's counter: books, receives and sees home one resident after the other. */
export type Counter = {
  /** Takes the next resident and books for them; gives the journey's id. */
  book(): Promise<string>;
  desk: Desk;
  /** The text that the phone of this journey's resident shows. */
  showCode(journeyId: string): Promise<string>;
  look(journeyId: string): Promise<Screen>;
  workflowIdOf(journeyId: string): string;
};

/** One of the two that are compared. */
export type Side = {
  name: 'ours' | 'textbook';
  /** Whose CPU is its own, by process; what both stand on counts for both. */
  processes: readonly string[];
  /** Makes people, codes and slots for so many visits: whatever is there before a visit begins. */
  prepare(visits: number): Promise<void>;
  openCounter(client: number, watch: Watch): Counter;
};
