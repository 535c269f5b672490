import { createAuditWatch } from './audit-watch.js';

it('the alarm is raised while rows wait for more than 10 s, and a lag that cannot be read is no lag', async () => {
  const answers = [10_000, 10_001, new Error('away'), 60_000];
  const [alarms, errors]: [number[], unknown[]] = [[], []];
  const lagMs = async () => {
    const answer = answers.shift() ?? 0;
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const watch = createAuditWatch({ sealer: { lagMs }, onAlarm: (lag) => alarms.push(lag), onError: (error) => errors.push(error), everyMs: 1 });
  watch.start();
  for (let n = 0; n < 500 && answers.length > 0; n += 1) await new Promise((resolve) => setTimeout(resolve, 5));
  await watch.stop();
  expect(alarms).toEqual([10_001, 60_000]);
  expect(errors).toHaveLength(1);
});
