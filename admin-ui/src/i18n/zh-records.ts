import { zhWords } from '../../../ui/words/zh.js';
import type { RecordMessages, RecordWords } from './record-messages.js';

export const zhRecords: RecordMessages = {
  residents: {
    hint: '按证件号码、档案编号或出生医学证明查找一位居民。没有居民名单；每次查找都记入审计。', from_journeys: '没有居民名单；请从接种流程或待处理事项打开居民。', look_up: '查找', type: '号码种类', number: '号码', nobody: '您的管辖范围内没有该号码的居民。', found: '%{name}，%{birthDate} 出生。', open: '打开',
    back: '返回查找', title: '居民与档案', who: '居民', reveal: '明文显示', hide: '恢复遮盖', reason: '理由', nationality: '国籍', guardian: '监护人', archive: '接种档案', archive_state: '档案状态', registry: '登记系统', versions: '版本（我方 / 登记系统）', identity_check: '实名核验',
    origins: '各项信息的来源', source: '来源', since: '自', authority: '由谁核实', vouched: '核实时间', nobody_vouches: '尚未核实', doses: '接种记录', no_doses: '没有接种记录。', lot: '批号', time_left: '24 小时上传时限', no_journeys: '没有接种流程。',
    looks: '谁查看过', looks_hint: '审计中最近 %{count} 条。',
  },
  notices: {
    empty: '所选条件下没有告知消息。', such_as: '如 %{example}', day: '日期', day_hint: '留空则不限日期', any_state: '全部状态', back: '返回列表', title: '告知消息', to: '发送到（现号码）', version: '内容版本', answer: '对方答复', tries: '每次发送', no_tries: '没有发送记录：尚未发送，或由较早版本发送。',
    attempt: '次', begun: '时间', outcome: '结果', unknown_end: '结果不明', resend: '重新发送', resend_hint: '将另发一条同样内容的消息；有关的待处理事项随之了结。仍在发送中的不会重复发送。', resend_reason: '必填；加密保存，记入流程经过。', resent: '已安排重新发送：新的一条见告知消息列表。',
  },
};

export const zhRecordWords: RecordWords = {
  country: { CN: '中国', HK: '中国香港', MO: '中国澳门', TW: '中国台湾' },
  idType: zhWords.idType,
  archiveState: { unknown: '尚未查询', provisional: '暂按凭证', creating: '正在建档', known: '登记系统已有', rejected: '建档被退回' },
  fieldSource: { registration: '我方登记', registry: '取自登记系统' },
  authority: { 'birth-certificate': '出生医学证明核验', 'police-face': '公安人脸核验', 'household-register': '户籍登记核验', staff: '工作人员核对证件', resident: '居民自报' },
  registryState: { recorded: '已在本系统记录', waiting: '待上传', uploaded: '已上传、待确认', confirmed: '已确认', rejected: '被退回', overdue: '已超时', 'cannot-verify': '无法核实', 'told-by-registry': '登记系统告知' },
  identityStatus: { 'not-asked': '未核验', asking: '核验中', verified: '已核验', mismatch: '不一致', 'not-found': '查无此人', refused: '机构拒绝答复', 'no-authority': '无可查机构' },
  codeStatus: { normal: '正常', suspended: '已停用', formal: '正式', temporary: '临时' },
  revealReason: { 'compare-with-document': '与证件核对', 'call-resident': '联系居民', 'decide-case': '处理待处理事项', 'answer-request': '答复居民查询', 'investigate-complaint': '调查投诉' },
  attemptOutcome: { accepted: '已接受', delivered: '已送达', 'not-received': '未送达', refused: '被拒绝', unavailable: '未能发送', uncertain: '无法确定' },
};
