import type { PayloadKey } from '../codec/payload-codec.js';

/** Opens the recorded histories, which hold made-up ids and nothing else. No installation uses it. */
export const HISTORIES_KEY: PayloadKey = { id: 'histories', bytes: Buffer.from('recorded histories, made-up ids.') };
