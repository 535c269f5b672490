import { createFaultSchema, type FaultOf } from './faults.js';
import { Turns } from './turns.js';

const schema = createFaultSchema({ rejections: {}, wrongPersons: {}, wrongSchemas: {} });
const reorder = (size: number, withinMs = 60_000) => schema.parse({ kind: 'reorder', size, withinMs }) as FaultOf<'reorder'>;

/** Requests that take their turn under a fault, and note when it begins and ends. */
function requests(turns: Turns, fault: FaultOf<'reorder'>) {
  const log: string[] = [];
  const come = async (name: string) => {
    const endTurn = await turns.wait(fault);
    log.push(`${name} begins`);
    await new Promise((resolve) => setTimeout(resolve, 5));
    log.push(`${name} ends`);
    endTurn();
  };
  return { log, come };
}

it('come to the last one first, one after the other', async () => {
  const { log, come } = requests(new Turns(), reorder(3));
  await Promise.all(['first', 'second', 'third'].map(come));
  expect(log).toEqual(['third begins', 'third ends', 'second begins', 'second ends', 'first begins', 'first ends']);
});

it('come to those that are there when the time is over', async () => {
  const { log, come } = requests(new Turns(), reorder(3, 20));
  await Promise.all(['first', 'second'].map(come));
  expect(log).toEqual(['second begins', 'second ends', 'first begins', 'first ends']);
});

it('are taken for each fault by itself', async () => {
  const turns = new Turns();
  const [one, other] = [requests(turns, reorder(2)), requests(turns, reorder(2))];
  await Promise.all([one.come('a'), other.come('c'), one.come('b'), other.come('d')]);
  expect([one.log[0], other.log[0]]).toEqual(['b begins', 'd begins']);
});
