import type { Random } from './random.js';

/** Surnames that are common in Guangdong with a rough weight. Who carries one here is drawn, and stands for nobody. */
const SURNAMES: readonly (readonly [string, number])[] = [
  ['陈', 106], ['李', 70], ['黄', 66], ['张', 53], ['林', 42], ['王', 40], ['刘', 38], ['吴', 37], ['梁', 35], ['何', 25], ['罗', 22], ['杨', 21],
  ['郑', 17], ['谢', 17], ['周', 17], ['曾', 15], ['叶', 14], ['郭', 13], ['钟', 12], ['邓', 12], ['蔡', 11], ['许', 11], ['彭', 10], ['冯', 10],
  ['徐', 9], ['苏', 8], ['朱', 8], ['赖', 7], ['卢', 7], ['廖', 6], ['潘', 6], ['麦', 4], ['温', 4], ['莫', 4], ['冼', 2], ['欧阳', 2], ['司徒', 1],
];
const FIRST = [...'嘉子俊梓志文伟晓海建家国诗思泽浩雨佳永锦天明宇欣丽美秀雅彦景振启'];
const LAST = { male: [...'明强辉华杰豪轩涛峰鹏斌龙成宏毅东平荣康乐'], female: [...'怡婷敏玲芳雯琳颖莹娟燕萍霞妍彤欣瑶静蕾慧'] };

type Sex = 'male' | 'female';

/** A surname and one or two given-name characters, two being the rule. */
export function drawName(random: Random, sex: Sex): string {
  const surname = random.weighted(SURNAMES);
  const last = random.pick(LAST[sex]);
  return random.chance(0.18) ? surname + last : surname + random.pick(FIRST) + last;
}

/** Two names of one family and one generation: they share all but the last character. */
export function drawTwinNames(random: Random, sexes: readonly [Sex, Sex]): [string, string] {
  const shared = random.weighted(SURNAMES) + random.pick(FIRST);
  const one = random.pick(LAST[sexes[0]]);
  let other = random.pick(LAST[sexes[1]]);
  while (other === one) other = random.pick(LAST[sexes[1]]);
  return [shared + one, shared + other];
}

const GIVEN_UYGHUR = {
  male: ['艾力', '吐尔逊', '阿卜杜拉', '玉素甫', '库尔班', '努尔兰', '叶尔江', '热合曼'],
  female: ['阿依古丽', '古丽娜尔', '帕提古丽', '热依汗', '阿依努尔', '米日古丽', '玛依拉'],
};

/** A given name and the father's, with the dot between them. */
export function drawMinorityName(random: Random, sex: Sex): string {
  return `${random.pick(GIVEN_UYGHUR[sex])}·${random.pick(GIVEN_UYGHUR.male)}`;
}

const GIVEN_LATIN = { male: ['DAVID', 'KENJI', 'AHMED', 'MINH', 'PIERRE', 'RAJ', 'EMEKA'], female: ['ANNA', 'YUKI', 'FATIMA', 'LINH', 'CLAIRE', 'PRIYA', 'NGOZI'] };
const FAMILY_LATIN = ['EXAMPLE', 'TANAKA', 'KHAN', 'NGUYEN', 'MARTIN', 'SHARMA', 'OKAFOR', 'SMITH'];

/** As a passport prints it. */
export function drawLatinName(random: Random, sex: Sex): string {
  return `${random.pick(FAMILY_LATIN)} ${random.pick(GIVEN_LATIN[sex])}`;
}
