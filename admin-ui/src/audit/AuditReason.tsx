import Typography from '@mui/material/Typography';
import { useLocale, useTranslate } from 'react-admin';
import { describeKept } from '../describe-error.js';
import { toLanguage } from '../../../ui/language.js';
import type { AuditRecord } from './rows.js';

/** Why it ended so, in the words of the API, and the facts that were kept with it. */
export function AuditReason({ record: { code, params, count } }: { record: AuditRecord }) {
  const translate = useTranslate();
  const language = toLanguage(useLocale() ?? 'zh');
  const sentence = code !== null && describeKept({ code, params }, language);
  const facts = Object.entries(params).map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`);
  return (
    <>
      {sentence}
      {count !== null && <div>{translate('audit.gave', { count })}</div>}
      <Typography variant="caption" component="div" color="textSecondary" sx={{ overflowWrap: 'anywhere', maxWidth: 360 }}>
        {facts.join(' · ')}
      </Typography>
    </>
  );
}
