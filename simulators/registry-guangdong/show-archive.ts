import type { Archive } from './records.js';

/** An archive as the province shows it. */
export function shown({ archiveNo, version, person, doses }: Archive) {
  return {
    archiveNo,
    version,
    ...person,
    doses: doses.map(({ recordId, vaccineCode, doseNo, lotNo, traceCode, inoculateTime, siteCode }) => ({ recordId, vaccineCode, doseNo, lotNo, traceCode, inoculateTime, siteCode })),
  };
}
