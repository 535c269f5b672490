import type { SystemMessages } from './system-messages.js';

export const zhSystems: SystemMessages = {
  texts: {
    systems: {
      range: '时间范围', hour: '最近 1 小时', six_hours: '最近 6 小时', day: '最近 24 小时', fortnight: '最近 14 天',
      state: '状态', owed: '待完成', owed_overdue: '%{owed}，其中 %{overdue} 项已超时', oldest: '最早一项', drains: '预计完成',
      drains_not: '没有减少', drains_after: '恢复后开始', nothing_owed: '没有待完成的', no_sample: '尚无统计', no_figures: '这段时间没有统计。', no_calls: '这段时间没有调用。',
      latency: '答复耗时', p50: '中位', p99: '第 99 百分位', slowest: '第 99 百分位最高 %{ms} 毫秒',
      error_rate: '未得到答复的比例', failed_of: '%{calls} 次调用中 %{failed} 次未得到答复', most_owed: '最多 %{most} 项，最近 %{last} 项', as_table: '以表格查看',
      propose_pause: '提议暂停', approve_pause: '复核通过：暂停', decline_pause: '退回提议', take_back: '撤回提议', resume: '恢复',
      about_propose: '暂停后几秒内不再向该系统发送任何内容，各接种点照常工作；须由另一人复核后生效。法定的 24 小时上传时限照常计算。',
      about_approve: '复核通过后立即生效：几秒内不再向该系统发送任何内容，所有页面显示提示，直到有人恢复。',
      about_decline: '提议不生效，系统照常运行。',
      about_resume: '恢复后，等待的内容按平常的速率陆续发送，每项只发送一次。',
      proposed: '%{by} 于 %{at} 提议暂停。', awaits: '须由另一人复核。', paused: '%{by} 于 %{at} 复核通过，系统已暂停。',
      reason_needed: '必填：写明依据。加密保存。',
    },
    banners: {
      'issuer-away': '健康码暂时无法核验，请凭证件识别身份。',
      'registry-paused': '登记系统已暂停：查询、建档与上传等待恢复，现场凭接种证继续；24 小时上传时限照常计算。',
      'notices-paused': '短信已暂停：告知消息等待恢复后发送。',
      'identity-paused': '身份核验机构已暂停：请凭原件核验身份。',
    },
  },
  resources: {
    systems: { name: '登记系统与发码系统', fields: { at: '时间', state: '状态', calls: '调用次数', failed: '未得到答复', p50: '中位耗时（毫秒）', p99: '第 99 百分位耗时（毫秒）', owed: '待完成', overdue: '超时' } },
  },
  words: {
    system: { 'registry-guangdong': '广东省预防接种登记系统', sms: '短信通道', 'birth-certificate': '出生医学证明核验', 'police-face': '公安人脸核验', 'household-register': '户籍登记核验' },
    systemState: { closed: '正常', open: '未答复', 'half-open': '恢复中', paused: '已暂停' },
    callError: {
      'connection-refused': '连接被拒绝', 'connection-lost': '连接中断', timeout: '超时', tls: '安全连接失败', throttled: '被限流', 'server-error': '对方出错', 'not-authorised': '未被授权', 'unexpected-status': '意外的状态',
      redirected: '被转向', 'too-large': '答复过大', 'not-json': '答复无法读取', malformed: '答复不合约定', 'cannot-be-asked': '无法查询结果', paused: '已暂停', other: '其他',
      'archive-unknown': '登记系统没有该档案', 'archive-moved': '档案已变动', 'several-archives': '有多份档案', 'other-person': '答复的是他人', 'person-differs': '身份信息不一致', 'invalid-field': '内容不被接受', 'key-reused': '同一编号下内容不同',
      'invalid-message': '消息不被接受', 'no-such-message': '没有这条消息', 'not-received': '没有收到', 'bad-number': '号码无效', 'dose-incomplete': '接种记录不完整', unknown: '原因不明',
    },
  },
};
