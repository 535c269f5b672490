import type { QueryMessages } from './query-messages.js';

export const zhQueries: QueryMessages = {
  queries: {
    title: '我的查询', save: '保存当前筛选', keep: '保存', about: '仅您本人可见，最多 20 个。只保存筛选条件，不保存任何人员信息。', name: '查询名称', name_hint: '不超过 40 字', manage: '管理查询',
    rename: '改名', rename_of: '改名：%{name}', renamed: '已改名为“%{name}”。', delete: '删除', delete_of: '删除“%{name}”', deleted: '已删除“%{name}”。', none: '没有保存的查询。', close: '关闭',
    in_area: '区划 %{area}', numbered: '编号 %{number}', without: '取消：%{text}',
  },
  search: {
    label: '搜索', hint: '事项编号（至少前 8 位）、事项名称或接种点；不搜索人员', of_person: '此处不搜索人员：请勿输入证件号码或电话号码', nothing: '没有这样的编号、事项或接种点；此处不搜索人员',
    by_number: '编号：%{name}', by_kind: '事项：%{name}', by_siteId: '接种点：%{name}',
  },
};
