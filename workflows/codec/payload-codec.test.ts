import { randomBytes } from 'node:crypto';
import { ApplicationFailure, type Payload } from '@temporalio/common';
import { decodeOptionalFailureToOptionalError, encodeErrorToFailure } from '@temporalio/common/lib/internal-non-workflow/codec-helpers.js';
import { loadDataConverter } from '@temporalio/common/lib/internal-non-workflow/index.js';
import { createDataConverter } from './data-converter.js';
import { createPayloadCodec, type PayloadKey } from './payload-codec.js';

const key = (id: string): PayloadKey => ({ id, bytes: randomBytes(32) });
const plain: Payload = { metadata: { encoding: Buffer.from('json/plain') }, data: Buffer.from('{"journeyId":"0190"}') };
const textOf = (payload: Payload | undefined) => Buffer.from(payload?.data ?? []).toString('latin1');

/** Every byte of an object that Temporal would store, as one text. */
function stored(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (part instanceof Uint8Array ? Buffer.from(part).toString('latin1') : part));
}

describe('the payload codec', () => {
  it('gives back what it was given, metadata included', async () => {
    const codec = createPayloadCodec([key('k1')]);
    const [decoded] = await codec.decode(await codec.encode([plain]));
    expect(textOf(decoded)).toBe(textOf(plain));
    expect(Buffer.from(decoded?.metadata?.encoding ?? []).toString()).toBe('json/plain');
  });

  it('shows neither content nor original encoding, and never the same twice', async () => {
    const codec = createPayloadCodec([key('k1')]);
    const [first, second] = await codec.encode([plain, plain]);
    expect(stored(first)).not.toMatch(/journeyId|json\/plain/);
    expect(textOf(first)).not.toBe(textOf(second));
  });

  it('reads what an older key wrote, and writes with the first', async () => {
    const old = key('k1');
    const [sealed] = await createPayloadCodec([old]).encode([plain]);
    const rotated = createPayloadCodec([key('k2'), old]);
    expect(textOf((await rotated.decode([sealed!]))[0])).toBe(textOf(plain));
    expect(Buffer.from((await rotated.encode([plain]))[0]?.metadata?.['encryption-key-id'] ?? []).toString()).toBe('k2');
  });

  it('refuses a payload whose key is not configured', async () => {
    const sealed = await createPayloadCodec([key('k1')]).encode([plain]);
    await expect(createPayloadCodec([key('k2')]).decode(sealed)).rejects.toThrow('a key that is not configured');
  });

  it.each([
    ['nonce', 0],
    ['ciphertext', 13],
    ['tag', -1],
  ])('refuses a changed %s', async (_, at) => {
    const codec = createPayloadCodec([key('k1')]);
    const [sealed] = await codec.encode([plain]);
    const data = Buffer.from(sealed!.data!);
    const index = at < 0 ? data.length + at : at;
    data[index] = (data[index] ?? 0) ^ 1;
    await expect(codec.decode([{ ...sealed, data }])).rejects.toThrow('was changed');
  });

  it('refuses a payload that claims another key of the ring', async () => {
    const [one, two] = [key('k1'), key('k2')];
    const [sealed] = await createPayloadCodec([one]).encode([plain]);
    const moved = { ...sealed, metadata: { ...sealed?.metadata, 'encryption-key-id': Buffer.from('k2') } };
    await expect(createPayloadCodec([{ id: 'k2', bytes: one.bytes }, two]).decode([moved])).rejects.toThrow('was changed');
  });

  it('refuses a payload that was cut short', async () => {
    const codec = createPayloadCodec([key('k1')]);
    const [sealed] = await codec.encode([plain]);
    await expect(codec.decode([{ ...sealed, data: Buffer.alloc(8) }])).rejects.toThrow('too short');
  });

  it('leaves payloads alone that were never encrypted', async () => {
    expect(await createPayloadCodec([key('k1')]).decode([plain])).toEqual([plain]);
  });
});

describe('failures', () => {
  it('leave the process without message, stack or details in clear', async () => {
    const converter = loadDataConverter(createDataConverter([key('k1')]));
    const error = ApplicationFailure.create({ message: 'secret message', type: 'Unavailable', details: ['secret detail'], cause: new Error('secret cause') });
    const failure = await encodeErrorToFailure(converter, error);
    expect(stored(failure)).not.toMatch(/secret|\.ts:/);
    const back = await decodeOptionalFailureToOptionalError(converter, failure);
    expect(back).toMatchObject({ message: 'secret message', cause: { message: 'secret cause' } });
  });
});
