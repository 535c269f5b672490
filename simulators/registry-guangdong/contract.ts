import { z } from 'zod';

/** The province's own protocol, written from its side: field names and codes are its own, nothing is shared with the adapter. */
const text = z.string().min(1).max(200);
const compactDate = z.string().regex(/^\d{8}$/);
const identity = { idType: z.string().regex(/^\d{2}$/).nullable(), idNo: text.nullable() };

export const guardian = z.object({ name: text, relation: text, ...identity });

export const person = z.object({
  name: text,
  sexCode: z.enum(['0', '1', '2', '9']),
  birthday: compactDate,
  ...identity,
  nationality: text,
  /** 01 China, 02 Hong Kong and Macau, 03 Taiwan, 04 overseas; absent in archives of before. */
  nationalityCode: z.string().regex(/^\d{2}$/).optional(),
  mobile: text.nullable(),
  village: text.nullable(),
  guardian: guardian.nullable(),
});
export type Person = z.infer<typeof person>;

/** As much of a person as an answer says back. */
export type About = Pick<Person, 'idType' | 'idNo' | 'birthday'>;

export const fill = person.pick({ name: true, idType: true, idNo: true, mobile: true, village: true, guardian: true }).partial();
export type Fill = z.infer<typeof fill>;

/** What a site has seen to be otherwise. */
export const change = person.pick({ name: true, sexCode: true, birthday: true, idType: true, idNo: true, mobile: true }).partial();
export type Change = z.infer<typeof change>;

export const dose = z.object({
  vaccineCode: text,
  vaccineName: text,
  doseNo: z.number().int().min(1).max(20),
  makerCode: text,
  makerName: text,
  lotNo: text,
  expireDate: compactDate,
  traceCode: z.string().min(10).max(100),
  packageDoses: z.number().int().min(1).max(100),
  bodySite: text,
  route: text,
  inoculateTime: z.string().regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/),
  vaccinator: text,
  crowdCode: text,
  crowdName: text,
  siteCode: text,
  siteName: text,
  areaCode: z.string().regex(/^\d{6}$/),
  areaName: text,
});
export type Dose = z.infer<typeof dose>;

const requestKey = z.string().min(1).max(200);
const archiveNo = z.string().regex(/^\d{18}$/);

export const queryRequest = z.object({ idList: z.array(z.object({ idType: z.string(), idNo: text })).min(1).max(20) });
export const getRequest = z.object({ archiveNo: text });
export const createRequest = z.object({ requestKey, person });
export const updateRequest = z.object({ requestKey, archiveNo, version: z.number().int().positive(), change });
export const completeRequest = z.object({ requestKey, archiveNo, fill });
export const recordRequest = z.object({ requestKey, archiveNo, person, dose });

/** What `/control/archives` takes: archives that the province already has, with what was given elsewhere. */
export const seedRequest = z.object({ archives: z.array(z.object({ archiveNo, person, doses: z.array(dose).max(100).optional() })).max(10_000) });
export type Seeded = z.infer<typeof seedRequest>['archives'][number];

/** Refusals, each sent with status 200 as the province does. */
export const REFUSALS = {
  GD1001: '字段不合规',
  GD1002: '请求键已用于其他内容',
  GD2001: '受种者档案不存在',
  GD2002: '档案内容与请求不一致',
  GD2003: '受种者身份信息与档案不一致',
  GD2004: '档案在查看之后已有变动',
  GD3001: '该剂次已登记',
  GD3002: '追溯码使用次数超过包装人份数',
  GD3003: '接种时间不合理',
} as const;
export type RefusalCode = keyof typeof REFUSALS;
