import { chooseLanguage, useLanguage, useTexts } from '../i18n/language.js';
import { commonTexts } from '../i18n/texts.js';

const LANGUAGES = [{ language: 'zh', name: '中文', lang: 'zh-CN' }, { language: 'en', name: 'English', lang: 'en' }] as const;

export function LanguageButtons() {
  const chosen = useLanguage();
  const texts = useTexts(commonTexts);
  return (
    <div role="group" aria-label={texts.language} className="row">
      {LANGUAGES.map(({ language, name, lang }) => <button key={language} type="button" lang={lang} aria-pressed={chosen === language} onClick={() => chooseLanguage(language)}>{name}</button>)}
    </div>
  );
}
