/** The 21 prefecture-level cities of Guangdong: GB/T 2260 code and residents in ten thousands, rounded from the 2020 census. */
export const CITIES = [
  ['440100', 1868], // Guangzhou
  ['440200', 286], // Shaoguan
  ['440300', 1756], // Shenzhen
  ['440400', 244], // Zhuhai
  ['440500', 550], // Shantou
  ['440600', 950], // Foshan
  ['440700', 480], // Jiangmen
  ['440800', 698], // Zhanjiang
  ['440900', 617], // Maoming
  ['441200', 411], // Zhaoqing
  ['441300', 604], // Huizhou
  ['441400', 387], // Meizhou
  ['441500', 267], // Shanwei
  ['441600', 284], // Heyuan
  ['441700', 260], // Yangjiang
  ['441800', 397], // Qingyuan
  ['441900', 1047], // Dongguan
  ['442000', 442], // Zhongshan
  ['445100', 257], // Chaozhou
  ['445200', 558], // Jieyang
  ['445300', 238], // Yunfu
] as const;

/** Province and city of some who came from elsewhere: Hunan, Guangxi, Jiangxi, Sichuan, Chongqing, Hubei, Henan, Fujian, Guizhou, Hainan. */
export const CITIES_ELSEWHERE = ['4301', '4501', '3601', '5101', '5001', '4201', '4101', '3501', '5201', '4601'] as const;

export const CITIES_OF_XINJIANG = ['6501', '6502', '6504', '6531', '6532', '6540'] as const;

/** Ages from, to (inclusive), share in per cent: many of working age, as in the province, and few above 80. */
export const AGE_BANDS: readonly (readonly [{ from: number; to: number }, number])[] = [
  [{ from: 0, to: 5 }, 7.5],
  [{ from: 6, to: 14 }, 11.3],
  [{ from: 15, to: 24 }, 12.5],
  [{ from: 25, to: 39 }, 27],
  [{ from: 40, to: 59 }, 29.4],
  [{ from: 60, to: 74 }, 9.3],
  [{ from: 75, to: 84 }, 2.3],
  [{ from: 85, to: 95 }, 0.7],
];
