import { z } from 'zod';

/** Three protocols, each written from its own side; nothing is shared with the adapters that speak them. */
const name = z.string().min(1).max(100);
const number = z.string().min(1).max(64);
const compactDate = z.string().regex(/^\d{8}$/);
const key = z.string().min(1).max(200);
const capture = z.string().min(1).max(512);

/** 出生医学证明管理系统: by one of the two numbers. */
export const certificateRequest = z
  .strictObject({ requestNo: key, certNo: number.nullable(), idNo: number.nullable(), name, birthday: compactDate })
  .refine(({ certNo, idNo }) => (certNo === null) !== (idNo === null));

/** 公安人脸识别 */
export const faceRequest = z.strictObject({ serial: key, idNo: number, name, captureToken: capture });

/** 公安户籍 */
export const registerRequest = z.strictObject({ traceId: key, citizenNumber: number });

/** Somebody whom all three know. `face`: the capture token that shows this face. */
export const person = z.strictObject({ name, birthday: compactDate, idNo: number.nullable(), certNo: number.nullable(), face: capture.nullable() });
export type Person = z.infer<typeof person>;

/** What `/control/people` takes. */
export const seedRequest = z.strictObject({ people: z.array(person).max(10_000) });

/** What an authority answers where it finds the question itself wrong. */
export const REFUSALS = ['invalid-field', 'capture-expired'] as const;
export type RefusalCode = (typeof REFUSALS)[number];
