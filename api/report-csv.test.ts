import type { ReportAnswer, ReportRow } from '../contracts/reports.js';
import { toReportCsv } from './report-csv.js';

const row = (change: Partial<ReportRow>): ReportRow => ({ key: '440103', name: { zh: '荔湾区', en: '=Liwan' }, numerator: 1, denominator: 3, open: 2, value: 1 / 3, p90Ms: null, list: { from: '2026-01-01', to: '2026-01-31' }, ...change });
const report = (change: Partial<ReportAnswer>, rows: Partial<ReportRow> = {}): ReportAnswer => ({ name: 'upload', by: 'area', asOf: '2026-02-01T00:00:00.000Z', data: [row(rows)], total: row({ ...rows, key: null, name: null }), doses: [], ...change });

it('begins with a byte order mark, and holds nothing that a spreadsheet would run', () => {
  expect(toReportCsv(report({}), 'en')).toBe(
    '\ufeffarea code,name,uploaded within 24 h,doses whose 24 h are over,too early to say,share\r\n440103,"\'=Liwan",1,3,2,0.3333\r\ntotal,,1,3,2,0.3333\r\n',
  );
});

it('says waits in minutes, and nothing of none', () => {
  expect(toReportCsv(report({ name: 'wait', data: [] }, { denominator: 4, value: 754_000, p90Ms: 1_800_000 }), 'zh')).toBe('\ufeff地区代码,名称,有等候时间的流程,中位数（分钟）,90%分位（分钟）\r\n合计,,4,12.6,30.0\r\n');
  expect(toReportCsv(report({ data: [] }, { numerator: 0, denominator: 0, open: 0, value: null }), 'zh')).toMatch(/合计,,0,0,0,\r\n$/);
});
