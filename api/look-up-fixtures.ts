import { testBlindIndex } from '../db/database-fixtures.js';
import { createDoor } from '../db/door.js';
import type { EvidenceToKeep } from '../db/door/submission.js';
import { createFieldCipher } from '../db/field-cipher.js';
import { createKeyRing } from '../db/key-ring.js';
import { newId } from '../db/new-id.js';
import { createPool } from '../db/pool.js';
import { toId } from '../domain/ids.js';
import type { Finding, FindingData } from '../domain/journey/commands.js';
import type { JourneyState } from '../domain/journey/state.js';
import type { ApiUnderTest } from './api-fixtures.js';
import { Line } from './line-fixtures.js';

/** A visit whose look-up found this, as the worker records it. */
export async function lookedUp(api: ApiUnderTest, found: Partial<FindingData['foundArchive']>, content: object): Promise<Line> {
  const line = await Line.open(api, { through: 'identify' });
  await answerLookUp(api, line.journeyId, found, content);
  return line;
}

/** The registry answers the question that is open. */
export function answerLookUp(api: ApiUnderTest, journey: string, found: Partial<FindingData['foundArchive']>, content: object): Promise<void> {
  const evidenceId = newId<'evidence'>();
  return findsAtRegistry(
    api, journey,
    ({ lookUp }) => ({ type: 'foundArchive', data: { askedVersion: lookUp?.askedVersion ?? 0, outcome: 'differs', registryVersion: '7', fields: {}, evidenceId, ...found } }),
    [{ id: evidenceId, purpose: 'look-up', content }],
  );
}

/** As the worker records it, with the keys of the installation. */
export async function findsAtRegistry(api: ApiUnderTest, journey: string, findingOn: (state: JourneyState) => Finding, evidence: EvidenceToKeep[] = []): Promise<void> {
  const [keyId = '', key = ''] = api.settings['FIELD_KEYS']?.split(':') ?? [];
  const pool = createPool({ url: api.database.urls.api, max: 1 });
  const cipher = createFieldCipher(createKeyRing([[keyId, Buffer.from(key, 'base64')]]));
  const door = createDoor({ pool, cipher, blindIndex: testBlindIndex, policies: () => api.policies });
  const journeyId = toId<'journey'>(journey);
  const peeked = await door.peek({ site: api.siteA.siteId }, journeyId);
  if (!peeked) throw new Error('no such journey');
  await door.submit({
    journeyId, command: findingOn(peeked.state), commandId: newId(),
    key: { owner: 'process', key: newId(), bodyHash: null }, scope: { ofJourney: true }, actor: { kind: 'process' }, station: null, evidence,
  });
  await pool.end();
}
