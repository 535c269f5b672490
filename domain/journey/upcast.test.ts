import { readFileSync } from 'node:fs';
import type { JourneyId } from '../ids.js';
import { foldEvents } from './evolve.js';
import { EVENT_HISTORY, upcast, type StoredEvent } from './upcast.js';

/** A whole log as release 0.1.0 wrote it: a walk-in with one dose, closed. */
const log = JSON.parse(readFileSync(new URL('./logs/0.1.0.json', import.meta.url), 'utf8')) as StoredEvent[];

describe('a log of an earlier release', () => {
  it('is read in the shapes of this one: a code of ours settled the identity', () => {
    const state = foldEvents('00000000-0000-7000-8000-000000000001' as JourneyId, log.map((event) => upcast(event)));
    expect(state).toMatchObject({ identified: { means: 'dynamic-code', provisional: null }, closed: true, stateVersion: 11 });
  });

  it('keeps what it said and gets what it could not say', () => {
    const stored = log.find(({ type }) => type === 'identified')!;
    expect(upcast(stored)).toMatchObject({ v: 2, data: { ...(stored.data as object), provisional: null, noteId: null, evidenceId: null } });
  });

  it('that a newer release wrote is never read', () => {
    const stored = log.find(({ type }) => type === 'identified')!;
    expect(() => upcast({ ...stored, v: EVENT_HISTORY['identified']!.version + 1 })).toThrow(RangeError);
  });
});
