/** The page of registration, pre-check and payment. */
export const registrationTexts = {
  zh: {
    title: '登记',
    next: '下一位',
    reason: '理由',
    reason_hint: '必填，加密保存',
    scan_first: '请先扫码或输入，屏幕显示这个人的全部事项。',
    not_here: '扫到的是疫苗包装，请在接种台使用。',
    start: { title: '开始接种流程', about: '今天在本站没有流程。请选择今天接种的疫苗。', none: '按程序今天没有到期的剂次。', walk_in: '现场登记', choose: '选择流程' },
    due: {
      title: '各疫苗下一剂', status: { due: '应种', overdue: '逾期', 'not-yet': '未到时间', complete: '已完成', never: '不需接种' },
      line: '第 %{n} 剂', earliest: '最早 %{day}', until: '截至 %{day}', by_edition: '依据免疫程序 %{edition} 版', condition: '须先满足：%{condition}', add: '加入今天', others: '未到时间、已完成或不需接种：%{n} 项',
    },
    plan: { title: '今天计划的剂次', drop: '移除', gate: '待办：%{gate}', done: '已完成', not_given: '未接种', all_open: '可以到接种台', cases: '待处理事项：%{n} 项' },
    visit: { title: '流程', check_in: '签到', cancel: '取消流程', stage: '当前：%{stage}', do_cancel: '确认取消' },
    identify: {
      title: '身份识别', how: '方式：%{kind}', scan: '扫健康码或证件识别', matches: '核对相符，识别', differs: '核对不符', done: '已识别：%{means}', provisional: '暂时认定，须在 %{at} 前核实', mother: '母亲证件号码', mother_type: '母亲证件',
      typed: '号码为手工输入或普通扫码所得，须写明理由。', again: '换一种方式：请重新扫码。',
    },
    archive: {
      title: '档案', waiting: '登记系统尚未答复。可等待，也可凭接种证继续。', settled: '档案已确认。', differences: '两边不一致的项目', ours: '我方', theirs: '登记系统', nothing: '无', which: '以哪边为准',
      history: '接种史依据', from: { registry: '登记系统', certificate: '预防接种证（须写明理由）', unknown: '无从得知（须写明理由，由医生决定）' }, confirm: '确认档案', seen: '请对照证件原件选择。', needs: '无法比较：%{needs}',
      outcome: { none: '登记系统没有档案，确认后新建', same: '两边一致', incomplete: '部分项目缺失，请对照证件补全', 'self-declared-differs': '自报项目不一致，请对照证件选择', differs: '身份项目不一致或有多份档案：由管理人员处理，可凭接种证继续' },
    },
    precheck: {
      title: '预检', about: '请逐项当面询问，包括过敏史与既往反应。', yes: '是', no: '否', stops: '禁忌：%{doses}', outcome: '每一剂的结论', decision: { go: '可以接种', defer: '暂缓', refuse: '不予接种', refer: '转诊' }, until: '暂缓至', advice: '医学建议', advice_hint: '除可以接种外必填，加密保存', save: '记录预检', done: '预检已记录',
    },
    consent: {
      title: '告知与知情同意', about: '请当面逐项告知，并逐项勾选。', for_free: '免疫规划疫苗（免费）', for_paid: '自费疫苗', signer: '签署人', escort: '经授权的陪同人', authorisation: '授权记录', choose: '请选择', none: '没有授权记录。', how: '签署方式', screen: '屏幕签名', paper: '纸质签名', paper_reference: '纸质存放处', sign_here: '请在框内签名', clear: '清除', save: '记录知情同意', done: '已签署',
      price: '疫苗 %{vaccine} 元，接种服务费 %{fee} 元，合计 %{total} 元', add: '登记新的授权',
    },
    escort: {
      title: '登记监护人授权', name: '陪同人姓名', document: '陪同人身份证号', relation: '与受种者关系', relations: { grandparent: '祖父母、外祖父母', relative: '其他亲属', carer: '照护人', other: '其他' }, from: '自', until: '至（含）', guardian: '授权的监护人', guardian_name: '监护人姓名', guardian_document: '监护人身份证号', paper: '授权书存放处', save: '登记授权',
      line: '%{name}（%{relation}），%{from} 至 %{until}',
    },
    payment: { title: '缴费', due: '%{name}：%{total} 元', paid: '收款 · %{method}' },
  },
  en: {
    title: 'Registration',
    next: 'Next person',
    reason: 'Reason',
    reason_hint: 'Needed; kept encrypted',
    scan_first: 'Scan or type first; the screen then shows everything about this person.',
    not_here: 'This is a package of a vaccine: use it at the vaccination desk.',
    start: { title: 'Begin a visit', about: 'No visit at this site today. Choose what is to be given today.', none: 'Nothing is due today by the schedule.', walk_in: 'Walk in', choose: 'Choose a visit' },
    due: {
      title: 'Next dose of each vaccine', status: { due: 'due', overdue: 'overdue', 'not-yet': 'not yet', complete: 'complete', never: 'not needed' },
      line: 'dose %{n}', earliest: 'earliest %{day}', until: 'until %{day}', by_edition: 'by the schedule of %{edition}', condition: 'needs before: %{condition}', add: 'Add to today', others: 'Not yet, complete or not needed: %{n}',
    },
    plan: { title: 'Planned today', drop: 'Take out', gate: 'Open: %{gate}', done: 'done', not_given: 'not given', all_open: 'may go to the vaccination desk', cases: 'Open cases: %{n}' },
    visit: { title: 'Visit', check_in: 'Check in', cancel: 'Cancel the visit', stage: 'Now: %{stage}', do_cancel: 'Cancel it' },
    identify: {
      title: 'Identity', how: 'By: %{kind}', scan: 'Scan a health code or document', matches: 'It matches: identify', differs: 'It does not match', done: 'Identified by: %{means}', provisional: 'For the time being; settle it before %{at}', mother: 'Number of the mother’s document', mother_type: 'Document of the mother',
      typed: 'The number was typed or scanned by an ordinary scanner: say why.', again: 'Another way: scan again.',
    },
    archive: {
      title: 'Archive', waiting: 'The registry has not answered yet. Wait, or go on from the certificate.', settled: 'The archive is confirmed.', differences: 'Where both sides differ', ours: 'Ours', theirs: 'The registry', nothing: 'none', which: 'Whose holds',
      history: 'History from', from: { registry: 'the registry', certificate: 'the certificate (needs a reason)', unknown: 'nowhere (needs a reason; a doctor decides)' }, confirm: 'Confirm the archive', seen: 'Choose by the original document.', needs: 'Cannot be compared: %{needs}',
      outcome: { none: 'The registry has no archive; one is made once you confirm', same: 'Both sides say the same', incomplete: 'Something is missing: complete it by the document', 'self-declared-differs': 'Self-declared data differ: choose by the document', differs: 'Identity differs or there are several archives: a supervisor decides; go on from the certificate' },
    },
    precheck: {
      title: 'Pre-check', about: 'Ask each face to face, allergies and earlier reactions too.', yes: 'yes', no: 'no', stops: 'Contraindicated: %{doses}', outcome: 'Outcome of each dose', decision: { go: 'go', defer: 'defer', refuse: 'refuse', refer: 'refer' }, until: 'Deferred until', advice: 'Medical advice', advice_hint: 'Needed unless it goes; kept encrypted', save: 'Record the pre-check', done: 'The pre-check is recorded',
    },
    consent: {
      title: 'Informing and consent', about: 'Inform of each face to face, and tick each.', for_free: 'National programme (free)', for_paid: 'Self-paid', signer: 'Signed by', escort: 'authorised escort', authorisation: 'Authorisation', choose: 'choose', none: 'No authorisation is on record.', how: 'How', screen: 'on the screen', paper: 'on paper', paper_reference: 'Where the paper lies', sign_here: 'Sign in the box', clear: 'Clear', save: 'Record the consent', done: 'signed',
      price: 'vaccine ¥%{vaccine}, service fee ¥%{fee}, together ¥%{total}', add: 'Put an authorisation on record',
    },
    escort: {
      title: 'Authorisation by a guardian', name: 'Name of the escort', document: 'ID number of the escort', relation: 'Relation to the resident', relations: { grandparent: 'grandparent', relative: 'other relative', carer: 'carer', other: 'other' }, from: 'From', until: 'Until (included)', guardian: 'Authorised by', guardian_name: 'Name of the guardian', guardian_document: 'ID number of the guardian', paper: 'Where the authorisation lies', save: 'Put on record',
      line: '%{name} (%{relation}), %{from} to %{until}',
    },
    payment: { title: 'Payment', due: '%{name}: ¥%{total}', paid: 'Paid · %{method}' },
  },
};
