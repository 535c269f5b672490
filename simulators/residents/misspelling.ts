import type { LocalDate } from '../../domain/time.js';
import { addDays, isLocalDate, toLocalDate } from '../../domain/time.js';
import type { Random } from './random.js';

/** A character of the same sound or with one stroke more or less, for each that we give names with. */
const LOOK_ALIKES: Readonly<Record<string, string>> = Object.fromEntries(
  (
    '嘉佳 子梓 俊峻 梓子 志智 文闻 伟玮 晓小 海诲 建健 家嘉 国囯 诗施 思斯 泽择 浩皓 雨语 佳嘉 永泳 锦绵 天夭 明朋 宇字 欣新 丽莉 美羙 秀绣 雅亚 彦颜 景影 振震 启起 ' +
    '强彊 辉晖 华桦 杰洁 豪毫 轩宣 涛焘 峰锋 鹏朋 斌彬 龙隆 成诚 宏弘 毅义 东冬 平评 荣容 康慷 乐岳 ' +
    '怡宜 婷亭 敏闵 玲铃 芳方 雯文 琳林 颖影 莹萤 娟涓 燕艳 萍平 霞遐 妍研 彤同 瑶遥 静婧 蕾雷 慧惠 ' +
    '艾爱 阿啊 古谷 尔儿 提缇 汗罕 拉啦 逊训 班般 江姜 甫浦 曼蔓'
  )
    .split(' ')
    .map((pair) => [pair.slice(0, 1), pair.slice(1)]),
);

/** Another name by one character: a look-alike, or in Latin letters one typed twice. */
export function misspell(random: Random, name: string): string {
  const characters = [...name];
  const misread = characters.flatMap((character, n) => (LOOK_ALIKES[character] || /[A-Z]/.test(character) ? [n] : []));
  const at = random.pick(misread);
  return characters.map((character, n) => (n === at ? (LOOK_ALIKES[character] ?? character + character) : character)).join('');
}

/** Day and month in each other's place where that is a day, or else the day before. */
export function misdate(day: LocalDate, today: LocalDate): LocalDate {
  const [year, month, date] = day.split('-');
  const swapped = `${year}-${date}-${month}`;
  return month !== date && isLocalDate(swapped) && swapped <= today ? toLocalDate(swapped) : addDays(day, -1);
}

/** Two neighbouring digits in each other's place, or the last one typed wrong where all are alike. */
export function transpose(random: Random, number: string): string {
  const pairs = [...number].flatMap((digit, n) => (/\d\d/.test(number.slice(n, n + 2)) && digit !== number[n + 1] ? [n] : []));
  if (pairs.length === 0) return number.slice(0, -1) + (number.endsWith('0') ? '1' : '0');
  const at = random.pick(pairs);
  return number.slice(0, at) + number.charAt(at + 1) + number.charAt(at) + number.slice(at + 2);
}
