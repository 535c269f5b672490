import { isWhole, toExportQuery, toQuery, type AuditFilter } from './audit-filter.js';

it.each<[AuditFilter, Record<string, string>]>([
  [{}, {}],
  [{ day: '2026-11-24' }, { day: '2026-11-24' }],
  [{ day: '2026-11-24', by: 'action', value: 'case.resolve' }, { day: '2026-11-24', action: 'case.resolve' }],
  [{ by: 'actor', value: 'site-1' }, { actor: 'site-1' }],
  [{ by: 'object', value: 'x', objectKind: 'case' }, { objectKind: 'case', objectId: 'x' }],
  [{ by: 'outcome', value: 'refused' }, { outcome: 'refused' }],
])('asks for %j as the contract has it', (filter, query) => {
  expect(toQuery(filter)).toEqual(query);
});

it('asks for a file of days in place of the day', () => {
  const days = { from: '2026-11-01', to: '2026-11-24' };
  expect(toExportQuery({ day: '2026-11-24', by: 'outcome', value: 'failed' }, days, 'csv')).toEqual({ ...days, format: 'csv', outcome: 'failed' });
});

it('knows a filter that lacks a part', () => {
  expect([{}, { by: 'actor', value: 'x' }, { by: 'object', value: 'x', objectKind: 'case' }].map((filter) => isWhole(filter as AuditFilter))).toEqual([true, true, true]);
  expect([{ by: 'actor' }, { by: 'actor', value: '' }, { by: 'object', value: 'x' }].map((filter) => isWhole(filter as AuditFilter))).toEqual([false, false, false]);
});
