import { PROBLEM_PARAMS, REFUSAL_PARAMS, type ParamKind } from './params.js';
import en from './messages/en.json' with { type: 'json' };
import zh from './messages/zh.json' with { type: 'json' };

export type Language = 'zh' | 'en';
export type Messages = { problems: Record<string, string>; gates: Record<string, string>; stages: Record<string, string>; commands: Record<string, string>; dependents: Record<string, string>; escorts: Record<string, string> };

export const MESSAGES: Record<Language, Messages> = { zh, en };

const ALL_PARAMS: Record<string, Record<string, ParamKind>> = { ...REFUSAL_PARAMS, ...PROBLEM_PARAMS };

/** The sentence for a refusal or problem, for a page or a terminal. An unknown code of a newer API is shown as it is. */
export function describeProblem({ code, params }: { code: string; params: Record<string, unknown> }, language: Language): string {
  const messages = MESSAGES[language];
  const text = messages.problems[code] ?? code;
  return text.replace(/\{(\w+)\}/g, (_, name: string) => show(params[name], ALL_PARAMS[code]?.[name] ?? 'text', language));
}

function show(value: unknown, kind: ParamKind, language: Language): string {
  const messages = MESSAGES[language];
  const text = String(value ?? '');
  switch (kind) {
    case 'gate': return messages.gates[text] ?? text;
    case 'stage': return messages.stages[text] ?? text;
    case 'dependent': return messages.dependents[text] ?? text;
    case 'escort': return messages.escorts[text] ?? text;
    case 'command': return messages.commands[text] ?? text;
    case 'money': return `¥${(Number(value) / 100).toFixed(2)}`;
    case 'instant': return shanghaiTime(typeof value === 'number' ? value : Date.parse(text), text);
    case 'list': return list(value, (entry) => String(entry), language);
    case 'fields': return list(value, (entry) => `${String(entry.field)} (${String(entry.rule)})`, language);
    case 'id': case 'text': case 'number': case 'date': return text;
  }
}

function list(value: unknown, say: (entry: { field?: unknown; rule?: unknown }) => string, language: Language): string {
  return Array.isArray(value) ? value.map(say).join(language === 'zh' ? '、' : ', ') : '';
}

/** `2026-11-24 09:05` in Asia/Shanghai, where every site is. The API tells an instant as RFC 3339, the audit keeps milliseconds. */
function shanghaiTime(at: number, text: string): string {
  return Number.isNaN(at) ? text : new Date(at + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}
