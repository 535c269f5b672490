import type { SharedWords } from './shared-words.js';

export const zhWords: SharedWords = {
  roles: {
    registrar: '登记员', 'pre-check-doctor': '预检医生', vaccinator: '接种员', cashier: '收费员', observer: '留观员', 'stock-keeper': '疫苗管理员',
    'site-lead': '门诊负责人', 'district-supervisor': '区级监管员', 'city-supervisor': '市级监管员', 'provincial-supervisor': '省级监管员', 'security-auditor': '安全审计员', administrator: '系统管理员',
  },
  sex: { male: '男', female: '女', unknown: '未知', unstated: '未说明' },
  station: { kiosk: '自助机', registration: '登记台', precheck: '预检', cashier: '收费', vaccination: '接种台', observation: '留观区', 'one-desk': '一台通办' },
  bodySite: { 'left-upper-arm': '左上臂', 'right-upper-arm': '右上臂', 'left-thigh': '左大腿', 'right-thigh': '右大腿' },
  route: { IM: '肌内注射', SC: '皮下注射' },
  relation: { self: '本人', father: '父亲', mother: '母亲', guardian: '监护人', escort: '经授权的陪同人' },
  method: { 'scan-to-pay': '扫码支付', cash: '现金', 'insurance-account': '医保个人账户' },
  rule: {
    none: '无', 'cannot-verify': '无法核实', doctor: '医生决定', 'minimum-age': '起始月龄', 'minimum-interval': '最小间隔', 'live-interval': '减毒活疫苗间隔',
    'maximum-age': '可接种年龄上限', 'not-needed': '无需接种',
  },
  means: {
    'dynamic-code': '动态健康码', 'static-code': '静态健康码', 'offline-code': '离线核验的健康码', 'document-reader': '证件读取设备', certificate: '接种证条码或档案编号', 'birth-certificate': '出生医学证明与母亲',
    'typed-number': '手工输入号码',
  },
  field: { name: '姓名', sex: '性别', birthDate: '出生日期', identifier: '证件号码', phone: '手机号' },
  said: { differs: '不一致', 'ours-missing': '我方没有', 'theirs-missing': '登记系统没有', ours: '以我方为准', theirs: '以登记系统为准' },
  idType: {
    'id-card': '居民身份证', passport: '护照', 'hk-macau-permit': '港澳居民来往内地通行证', 'taiwan-permit': '台湾居民来往大陆通行证', 'residence-permit': '港澳台居民居住证', 'foreigner-card': '外国人永久居留身份证',
    'birth-certificate': '出生医学证明', 'archive-number': '档案编号', 'health-code': '电子健康码',
  },
};
