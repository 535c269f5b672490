import { MockActivityEnvironment } from '@temporalio/testing';
import { processView } from '../domain/journey/process-view.js';
import type { JourneyCommand } from '../domain/journey/commands.js';
import { JOURNEY, type JourneyUnderTest } from '../domain/journey/journey-fixtures.js';
import type { EffectParts } from './effect.js';
import type { Beside } from './record-finding.js';

/** Test material: a journey under the real rules in the place of the store and the door. */
export class JourneyInPlace implements EffectParts {
  readonly recorded: { finding: JourneyCommand; beside: Beside | undefined }[] = [];
  readonly journey: JourneyUnderTest;

  constructor(journey: JourneyUnderTest) {
    this.journey = journey;
  }

  readState: EffectParts['readState'] = async (journeyId) => (journeyId === JOURNEY ? this.journey.state : null);

  recordFinding: EffectParts['recordFinding'] = async (_, finding, beside) => {
    this.recorded.push({ finding, beside });
    this.journey.send(finding);
    return { version: this.journey.current.version, view: processView(this.journey.current) };
  };

  get findings(): string[] {
    return this.recorded.map(({ finding }) => finding.type);
  }
}

/** Runs an activity as its `attempt`th try. */
export function attempt<A extends unknown[], R>(number: number, activity: (...args: A) => Promise<R>, ...args: A): Promise<R> {
  return new MockActivityEnvironment({ attempt: number }).run(activity, ...args);
}
