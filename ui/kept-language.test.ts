import { keepLanguage, keptLanguage } from './kept-language.js';

function browser() {
  const kept = new Map<string, string>();
  return { kept, place: () => ({ getItem: (name: string) => kept.get(name) ?? null, setItem: (name: string, value: string) => void kept.set(name, value) }) };
}
const refuses = () => {
  throw new Error('SecurityError');
};

it('is Chinese until somebody chooses, then what was chosen, and nothing else is kept', () => {
  const { kept, place } = browser();
  expect(keptLanguage(place)).toBe('zh');
  keepLanguage(place, 'en');
  expect(keptLanguage(place)).toBe('en');
  expect([...kept]).toEqual([['language', 'en']]);
});

it('is Chinese where a browser keeps nothing, or something that is no language', () => {
  expect(keptLanguage(refuses)).toBe('zh');
  expect(() => keepLanguage(refuses, 'en')).not.toThrow();
  const { kept, place } = browser();
  kept.set('language', 'fr');
  expect(keptLanguage(place)).toBe('zh');
});
