import { expect, it } from '@jest/globals';
import { registryStateOf, type DoseAtRegistry } from './registry-state.js';

const given: DoseAtRegistry = { status: 'given', source: 'journey', upload: 'pending' };

it.each<[fact: string, dose: Partial<DoseAtRegistry>, hasArchive: boolean, state: string]>([
  ['a dose whose resident has no archive there is recorded here alone', {}, false, 'recorded'],
  ['one whose resident has one waits to be uploaded', {}, true, 'waiting'],
  ['one that has left is uploaded, and confirmed once the registry says so', { upload: 'sent' }, true, 'uploaded'],
  ['one that the registry has is confirmed', { upload: 'confirmed' }, true, 'confirmed'],
  ['one that it sent back is rejected', { upload: 'rejected' }, true, 'rejected'],
  ['one that is late is overdue, archive or not', { upload: 'overdue' }, false, 'overdue'],
  ['one without a checklist cannot be verified', { status: 'reported-unverified', upload: null }, true, 'cannot-verify'],
  ['nor can one that counts for nothing', { status: 'uncounted', upload: null }, true, 'cannot-verify'],
  ['one given elsewhere was told by the registry', { source: 'registry', upload: null }, true, 'told-by-registry'],
])('%s', (_, dose, hasArchive, state) => expect(registryStateOf({ ...given, ...dose }, hasArchive)).toBe(state));
