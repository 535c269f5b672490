import type { AuditVerdict } from '../db/verify-audit.js';
import { createAuditVerifier } from './audit-verifier.js';

type Asked = { progress: (rows: number) => void; end: (verdict: AuditVerdict) => void; fail: (error: Error) => void };
const WHOLE: AuditVerdict = { ok: true, batches: 3, rows: 30 };

/** A verification that ends when a test says so. */
function open(patienceMs = 20) {
  const asked: Asked[] = [];
  const verify = (progress: Asked['progress']) => new Promise<AuditVerdict>((end, fail) => void asked.push({ progress, end, fail }));
  return { asked, verifier: createAuditVerifier(verify, { patienceMs, now: () => 7 }) };
}

it('tells a verdict that comes in time', async () => {
  const { asked, verifier } = open(5_000);
  const check = verifier.check();
  asked[0]!.end(WHOLE);
  expect(await check).toEqual({ status: 'whole', rows: 30, seals: 3, broken: null, beganAt: 7 });
});

it('says how far it is while it runs, and the verdict to who asks again, who starts no other', async () => {
  const { asked, verifier } = open();
  const first = verifier.check();
  asked[0]!.progress(10);
  expect(await first).toEqual({ status: 'running', rows: 10, seals: null, broken: null, beganAt: 7 });
  const [one, other] = [verifier.check(), verifier.check()];
  asked[0]!.end({ ok: false, first: { kind: 'seal-broken', batch: 2 } });
  for (const check of [one, other]) expect(await check).toMatchObject({ status: 'broken', rows: 10, broken: { kind: 'seal-broken', batch: 2 } });
  expect(asked).toHaveLength(1);
});

it('keeps a verdict for who asks after it came, and begins anew after that', async () => {
  const { asked, verifier } = open();
  await verifier.check();
  asked[0]!.end(WHOLE);
  expect(await verifier.check()).toMatchObject({ status: 'whole' });
  expect(await verifier.check()).toMatchObject({ status: 'running' });
  expect(asked).toHaveLength(2);
});

it('passes on that it could not be done, and does it the next time', async () => {
  const { asked, verifier } = open();
  await verifier.check();
  asked[0]!.fail(new Error('away'));
  await expect(verifier.check()).rejects.toThrow('away');
  const again = verifier.check();
  asked[1]!.end(WHOLE);
  expect(await again).toMatchObject({ status: 'whole' });
});
