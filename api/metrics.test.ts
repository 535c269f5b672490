import { createMetrics } from './metrics.js';

const backlog = { unsent: 3, oldestUnsentMs: 1_200 };

it('figures are those of the moment they are read, and one that cannot be read hides no other', async () => {
  const answers = [async () => backlog, async () => Promise.reject(new Error('away')), async () => ({ ...backlog, unsent: 0 })];
  const metrics = createMetrics({ news: { backlog: () => answers.shift()!() }, sealer: { lagMs: async () => 2_500 }, statements: () => new Map() });
  const read = async () => (await metrics.metrics()).split('\n').filter((line) => line.startsWith('miaocheng_'));
  expect(await read()).toEqual(['miaocheng_news_unsent 3', 'miaocheng_audit_unsealed_seconds 2.5']);
  expect(await read()).toEqual(['miaocheng_audit_unsealed_seconds 2.5']);
  expect(await read()).toEqual(['miaocheng_news_unsent 0', 'miaocheng_audit_unsealed_seconds 2.5']);
});

it('counts statements by name, as often as it is asked', async () => {
  const counts = new Map([['read_v1', 2]]);
  const metrics = createMetrics({ news: { backlog: async () => backlog }, sealer: { lagMs: async () => 0 }, statements: () => counts });
  const read = async () => (await metrics.metrics()).split('\n').filter((line) => line.startsWith('miaocheng_statements_total'));
  expect(await read()).toEqual(['miaocheng_statements_total{statement="read_v1"} 2']);
  counts.set('read_v1', 3).set('append_v1', 1);
  expect(await read()).toEqual(['miaocheng_statements_total{statement="read_v1"} 3', 'miaocheng_statements_total{statement="append_v1"} 1']);
});
