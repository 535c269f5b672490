import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import { useTranslate } from 'react-admin';
import { PlainTable } from '../layout/PlainTable.js';
import { useWords } from '../layout/use-words.js';
import type { PolicyDifference, PolicyFault } from './rows.js';

/** What is wrong with a document, each at its place. */
export function FaultTable({ faults }: { faults: readonly PolicyFault[] }) {
  const translate = useTranslate();
  const words = useWords();
  const told = (rule: string) => {
    const [code = rule, about] = rule.split(': ');
    if (code === 'example' && about !== undefined) return translate('policies.example', { name: words('policyExample', about) });
    return about === undefined ? words('policyRule', code) : `${words('policyRule', code)} (${about})`;
  };
  return (
    <Alert severity="error" role="alert" sx={{ my: 2 }}>
      <AlertTitle>{translate('policies.faults')}</AlertTitle>
      <PlainTable
        rows={faults} keyOf={({ field, rule }) => `${field} ${rule}`}
        columns={[{ label: translate('policies.place'), show: ({ field }) => field }, { label: translate('policies.rule'), show: ({ rule }) => told(rule) }]}
      />
    </Alert>
  );
}

/** How a document differs from a version: place, before, after. */
export function DifferenceTable({ against, difference }: { against: number; difference: readonly PolicyDifference[] }) {
  const translate = useTranslate();
  const value = (text: string | null) => text ?? <em>{translate('policies.nothing')}</em>;
  if (difference.length === 0) return <p>{translate('policies.no_difference')}</p>;
  return (
    <>
      <p>{against === 0 ? translate('policies.against_shipped') : translate('policies.against', { version: against })}</p>
      <PlainTable
        rows={difference} keyOf={({ path }) => path}
        columns={[
          { label: translate('policies.place'), show: ({ path }) => path },
          { label: translate('policies.before'), show: ({ before }) => value(before) },
          { label: translate('policies.after'), show: ({ after }) => value(after) },
        ]}
      />
    </>
  );
}
