import type { IdentifyData } from '../../contracts/journey-commands.js';
import type { AskedHolder } from '../../db/door/submission.js';
import { newId } from '../../db/new-id.js';
import { classifyScan, settleScan } from '../../domain/health-code/classify-scan.js';
import type { CheckedCode } from '../../domain/health-code/claims.js';
import type { Identifier } from '../../domain/identity/identifier.js';
import type { EvidenceId } from '../../domain/ids.js';
import type { Identification } from '../../domain/journey/commands.js';
import { localDateOf, toInstant, type LocalDate } from '../../domain/time.js';
import type { ApiContext } from '../context.js';
import { readOfflineCode, readShownCode } from './shown-code.js';
import { readNumber } from './read-number.js';

/** What a station has read, as the rules and the door take it. A typed number gets its reason, a device's claim its evidence, by id. */
export type ReadIdentification = {
  identification: Exclude<Identification, { means: 'typed-number' }> | { means: 'typed-number' };
  holder?: AskedHolder;
  evidence?: { id: EvidenceId; content: object };
};

/** Reads what was shown, whichever way. Codes are checked here for signature, type and time; whose a document is the door asks. */
export async function readIdentification(ctx: ApiContext, data: IdentifyData): Promise<ReadIdentification> {
  const today = localDateOf(ctx.now());
  const number = (identifier: Identifier, field: string) => readNumber(identifier, `data.${field}`, today);
  switch (data.by) {
    case undefined:
    case 'code':
      return { identification: shown(await readShownCode(ctx, data.text)) };
    case 'offline-code':
      return offline(ctx, data);
    case 'document-reader':
      return { identification: { means: data.by }, holder: { identifier: number(data.document, 'document.number'), name: data.name } };
    case 'certificate':
      return { identification: { means: data.by }, holder: { identifier: archiveNumberOf(data.text, today) } };
    case 'birth-certificate': {
      const identifier = data.number === null ? null : number({ type: 'birth-certificate', number: data.number }, 'number');
      return { identification: { means: data.by }, holder: { identifier, mother: number(data.mother, 'mother.number') } };
    }
    case 'typed-number':
      return { identification: { means: data.by }, holder: { identifier: number(data.document, 'document.number') } };
  }
}

function shown({ kind, healthCodeId, codeVersion, jti, expiresAt }: CheckedCode): ReadIdentification['identification'] {
  return { means: kind === 'dynamic' ? 'dynamic-code' : 'static-code', healthCodeId, codeVersion, jti, expiresAt };
}

/** The text and the time that the device claims are kept: they are all that there is if the code no longer agrees. */
async function offline(ctx: ApiContext, data: Extract<IdentifyData, { by: 'offline-code' }>): Promise<ReadIdentification> {
  const checkedAt = toInstant(Date.parse(data.checkedAt));
  const { code, keyRevoked } = await readOfflineCode(ctx, { text: data.text, checkedAt });
  const { healthCodeId, codeVersion, jti, expiresAt } = code;
  const evidenceId = newId<'evidence'>();
  return {
    identification: { means: 'offline-code', healthCodeId, codeVersion, jti, expiresAt, checkedAt, keyRevoked, evidenceId },
    evidence: { id: evidenceId, content: { text: data.text, checkedAt: data.checkedAt } },
  };
}

/** From the barcode of a certificate or as printed there: 18 digits that may look like an ID number, but here it was said what they are. */
function archiveNumberOf(text: string, today: LocalDate): Identifier {
  const [reading] = (['certificate-barcode', 'archive-number'] as const).flatMap((kind) => {
    const settled = settleScan(classifyScan(text, today, kind));
    return settled.ok ? settled.reading : [];
  });
  const number = reading?.kind === 'certificate-barcode' ? reading.archiveNumber : text;
  return readNumber({ type: 'archive-number', number }, 'data.text', today);
}
