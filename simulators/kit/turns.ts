import type { FaultOf } from './faults.js';

type Reorder = FaultOf<'reorder'>;
type Held = { begin: ((endTurn: () => void) => void)[]; timer: NodeJS.Timeout };

/** Holds requests until there are enough of them, then lets them through one after the other, the last first. */
export class Turns {
  readonly #held = new Map<Reorder, Held>();

  /** Resolves when it is this request's turn, with what ends the turn. */
  wait(fault: Reorder): Promise<() => void> {
    return new Promise((begin) => {
      const held = this.#held.get(fault) ?? this.#hold(fault);
      held.begin.push(begin);
      if (held.begin.length >= fault.size) void this.#letThrough(fault);
    });
  }

  #hold(fault: Reorder): Held {
    const timer = setTimeout(() => void this.#letThrough(fault), fault.withinMs).unref(); // a stopped simulator waits for nobody
    const held: Held = { begin: [], timer };
    this.#held.set(fault, held);
    return held;
  }

  async #letThrough(fault: Reorder): Promise<void> {
    const held = this.#held.get(fault);
    if (!held) return;
    clearTimeout(held.timer);
    this.#held.delete(fault);
    for (const begin of held.begin.toReversed()) await new Promise<void>((endTurn) => begin(endTurn));
  }
}
