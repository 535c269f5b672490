import { entriesAbout } from './evidence.js';

const about = { id: 'c', kind: 'registry-rejected', plannedDoseId: 'd' } as const;
const entry = (type: string, data: Record<string, unknown> = {}) => ({ type, data });

it('tells of the dose it is about, and of no other', () => {
  const log = [entry('consentRecorded'), entry('uploadSent', { plannedDoseId: 'd' }), entry('uploadSent', { plannedDoseId: 'e' }), entry('uploadRejected', { plannedDoseId: 'd' })];
  expect(entriesAbout(about, log)).toEqual([log[1], log[3]]);
});

it('tells of every dose where it is about the whole visit', () => {
  const log = [entry('archiveRejected'), entry('doseGiven', { plannedDoseId: 'd' }), entry('doseGiven', { plannedDoseId: 'e' })];
  expect(entriesAbout({ ...about, plannedDoseId: null }, log)).toEqual(log);
});

it('tells when it was opened, and nothing of other cases', () => {
  const log = [entry('caseOpened', { caseId: 'b' }), entry('caseOpened', { caseId: 'c', plannedDoseId: 'd' }), entry('caseResolved', { caseId: 'b' })];
  expect(entriesAbout(about, log)).toEqual([log[1]]);
});
