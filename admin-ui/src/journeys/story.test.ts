import type { Entry, NoticeRow } from './rows.js';
import { storyOf } from './story.js';

const at = (minute: number) => `2026-11-24T01:${String(minute).padStart(2, '0')}:00.000Z`;
const entry = (id: number, type: string, kind: Entry['actor']['kind'] = 'process') => ({ id, version: id, type, at: at(id), station: null, commandId: '', actor: { kind }, data: {} }) satisfies Entry;
const notice = { id: 'n', kind: 'result-2022', channel: 'sms', contentVersion: 1, state: 'sent', attempts: 1, nextTryAt: null, errorCode: null, createdAt: at(2) } satisfies NoticeRow;
const step = { step: 'lookUpArchive', attempt: 3, errorCode: 'timeout', nextTryAt: null, pausedAt: null };
const told = (...story: Parameters<typeof storyOf>) => storyOf(...story).map(({ key, kind }) => `${key}: ${kind}`);

it('tells the log, the notices and what is tried again in the order of time, and what each is about', () => {
  const entries = [entry(1, 'checkedIn', 'client'), entry(3, 'archiveLookedUp'), entry(4, 'caseOpened'), entry(5, 'noticeSettled'), entry(6, 'stepsRestarted', 'person')];
  expect(told(entries, [notice], { retrying: [step], asOf: at(9) })).toEqual([
    'event 1: command', 'notice n: notice', 'event 3: process', 'event 4: case', 'event 5: notice', 'event 6: retry', 'step lookUpArchive: retry',
  ]);
});

it('tells a held step when it came to be held, and what happened at one instant in the order of the log', () => {
  const together = [{ ...entry(1, 'walkedIn', 'client'), at: at(7) }, { ...entry(2, 'caseOpened'), at: at(7) }];
  expect(told(together, [], { retrying: [{ ...step, pausedAt: at(5) }], asOf: at(9) })).toEqual(['step lookUpArchive: retry', 'event 1: command', 'event 2: case']);
});
