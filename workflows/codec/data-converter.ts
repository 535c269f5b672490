import { fileURLToPath } from 'node:url';
import type { DataConverter } from '@temporalio/common';
import { createPayloadCodec, type PayloadKeys } from './payload-codec.js';

/** Named by path, also to the bundle: the SDK requires it, so it is a CommonJS file. */
export const FAILURE_CONVERTER_PATH = fileURLToPath(new URL('./failure-converter.cjs', import.meta.url));

/** For every client and worker: payloads and failures leave the process encrypted. */
export function createDataConverter(keys: PayloadKeys): DataConverter {
  return { payloadCodecs: [createPayloadCodec(keys)], failureConverterPath: FAILURE_CONVERTER_PATH };
}
