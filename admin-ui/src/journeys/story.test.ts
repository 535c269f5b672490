import type { Entry, NoticeRow, RefusedRow, StepLogRow } from './rows.js';
import { storyOf, type StoryParts } from './story.js';

const at = (minute: number) => `2026-11-24T01:${String(minute).padStart(2, '0')}:00.000Z`;
const entry = (id: number, type: string, kind: Entry['actor']['kind'] = 'process') => ({ id, version: id, type, at: at(id), station: null, commandId: '', actor: { kind }, data: {} }) satisfies Entry;
const notice = { id: 'n', kind: 'result-2022', channel: 'sms', contentVersion: 1, state: 'sent', attempts: 1, nextTryAt: null, errorCode: null, createdAt: at(2) } satisfies NoticeRow;
const step = { step: 'lookUpArchive', attempt: 3, errorCode: 'timeout', nextTryAt: null, pausedAt: null };
const refused = { id: 'r', at: at(4), command: 'recordDose', actor: { kind: 'client' }, code: 'gate-open', params: {} } satisfies RefusedRow;
const held = { id: 'h', at: at(7), step: 'lookUpArchive', type: 'paused', actor: { kind: 'person' } } satisfies StepLogRow;
const told = (parts: Partial<StoryParts>) => storyOf({ entries: [], refused: [], notices: [], stepLog: [], retrying: [], asOf: at(9), ...parts }).map(({ key, kind }) => `${key}: ${kind}`);

it('tells the log, what was refused, the notices, what people did with steps and what is tried again in the order of time, and what each is about', () => {
  const entries = [entry(1, 'checkedIn', 'client'), entry(3, 'archiveLookedUp'), entry(4, 'caseOpened'), entry(5, 'noticeSettled'), entry(6, 'stepsRestarted', 'person')];
  expect(told({ entries, refused: [refused], notices: [notice], stepLog: [held], retrying: [step] })).toEqual([
    'event 1: command', 'notice n: notice', 'event 3: process', 'event 4: case', 'refused r: refused', 'event 5: notice', 'event 6: retry', 'held h: retry', 'step lookUpArchive: retry',
  ]);
});

it('tells a held step when it came to be held, and what happened at one instant in the order of the log', () => {
  const together = [{ ...entry(1, 'walkedIn', 'client'), at: at(7) }, { ...entry(2, 'caseOpened'), at: at(7) }];
  expect(told({ entries: together, retrying: [{ ...step, pausedAt: at(5) }] })).toEqual(['step lookUpArchive: retry', 'event 1: command', 'event 2: case']);
});

it('tells who did it of whatever somebody did', () => {
  const lines = storyOf({ entries: [entry(1, 'checkedIn', 'client')], refused: [refused], notices: [notice], stepLog: [held], retrying: [step], asOf: at(9) });
  expect(lines.map(({ actor }) => actor?.kind)).toEqual(['client', undefined, 'client', 'person', undefined]);
});
