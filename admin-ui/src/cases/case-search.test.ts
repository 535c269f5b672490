import { meaningsOf } from './case-search.js';

const kinds = [['registry-rejected', '登记系统退回'], ['identity-differs', '身份信息不一致'], ['software-fault', 'Software fault']] as const;
const sites = [{ id: 's1', name: '天河示例门诊', nameEn: 'Tianhe Example Clinic', areaCode: '440106' }, { id: 's2', name: '福田示例门诊', nameEn: null, areaCode: '440304' }];
const meant = (text: string) => meaningsOf(text, kinds, sites).map(({ part, value }) => `${part} ${value}`);

it.each([
  ['退回', ['kind registry-rejected']],
  [' software ', ['kind software-fault']],
  ['示例门诊', ['siteId s1', 'siteId s2']],
  ['tianhe', ['siteId s1']],
  ['4403', ['siteId s2']],
  ['01A1B2C3-0004', ['number 01a1b2c3-0004']],
  ['王小明', []],
  ['13912345678', []],
  ['  ', []],
])('takes %j for %j', (text, expected) => expect(meant(text)).toEqual(expected));
