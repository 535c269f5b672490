import { EventEmitter, once } from 'node:events';
import { ApplicationFailure } from '@temporalio/common';
import { uuid } from '../domain/journey/journey-fixtures.js';
import type { Clocks } from '../domain/policies.js';
import { toInstant } from '../domain/time.js';
import { GONE } from '../activities/journey-activities.js';
import { JourneyAtDesk, SLOT_MS, type AllActivities } from './follow-fixtures.js';
import { openWorkflowEnvironment, pause, withWorkers, type WorkflowEnvironment } from './workflow-environment-fixtures.js';

let env: WorkflowEnvironment;
beforeAll(async () => {
  env = await openWorkflowEnvironment(process.env.TEST_TEMPORAL_ADDRESS);
});
afterAll(() => env.teardown());

/** Each effect of a plain visit once; which of the last three comes first is the clock's. */
const PLAIN = ['foundArchive', 'archiveCreated', 'uploaded', 'noticeDone', 'observationEnded'];

type Play = (journey: JourneyAtDesk) => Promise<void>;

/** Plays a visit against running workers; `answers` are what the outside says. */
async function play(visit: Play, answers: (journey: JourneyAtDesk) => Partial<AllActivities> = () => ({}), clocks: Partial<Clocks> = {}): Promise<JourneyAtDesk> {
  const journey = new JourneyAtDesk(env.client, clocks);
  await withWorkers(env, journey.activities(answers(journey)), () => visit(journey));
  return journey;
}

const NOBODY_COMES: Partial<Clocks> = { noShowAfterMs: 300 - SLOT_MS };

describe('the plain journey', () => {
  it('goes from booking to the end, each effect once, within its limits of events, bytes and workflow tasks', async () => {
    const journey = await play(async (visit) => {
      await visit.desk('book');
      await pause(100);
      await visit.desk('checkIn');
      await visit.throughTheClinic();
    });
    expect(journey.state.closed).toBe(true);
    expect(journey.effects().toSorted()).toEqual(PLAIN.toSorted());
    const { events, bytes, workflowTasks } = await journey.size();
    expect(events).toBeLessThanOrEqual(80);
    expect(bytes).toBeLessThanOrEqual(20_480);
    expect(workflowTasks).toBeLessThanOrEqual(12);
  });

  it('ends a booking that nobody keeps as a no-show', async () => {
    const journey = await play(async (visit) => {
      await visit.desk('book');
      await visit.handle.result();
    }, undefined, NOBODY_COMES);
    expect(journey.state.end).toBe('no-show');
  });

  it('records no no-show for whoever comes in time', async () => {
    const journey = await play(async (visit) => {
      await visit.desk('book');
      await pause(50);
      await visit.desk('checkIn');
      await pause(400);
    }, undefined, NOBODY_COMES);
    expect(journey.state.arrived).toBe(true);
    expect(journey.effects()).toEqual(['foundArchive']);
  });
});

describe('news', () => {
  it('that comes twice, late and out of order repeats nothing', async () => {
    const journey = await play(async (visit) => {
      visit.signals = false;
      await visit.desk('book');
      await visit.desk('checkIn');
      await Promise.all([visit.tell(2), visit.tell(1), visit.tell(2), visit.tell(1)]);
      await visit.until((view) => view.lookUp === null);
      visit.signals = true;
      await visit.tell(1);
      await visit.throughTheClinic();
      await visit.tell(1); // after the end: a run that reads the view and ends
      await visit.handle.result();
    });
    expect(journey.effects().toSorted()).toEqual(PLAIN.toSorted());
  });

  it('that is lost is made up for by any later news', async () => {
    const journey = await play(async (visit) => {
      await visit.desk('book');
      visit.signals = false;
      await visit.desk('checkIn');
      visit.signals = true;
      await visit.tell(visit.state.version);
      await visit.throughTheClinic();
    });
    expect(journey.effects().toSorted()).toEqual(PLAIN.toSorted());
  });

  it('is read again when it is told again, so that no row of news stays unread', async () => {
    const journey = await play(async (visit) => {
      await visit.desk('book');
      await pause(100);
      await visit.tell(1);
      await pause(100);
    });
    expect(journey.calls).toEqual(['readView', 'readView']);
  });
});

