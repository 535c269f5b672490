import type { ReportAnswer, ReportRow } from '../contracts/reports.js';
import type { Grouping, Report } from '../domain/reports/reports.js';
import { toLine } from './csv.js';

export type CsvLanguage = 'zh' | 'en';

/** Spreadsheets take a file for UTF-8 by this; without it Chinese is unreadable. */
const BYTE_ORDER_MARK = '\ufeff';

const HEADINGS: Record<CsvLanguage, { by: Record<Grouping, string>; name: string; total: string; open: string; share: string; numbers: Record<Report, [numerator: string, denominator: string]>; median: string; p90: string }> = {
  zh: {
    by: { area: '地区代码', site: '接种点编号', day: '日期', cohort: '出生年份', reason: '原因' }, name: '名称', total: '合计', open: '尚不能判断', share: '比例', median: '中位数（分钟）', p90: '90%分位（分钟）',
    numbers: {
      coverage: ['已接种有效剂次', '已到月龄的居民'], timeliness: ['程序规定时间内接种', '接种剂次'], 'no-show': ['爽约', '已到期的预约'], wait: ['有等候时间的流程', '有等候时间的流程'],
      upload: ['24小时内上传', '已满24小时的剂次'], rejections: ['拒绝', '登记系统的答复'], duplicates: ['重复', '已识别的流程'],
    },
  },
  en: {
    by: { area: 'area code', site: 'site id', day: 'day', cohort: 'year of birth', reason: 'reason' }, name: 'name', total: 'total', open: 'too early to say', share: 'share', median: 'median (minutes)', p90: '90th percentile (minutes)',
    numbers: {
      coverage: ['valid dose', 'residents of age'], timeliness: ['within the schedule', 'doses given'], 'no-show': ['no-shows', 'bookings that were due'], wait: ['visits', 'visits'],
      upload: ['uploaded within 24 h', 'doses whose 24 h are over'], rejections: ['rejected', 'answers of the registry'], duplicates: ['duplicates', 'visits identified'],
    },
  },
};

/** The whole report, the total last. Waits in minutes with one decimal, shares from 0 to 1. */
export function toReportCsv({ name, by, data, total }: ReportAnswer, language: CsvLanguage): string {
  const texts = HEADINGS[language];
  const isWait = name === 'wait';
  const heading = isWait ? [texts.by[by], texts.name, texts.numbers.wait[1], texts.median, texts.p90] : [texts.by[by], texts.name, ...texts.numbers[name], texts.open, texts.share];
  const line = (row: ReportRow) => {
    const named = [row.key ?? texts.total, row.name?.[language] ?? ''];
    return toLine(isWait ? [...named, String(row.denominator), minutes(row.value), minutes(row.p90Ms)] : [...named, ...[row.numerator, row.denominator, row.open].map(String), row.value?.toFixed(4) ?? '']);
  };
  return BYTE_ORDER_MARK + toLine(heading) + [...data, total].map(line).join('');
}

function minutes(ms: number | null): string {
  return ms === null ? '' : (ms / 60_000).toFixed(1);
}
