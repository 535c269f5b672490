import Typography from '@mui/material/Typography';
import { useLocale, useTranslate } from 'react-admin';
import { toLanguage } from '../../../ui/language.js';
import { translateIn } from '../i18n/translate-in.js';
import type { Journey } from '../journeys/rows.js';
import { Field, Fields } from '../layout/Fields.js';
import { Part } from '../layout/Part.js';
import { SiteName } from '../layout/SiteName.js';
import { useWords } from '../layout/use-words.js';
import { shanghaiTime } from '../../../ui/shanghai-time.js';
import { DueTime } from './DueTime.js';
import type { Case } from './rows.js';
import { sentenceIn } from './sentence.js';
import { useAbout } from './use-about.js';

/** What it is about in one sentence, the other language beneath, and how urgent it is. */
export function CaseSummary({ about, journey }: { about: Case; journey: Journey }) {
  const translate = useTranslate();
  const words = useWords();
  const language = toLanguage(useLocale() ?? 'zh');
  const other = language === 'zh' ? 'en' : 'zh';
  const named = useAbout()(about, journey);
  const field = (name: string) => translate(`resources.cases.fields.${name}`);
  return (
    <Part title={translate('show.summary')}>
      <Typography>{sentenceIn(translate, language, about, journey)}</Typography>
      <Typography variant="body2" color="textSecondary" lang={other === 'zh' ? 'zh-CN' : other} sx={{ mb: 2 }}>{sentenceIn(translateIn(other), other, about, journey)}</Typography>
      <Fields>
        <Field label={field('dueAt')}>{about.status === 'open' ? <DueTime dueAt={about.dueAt} /> : shanghaiTime(about.dueAt).slice(5, 16)}</Field>
        <Field label={field('level')}>{words('level', about.level)}</Field>
        <Field label={field('siteId')}><SiteName /></Field>
        <Field label={field('openedAt')}>{shanghaiTime(about.openedAt)}</Field>
        {about.plannedDoseId && <Field label={field('dose')}>{named.dose}</Field>}
        <Field label={field('id')}>{about.id}</Field>
      </Fields>
    </Part>
  );
}
