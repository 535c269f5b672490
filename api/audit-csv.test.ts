import { CSV_HEADING, toCsvLine } from './audit-csv.js';

it('has a cell for each column, also of what there is none of', () => {
  const line = toCsvLine({
    id: '0192d3a0-0000-7000-8000-000000000007', at: '2026-11-24T01:00:00.000Z', actor: { kind: 'client', clientId: '=cmd', staffId: '@x' }, action: 'case.resolve', objectKind: 'case', objectId: null,
    outcome: 'refused', code: 'case-moved', params: { version: 3 }, count: 2,
  });
  expect(line).toBe(`2026-11-24T01:00:00.000Z,client,"'=cmd","'@x",,case.resolve,case,,refused,case-moved,"{""version"":3}",2,0192d3a0-0000-7000-8000-000000000007\r\n`);
  expect(CSV_HEADING.split(',')).toHaveLength(13);
});
