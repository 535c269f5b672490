import { actionsOf, CASE_KINDS } from '../../../domain/cases/kinds.js';
import { changesOf } from './changes.js';

const PLANNED = '0192d3a0-0000-7000-8000-000000000006';
const archive = { oursVersion: 1, theirsVersion: '7', outcome: 'differs', decision: null, settled: false } as const;
const retrying = [{ step: 'uploadDose', attempt: 3, errorCode: 'unavailable', nextTryAt: null, pausedAt: null }];
const journey = { archive: { ...archive, fields: {} }, retrying: [], notice: null };

it('names each field with the side that will hold; a side that has none of it takes the other value', () => {
  const fields = { name: 'differs', phone: 'ours-missing', identifier: 'theirs-missing' } as const;
  const about = { kind: 'identity-differs', plannedDoseId: null } as const;
  const now = { ...journey, archive: { ...archive, fields } };
  expect(changesOf('accept-ours', about, now)).toEqual([
    { says: 'ours-to-registry', field: 'name' },
    { says: 'theirs-to-ours', field: 'phone' },
    { says: 'ours-to-registry', field: 'identifier' },
    { says: 'registry-asked-again' },
  ]);
  expect(changesOf('accept-registry', about, now)).toEqual([
    { says: 'theirs-to-ours', field: 'name' },
    { says: 'theirs-to-ours', field: 'phone' },
    { says: 'ours-to-registry', field: 'identifier' },
    { says: 'doses-judged-again' },
  ]);
});

it('names the side that was chosen of each field; another birth date has the doses judged again', () => {
  const about = { kind: 'identity-differs', plannedDoseId: null } as const;
  const sides = [{ says: 'ours-to-registry', field: 'name' }, { says: 'theirs-to-ours', field: 'birthDate' }];
  expect(changesOf('choose-fields', about, journey, { birthDate: 'theirs', name: 'ours' })).toEqual([...sides, { says: 'registry-asked-again' }, { says: 'doses-judged-again' }]);
  expect(changesOf('choose-fields', about, journey, { birthDate: 'ours' }).map(({ says }) => says)).toEqual(['ours-to-registry', 'registry-asked-again']);
});

it.each([
  { fact: 'a dose that the registry refused is sent anew', kind: 'registry-rejected', action: 'retry', now: { ...journey, retrying }, says: ['sent-anew'] },
  { fact: 'steps that are being retried begin anew', kind: 'software-fault', action: 'retry', now: { ...journey, retrying }, says: ['steps-anew', 'step-anew'] },
  { fact: 'a registry that did not answer gets a new deadline', kind: 'registry-unreachable', action: 'retry', now: { ...journey, retrying }, says: ['steps-anew', 'step-anew', 'deadline-anew'] },
  { fact: 'retries go on beside what is acknowledged', kind: 'upload-overdue', action: 'acknowledge', now: { ...journey, retrying }, says: ['only-known', 'retries-go-on'] },
  { fact: 'without retries nothing changes', kind: 'provisional-identity-overdue', action: 'acknowledge', now: journey, says: ['only-known'] },
  { fact: 'a doubtful notice may come twice', kind: 'notice-undeliverable', action: 'send-again', now: { ...journey, notice: 'uncertain' }, says: ['notice-again', 'notice-maybe-twice'] },
  { fact: 'who was told before is told again of a dose that counts now', kind: 'claim-conflict', action: 'count-dose', now: { ...journey, notice: 'sent' }, says: ['dose-counts', 'dose-to-upload', 'notice-once-more'] },
] as const)('$fact', ({ kind, action, now, says }) => {
  expect(changesOf(action, { kind, plannedDoseId: PLANNED }, now).map((change) => change.says)).toEqual(says);
});

it('says that without an archive the doses of the visit stay unsent too', () => {
  expect(changesOf('leave-unsent', { kind: 'registry-rejected', plannedDoseId: null }, journey)).toEqual([{ says: 'nothing-sent' }, { says: 'doses-unsent' }]);
});

it('has something to say of every action of every kind', () => {
  for (const kind of CASE_KINDS) for (const action of actionsOf(kind)) expect([kind, action, changesOf(action, { kind, plannedDoseId: PLANNED }, { ...journey, archive: { ...archive, fields: { name: 'differs' } }, retrying })]).toEqual([kind, action, expect.arrayContaining([expect.anything()])]);
});
