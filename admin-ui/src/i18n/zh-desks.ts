import type { DeskMessages } from './desk-messages.js';

export const zhDesks: DeskMessages = {
  resources: { devices: { name: '共享工位设备', fields: { name: '名称', siteId: '接种点', station: '工位', status: '状态', enrolledAt: '登记时间', usedAt: '最近使用' } } },
  devices: {
    create: '登记设备',
    register: '生成登记码',
    back: '返回设备列表',
    empty: '还没有共享工位设备。请先登记设备，再在设备上输入登记码。',
    name_hint: '如“接种台 1”，按现场的叫法',
    station_hint: '在此设备上办理的业务记在这个工位',
    code_of: '%{name}的登记码',
    code_once: '请在设备的浏览器中打开本站的 /desk 输入。只显示这一次，15 分钟内有效，只能用一次。',
    action: '操作',
    revoke: '停用',
    revoke_of: '停用设备 · %{name}',
    about_revoke: '设备立即失效，正在使用的人员同时退出。停用后不能恢复，需重新登记。',
    reason: '停用原因',
    revoked: '已停用：%{name}。',
    code_until: '登记码有效至 %{at}',
    ends_at: '有效至 %{at}',
    see_fields: '没有执行：请改正标出的项目。',
  },
  desk: { pages: '工位页面', switch_person: '换人' },
  pin: {
    clear: '清除 PIN',
    cleared: '已清除 PIN，共享工位的会话全部结束。本人完整登录后可重新设置。',
    had_none: '此人没有设置 PIN。',
  },
  words: {
    deviceStatus: { awaiting: '等待输入登记码', enrolled: '在用', expired: '已过期', revoked: '已停用' },
    deviceReason: { lost: '遗失', stolen: '被盗', misused: '被滥用', replaced: '已更换', 'out-of-use': '不再使用' },
  },
};
