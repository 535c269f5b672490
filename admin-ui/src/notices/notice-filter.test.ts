import { toQuery, type NoticeFilter } from './notice-filter.js';

it.each<[NoticeFilter, Record<string, string>]>([
  [{}, {}],
  [{ siteId: 'x', state: 'waiting', channel: 'sms', kind: 'result-2022', day: '2026-11-24' }, { siteId: 'x', state: 'waiting', channel: 'sms', kind: 'result-2022', day: '2026-11-24' }],
  [{ state: '', channel: ' ', kind: ' result-2022 ' }, { kind: 'result-2022' }],
  [{ day: '0002-11-24' }, {}],
])('asks for %j as the contract has it', (filter, query) => expect(toQuery(filter)).toEqual(query));
