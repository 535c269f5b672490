import type { RegisterMessages } from './register-messages.js';

export const zhRegisters: RegisterMessages = {
  texts: {
    site: {
      empty: '所选区划没有登记接种点。', back: '返回接种点列表', create: '登记接种点', register: '登记', save: '保存', saved: '已保存。', filter: '筛选', filter_hint: '留空则列出全部', not_yet: '尚未启用', count_stations: '%{count} 个岗位', count_days: '每周 %{count} 天',
      stays: '登记后不再更改', code_hint: '接种单位编码：字母、数字、连字符，至少 2 位', en_hint: '选填；英文界面显示', area_hint: '六位，所在的区（县）或市；登记后不再更改', on_hint: '自当日起可开设接种时段；留空则尚未启用', off_hint: '自当日起不再开设接种时段；留空则长期启用',
      stations_hint: '启用前须有登记、预检、接种、留观四项的岗位；一个岗位可兼多项', hours_hint: '每行一段；仅作公示，接种时段可在此之外',
      station: '岗位编号', station_for: '岗位用途', add_station: '增加岗位', remove_station: '删除岗位', weekday: '星期', opens_at: '开始', closes_at: '结束', add_hours: '增加开放时间', remove_hours: '删除开放时间', remove: '删除',
    },
    client: {
      empty: '所选接种点没有登记客户端。', back: '返回客户端列表', create: '登记客户端', register: '登记', save: '保存', saved: '已保存，自该客户端下一次请求起生效。', id_hint: '小写字母、数字、连字符，至少 2 位；登记后不再更改',
      'about_site-client': '接种点自己的系统，只在所列接种点办理', about_channel: '代居民办理的应用，每次请求带居民的授权', about_operator: '监管一个区域的系统', sites_hint: '该系统所在的接种点，至少一个', area_hint: '六位区划代码：省、市或区（县）',
      scopes_hint: '只给需要的权限', until_hint: '含当日；留空则长期有效', jwk: '公钥（JWK）', file: '或从文件读取：', key_hint: '只粘贴公钥；私钥留在客户端，不要发给任何人',
      keys: '密钥', kid: '名称（kid）', alg: '算法', thumbprint: '指纹', added_at: '启用时间', retired_at: '停用', add_key: '增加公钥', retire: '停用密钥', about_retire: '停用后不能恢复：此密钥不再换取令牌，已换取的令牌最多五分钟后失效。请确认客户端已改用另一把密钥。如密钥已泄露，请撤销客户端。',
      revoke: '撤销客户端', about_revoke: '撤销后不能恢复：自下一次请求起即被拒绝，实时推送一分钟内中断。', reason: '原因', was_revoked: '该客户端已于 %{at} 被撤销，原因：%{reason}。',
    },
  },
  resources: {
    siteRegister: { name: '接种点', fields: { name: '名称', code: '编码', zh: '中文名称', en: '英文名称', areaCode: '区划代码', registry: '所属登记系统', address: '地址', switchedOnOn: '启用日期', switchedOffOn: '停用日期', stations: '岗位设置', hours: '开放时间' } },
    clients: { name: '接口客户端', fields: { id: '编号', name: '名称', kind: '类型', place: '范围', siteIds: '接种点', areaCode: '区划代码', scopes: '权限', validUntil: '有效至', status: '状态', keys: '有效密钥', createdAt: '登记时间' } },
  },
  words: {
    stationKind: { kiosk: '自助取号', registration: '登记', precheck: '预检', cashier: '收费', vaccination: '接种', observation: '留观' },
    clientKind: { 'site-client': '接种点系统', channel: '居民渠道', operator: '监管系统' },
    revocation: { 'key-compromised': '密钥泄露', misuse: '滥用', replaced: '已被替换', 'agreement-ended': '协议终止', other: '其他' },
    scope: {
      'journeys:read': '查看流程', 'journeys:book': '预约', 'journeys:desk': '现场办理', 'residents:write': '登记居民', 'residents:read': '查看居民', 'sessions:write': '开设接种时段', 'health-codes:issue': '签发健康码', 'health-codes:suspend': '停用健康码',
      'observation:release-early': '提前结束留观', 'cases:read': '查看待处理事项', 'cases:work': '处理待处理事项', 'lots:hold': '停用批号', 'systems:read': '查看外部系统', 'systems:pause': '暂停外部系统', 'metrics:read': '读取运行指标',
    },
    registry: { guangdong: '广东省系统' },
  },
};
