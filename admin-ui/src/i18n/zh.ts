import { zhWords } from '../../../ui/words/zh.js';
import { zhAdministration } from './zh-administration.js';
import { zhCases } from './zh-cases.js';
import { zhEvents } from './zh-events.js';
import { zhPolicies } from './zh-policies.js';
import { zhReports } from './zh-reports.js';
import { zhDecisions } from './zh-decisions.js';
import { zhJourneys } from './zh-journeys.js';
import { zhDesks } from './zh-desks.js';
import { zhLots } from './zh-lots.js';
import { zhQueries } from './zh-queries.js';
import { zhRecords, zhRecordWords } from './zh-records.js';
import { zhRegisters } from './zh-registers.js';
import { zhSystems } from './zh-systems.js';
import type { OwnMessages } from './own-messages.js';

export const zh: OwnMessages = {
  ...zhDecisions,
  ...zhLots.texts,
  ...zhQueries,
  ...zhCases.texts,
  ...zhSystems.texts,
  journey: zhJourneys.journey,
  list: zhJourneys.list,
  show: zhJourneys.show,
  ...zhRecords,
  ...zhRegisters.texts,
  reports: zhReports.reports,
  app: { title: '苗程', sign_out: '退出登录', live: '实时更新', polling: '每 15 秒更新' },
  roles: zhWords.roles,
  resources: {
    sites: { name: '接种点', one: '接种点', fields: { name: '名称' } },
    notices: { name: '告知消息', fields: { createdAt: '时间', kind: '模板', channel: '方式', state: '状态', attempts: '尝试次数', nextTryAt: '下次尝试' } },
    residents: { name: '居民与档案' },
    ...zhCases.resources,
    ...zhJourneys.resources,
    ...zhLots.resources,
    ...zhSystems.resources,
    ...zhAdministration.resources,
    ...zhDesks.resources,
    ...zhPolicies.resources,
    ...zhRegisters.resources,
    ...zhReports.resources,
  },
  today: {
    observation_alarms: '留观告警 %{count} 人',
    not_released: '留观至 %{at}，仍未放行',
    left_unreleased: '留观至 %{at}，未经放行自行离开，待核实',
    title: '今天',
    needs: '需要处理',
    nothing_here: '您的角色没有需要在此处理的事项。',
    all: '查看全部 %{count} 项',
    journeys: '今天的接种流程',
    all_journeys: '查看今天的接种流程',
    service: '服务状态',
    ready: '运行正常。',
    engine_down: '流程引擎自 %{at} 起不可用：各岗位照常登记，后续步骤稍后自动补上。',
    issuer_away: '暂时无法核验健康码：请凭证件识别。',
  },
  policies: zhPolicies.policies,
  audit: zhAdministration.audit,
  desk: zhDesks.desk,
  devices: zhDesks.devices,
  pin: zhDesks.pin,
  staff: zhAdministration.staff,
  errors: {
    title: '暂时不能显示',
    unreachable: '连接不上苗程服务。接种流程照常进行，数据不会丢失；请稍后重试。',
    unexpected: '服务的答复无法识别。',
    refused: '服务拒绝了该请求。',
    read_only: '本页面没有这种修改。',
    denied: '此页面不对您开放',
    denied_hint: '您的角色不能查看此页面。确有需要时，请联系本单位的系统管理员。',
    try_again: '重试',
    not_loaded: '此页面未能加载：可能网络中断，或服务刚刚更新。',
    request: '请求编号 %{id}',
  },
  words: {
    ...zhCases.words,
    ...zhEvents.words,
    ...zhSystems.words,
    ...zhAdministration.words,
    ...zhRecordWords,
    ...zhJourneys.words,
    ...zhLots.words,
    ...zhDesks.words,
    ...zhPolicies.words,
    ...zhRegisters.words,
    ...zhReports.words,
    sex: zhWords.sex,
  },
};