describe('a run that begins in the middle', () => {
  it('goes on with an observation from the instant in the view and repeats no effect', async () => {
    const journey = await play(async (visit) => {
      await visit.desk('walkIn');
      await visit.identify();
      await visit.prepare();
      await visit.give();
      await visit.until((view) => view.notice === null && view.uploads.length === 0);
      const until = visit.state.observation!.until;
      await pause(Math.max(0, until - 1_000 - Date.now()));
      await visit.handle.terminate('the engine lost what it knew');
      await visit.tell(visit.state.version);
      await visit.until((view) => view.observeUntil === null);
      expect(visit.state.observation).toEqual({ until, elapsed: true });
      expect(Date.now() - until).toBeLessThan(3_000); // begun again, it would be four
      await visit.desk('release');
      await visit.handle.result();
    }, undefined, { observationMs: 5_000 });
    expect(journey.effects().toSorted()).toEqual(PLAIN.toSorted());
  });

  it('acts at once on an instant that has passed', async () => {
    const journey = await play(async (visit) => {
      visit.signals = false;
      await visit.desk('book');
      await pause(350);
      await visit.tell(1);
      await visit.handle.result();
    }, undefined, NOBODY_COMES);
    expect(journey.state.end).toBe('no-show');
    expect(journey.effects()).toEqual(['noShow']);
  });

  it('ends for a journey that the store does not have', async () => {
    await play(
      async (visit) => {
        await visit.desk('book');
        await visit.handle.result();
      },
      () => ({ readView: async () => GONE }),
    );
  });
});

describe('the outside', () => {
  const away = () => Promise.reject(ApplicationFailure.create({ message: 'away', type: 'Unavailable', nextRetryDelay: 30 }));

  it('is asked until it is back, while the visit goes on', async () => {
    let asked = 0;
    const journey = await play(
      async (visit) => {
        await visit.desk('walkIn');
        await visit.throughTheClinic();
      },
      (visit) => {
        const { lookUpArchive, uploadDose } = visit.activities();
        const flaky = <T extends object>(act: (input: T) => Promise<unknown>) => (input: T) => ((asked += 1) % 4 ? away() : act(input));
        return { lookUpArchive: flaky(lookUpArchive) as typeof lookUpArchive, uploadDose: flaky(uploadDose) as typeof uploadDose };
      },
    );
    expect(asked).toBe(8);
    expect(journey.effects().toSorted()).toEqual(PLAIN.toSorted());
  });

  it('is not asked any more when the journey was cancelled, and the step is forgotten', async () => {
    const journey = await play(
      async (visit) => {
        await visit.desk('book');
        await visit.desk('checkIn');
        await visit.until(() => visit.calls.includes('asked'));
        await visit.desk('cancel');
        await visit.handle.result();
      },
      (visit) => ({ lookUpArchive: () => (visit.calls.push('asked'), away()) }),
    );
    expect(journey.state.end).toBe('cancelled');
    expect(journey.calls.at(-1)).toBe('forget lookUpArchive');
  });

  it('is no fault of ours when its last attempt fails after the step was called off', async () => {
    const journey = await play(
      async (visit) => {
        await visit.desk('book');
        await visit.desk('checkIn');
        await visit.until(() => visit.calls.includes('asked'));
        await visit.desk('cancel');
        await visit.handle.result();
      },
      (visit) => ({
        async lookUpArchive() {
          visit.calls.push('asked');
          await visit.until(() => visit.state.end === 'cancelled');
          await pause(500); // until the engine knows that nobody waits for it
          return away();
        },
      }),
    );
    expect(journey.calls.at(-1)).toBe('forget lookUpArchive');
    expect(journey.state.cases).toEqual([]);
  });

  it('that is late misses the deadline, opens a case, and settles it once it is taken', async () => {
    let open = false;
    const journey = await play(
      async (visit) => {
        await visit.desk('walkIn');
        await visit.identify();
        await visit.prepare();
        await visit.give();
        await visit.until(() => visit.calls.includes('noticeDone'));
        open = true;
        await visit.until((view) => view.uploads.length === 0);
      },
      (visit) => {
        const { uploadDose } = visit.activities();
        return { uploadDose: (input) => (open ? uploadDose(input) : away()) };
      },
      { uploadDueMs: 150, recordFinalAfterMs: 300, observationMs: 5_000 },
    );
    expect(journey.state).toMatchObject({ cases: [] }); // the case came right by itself
    expect(journey.state.doses[0]?.given?.upload).toBe('confirmed');
    expect(journey.effects()).toEqual(['foundArchive', 'archiveCreated', 'uploadMissedDeadline', 'recordsBecameFinal', 'noticeDone', 'uploaded']); // each waits for the one before
  });

  it('that fails for good is a case for us and is tried again', async () => {
    let failed = false;
    const journey = await play(
      async (visit) => {
        await visit.desk('walkIn');
        await visit.throughTheClinic();
      },
      (visit) => {
        const { lookUpArchive } = visit.activities();
        return { lookUpArchive: (input) => (failed ? lookUpArchive(input) : ((failed = true), Promise.reject(ApplicationFailure.nonRetryable('broken')))) };
      },
    );
    expect(journey.effects().toSorted()).toEqual(['softwareFaulted', ...PLAIN].toSorted());
  });
});

