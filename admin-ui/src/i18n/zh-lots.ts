import type { LotMessages } from './lot-messages.js';

export const zhLots: LotMessages = {
  texts: {
    lots: {
      any_status: '全部状态', product_hint: '产品编号，如 mmr', search: '查询', empty: '没有符合条件的批号。', back: '全部批号', about: '批号', never_stopped: '该批号从未停用。',
      place: '停用批号', kind: '原因', since: '涉及接种时间自', since_hint: '北京时间；留空则涉及全部剂次', all_doses: '全部剂次',
      about_recall: '立即生效：所有接种点的核对与接种都不再接受该批号，逐一随访全部受种者；撤回须两人。',
      about_hold: '立即生效：所有接种点的核对与接种都不再接受该批号，逐一随访本接种点或本辖区的受种者；解除须两人。',
      place_of: '由谁停用', progress: '随访进度', followed_up_of: '已随访 %{done} 人，共 %{all} 人', still_open: '尚待随访', withdrawn: '解除后不再随访', awaits: '已申请解除，须由另一人复核。',
      ask: '申请解除', approve: '同意解除', decline: '退回申请', take_back: '撤回申请',
      about_ask: '写明评估依据；须由另一人复核后才解除，在此之前仍停用。', about_approve: '立即生效：如无其他停用原因，该批号即可使用；尚未随访的不再随访。', about_decline: '该批号仍停用。', reason_of: '%{name} 申请解除的理由：',
    },
  },
  resources: { lots: { name: '疫苗批号', fields: { productId: '产品', lot: '批号', expiresOn: '有效期至', status: '状态' } } },
  words: {
    lotStatus: { usable: '可用', held: '停用', recalled: '召回' },
    lotHoldKind: { recall: '召回', 'cold-chain': '冷链异常', suspected: '疑似质量问题' },
    lotHoldStatus: { 'in-force': '停用中', 'release-asked': '待复核解除', released: '已解除' },
    lotHoldEvent: { placed: '停用', releaseAsked: '申请解除', releaseDeclined: '退回申请', released: '解除' },
  },
};
