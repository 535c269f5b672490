import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { type Payload, type PayloadCodec, ValueError } from '@temporalio/common';
import protos from '@temporalio/proto';

/** The first key writes, all of them read: a key is replaced while histories written with the old one are still open. */
export type PayloadKeys = readonly [PayloadKey, ...PayloadKey[]];
export type PayloadKey = { id: string; bytes: Buffer };

const ENCODING = 'binary/encrypted';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const proto = protos.temporal.api.common.v1.Payload;

/**
 * AES-256-GCM over whole payloads, their own metadata included: `nonce | ciphertext | tag`, with the key's id in clear beside it and bound
 * into the tag. A second wall only: what passes through workflows is opaque ids and codes to begin with (security handbook, S6).
 */
export function createPayloadCodec(keys: PayloadKeys): PayloadCodec {
  const [writing] = keys;
  const reading = new Map(keys.map((key) => [key.id, key]));
  return {
    encode: async (payloads) => payloads.map((payload) => seal(payload, writing)),
    decode: async (payloads) => payloads.map((payload) => (textOf(payload, 'encoding') === ENCODING ? open(payload, reading) : payload)),
  };
}

function seal(payload: Payload, key: PayloadKey): Payload {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce).setAAD(Buffer.from(key.id));
  const body = [nonce, cipher.update(proto.encode(payload).finish()), cipher.final()];
  return { metadata: { encoding: Buffer.from(ENCODING), 'encryption-key-id': Buffer.from(key.id) }, data: Buffer.concat([...body, cipher.getAuthTag()]) };
}

function open(payload: Payload, keys: ReadonlyMap<string, PayloadKey>): Payload {
  const key = keys.get(textOf(payload, 'encryption-key-id'));
  const box = Buffer.from(payload.data ?? []);
  if (!key) throw new ValueError('a payload is encrypted with a key that is not configured');
  if (box.length < NONCE_BYTES + TAG_BYTES) throw new ValueError('an encrypted payload is too short');
  const decipher = createDecipheriv('aes-256-gcm', key.bytes, box.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(key.id)).setAuthTag(box.subarray(box.length - TAG_BYTES));
  const body = decipher.update(box.subarray(NONCE_BYTES, box.length - TAG_BYTES));
  return proto.decode(Buffer.concat([body, authentic(() => decipher.final())]));
}

/** Node says only that the tag does not fit; that is all that may travel. */
function authentic(final: () => Buffer): Buffer {
  try {
    return final();
  } catch {
    throw new ValueError('an encrypted payload was changed');
  }
}

function textOf({ metadata }: Payload, name: string): string {
  return Buffer.from(metadata?.[name] ?? []).toString();
}