describe('clocks', () => {
  it('that run ahead of the door are refused once and act when the door agrees', async () => {
    let refused = 0;
    const journey = await play(
      async (visit) => {
        await visit.desk('book');
        await visit.handle.result();
      },
      (visit) => {
        const { recordFinding } = visit.activities();
        return { recordFinding: (input) => ((refused += 1) === 1 ? Promise.resolve(visit.seen()) : recordFinding(input)) };
      },
      NOBODY_COMES,
    );
    expect(journey.state.end).toBe('no-show');
    expect(refused).toBeGreaterThanOrEqual(2); // a workflow task that was lost asks again
  });
});

describe('a finding under way', () => {
  const MANY = 12;

  it('is not called off when the view that it has changed is read first', async () => {
    const journeys = Array.from({ length: MANY }, () => new JourneyAtDesk(env.client, { noShowAfterMs: 5_000 - SLOT_MS }));
    const find = (journeyId: string) => journeys.find((journey) => journey.journeyId === journeyId)!;
    const plain: Partial<AllActivities> = { readView: async ({ journeyId }) => find(journeyId).seen(), recordFinding: async ({ journeyId, finding }) => find(journeyId).record(finding) };
    const [anyone] = journeys;
    await withWorkers(env, anyone!.activities(plain), async () => {
      await Promise.all(journeys.map((journey) => journey.desk('book')));
      await Promise.all(journeys.map((journey) => journey.clock('timerStartedEventAttributes')));
    });
    // Nobody works while the clocks go off and news comes, so one workflow task holds both.
    await Promise.all(journeys.map((journey) => journey.clock('timerFiredEventAttributes')));
    await Promise.all(journeys.map((journey) => journey.tell(journey.state.version)));
    const recorded = new EventEmitter().setMaxListeners(0);
    const answers: Partial<AllActivities> = {
      readView: async ({ journeyId }) => (find(journeyId).state.end === null && (await once(recorded, journeyId)), find(journeyId).seen()),
      recordFinding: async ({ journeyId, finding }) => {
        const seen = find(journeyId).record(finding);
        recorded.emit(journeyId);
        await pause(journeys.indexOf(find(journeyId)) % 4);
        return seen;
      },
    };
    await withWorkers(env, anyone!.activities(answers), async () => void (await Promise.all(journeys.map(({ handle }) => handle.result()))));
    expect(journeys.map(({ state }) => state.end)).toEqual(Array(MANY).fill('no-show'));
    expect(await Promise.all(journeys.map((journey) => journey.failedTasks()))).toEqual(Array(MANY).fill([]));
  });
});

describe('several doses in one visit', () => {
  it('are uploaded each by itself and told of in one notice, also when one was refused', async () => {
    const [second, third] = [uuid<'planned-dose'>(102), uuid<'planned-dose'>(103)];
    const journey = await play(async (visit) => {
      await visit.desk('walkIn');
      await visit.desk('planDose', { dose: { plannedDoseId: second, productId: 'hepb-10', doseNumber: 1 } });
      await visit.desk('planDose', { dose: { plannedDoseId: third, productId: 'ipv', doseNumber: 1 } });
      await visit.identify();
      await visit.prepare();
      await visit.desk('notGiven', { plannedDoseId: third, reason: 'refused' });
      await visit.give();
      await visit.giveOther(second, 'hepb-10');
      await visit.until((view) => view.notice === null && view.uploads.length === 0 && view.observeUntil === null);
      await visit.desk('release');
      await visit.handle.result();
    }, undefined, { observationMs: 900 });
    expect(journey.effects().toSorted()).toEqual(['archiveCreated', 'foundArchive', 'noticeDone', 'observationEnded', 'uploaded', 'uploaded']);
    expect(journey.state.doses.map((planned) => planned.notGiven ?? planned.given?.upload)).toEqual(['confirmed', 'confirmed', 'refused']);
    expect(toInstant(Date.now())).toBeGreaterThan(journey.state.observation?.until ?? 0);
  });
});

describe('an operator', () => {
  it('may cancel the run; news begins another that goes on', async () => {
    const journey = await play(async (visit) => {
      await visit.desk('walkIn');
      await visit.until((view) => view.lookUp === null);
      await visit.handle.cancel();
      await expect(visit.handle.result()).rejects.toMatchObject({ cause: { name: 'CancelledFailure' } });
      await visit.throughTheClinic();
    });
    expect(journey.effects().toSorted()).toEqual(PLAIN.toSorted());
  });
});
