import { createMetrics } from './metrics.js';

const backlog = { unsent: 3, oldestUnsentMs: 1_200 };

it('figures are those of the moment they are read, and one that cannot be read hides no other', async () => {
  const answers = [async () => backlog, async () => Promise.reject(new Error('away')), async () => ({ ...backlog, unsent: 0 })];
  const metrics = createMetrics({ news: { backlog: () => answers.shift()!() }, sealer: { lagMs: async () => 2_500 } });
  const read = async () => (await metrics.metrics()).split('\n').filter((line) => line.startsWith('miaocheng_'));
  expect(await read()).toEqual(['miaocheng_news_unsent 3', 'miaocheng_audit_unsealed_seconds 2.5']);
  expect(await read()).toEqual(['miaocheng_audit_unsealed_seconds 2.5']);
  expect(await read()).toEqual(['miaocheng_news_unsent 0', 'miaocheng_audit_unsealed_seconds 2.5']);
});
