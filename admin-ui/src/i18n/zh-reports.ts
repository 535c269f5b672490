import type { ReportsMessages } from './reports-messages.js';

export const zhReports: ReportsMessages = {
  resources: { reports: { name: '报表', fields: { visit: '接种流程', day: '日期', site: '接种点', born: '出生年份', dose: '剂次', took: '等候', reason: '原因', openUntil: '期限', counts: '计入' } } },
  reports: {
    choices: '选择报表', report: '报表', by: '分组', dose: '剂次', every_dose: '全部剂次', choose_dose: '请选择剂次', dose_of: '%{series}第%{number}剂',
    from_visit: '自（日期）', to_visit: '至（日期）', from_birth: '自（出生日期）', to_birth: '至（出生日期）', most_days: '最多 %{days} 天', wrong_order: '不能早于起始日期', count: '统计', download: '下载表格', downloading: '正在下载',
    empty: '所选范围内没有可统计的内容。请换一个日期范围或接种点。', as_of: '截至 %{at}（北京时间），数据约有几秒延迟。点击数字可查看其所计的清单。', total: '合计', open: '尚不能判断', share: '比例', median: '中位数', p90: '90% 分位', minutes: '%{minutes} 分钟',
    back: '返回报表', gone: '已没有符合的内容：数字统计之后记录有变化。', open_visit: '流程 …%{id}',
    names: { coverage: '接种率', timeliness: '及时率', 'no-show': '爽约', wait: '等候时间', upload: '24 小时内上传', rejections: '登记系统拒绝', duplicates: '重复' },
    about: {
      coverage: '已达最小月龄的居民中，按免疫程序有效接种所选剂次的比例；居民计入最近一次到访的接种点。未到月龄的另列；过早或间隔不足的剂次不计。',
      timeliness: '在免疫程序规定的月龄之内接种的剂次比例。程序未规定最晚月龄的剂次不计。',
      'no-show': '已到期的预约中未到者的比例。已取消、尚未到期的预约以及现场登记不计。',
      wait: '自签到（现场登记者自登记）至第一针的时间。未接种者不计。',
      upload: '接种后 24 小时内得到登记系统确认的比例（《预防接种工作规范》9.2.4）。未满 24 小时的另列。',
      rejections: '登记系统对上传与建档的答复中被拒绝的比例，按原因代码。没有答复的不计。',
      duplicates: '已识别的流程中，登记系统有多份档案，或剂次已被另一流程占用的比例（《预防接种工作规范》3.2.5：低于 0.1%）。',
    },
    groupings: { area: '地区', site: '接种点', day: '日期', cohort: '出生年份', reason: '原因' },
    numbers: {
      coverage: { numerator: '有效接种', denominator: '已到月龄的居民' }, timeliness: { numerator: '及时', denominator: '接种剂次' }, 'no-show': { numerator: '爽约', denominator: '已到期的预约' }, wait: { numerator: '流程', denominator: '流程' },
      upload: { numerator: '24 小时内上传', denominator: '已满 24 小时的剂次' }, rejections: { numerator: '拒绝', denominator: '答复' }, duplicates: { numerator: '重复', denominator: '已识别的流程' },
    },
  },
  words: { series: { HepB: '乙肝疫苗', Polio: '脊灰疫苗', DTaP: '百白破疫苗', MMR: '麻腮风疫苗', 'JE-L': '乙脑减毒活疫苗', 'MPSV-AC': 'A 群 C 群流脑多糖疫苗', 'HepA-L': '甲肝减毒活疫苗', CovidI: '新冠灭活疫苗' } },
};
