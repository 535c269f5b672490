import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useGetManyReference, useTranslate } from 'react-admin';
import { LoadError } from '../layout/LoadError.js';
import { Loading } from '../layout/Loading.js';
import { PlainTable } from '../layout/PlainTable.js';
import { queryOptions } from '../layout/query-options.js';
import { useWords } from '../layout/use-words.js';
import { shanghaiTime } from '../../../ui/shanghai-time.js';
import { STEP_MS } from '../../../domain/systems/figures.js';
import { LineChart } from './LineChart.js';
import { RANGES, type HealthPoint, type Range } from './rows.js';

const EVERY_MS = 60_000; // as often as figures are kept
const HOUR_MS = 3_600_000;
/** Beyond this there is a point for each hour. */
const BY_MINUTE_HOURS = 6;

/** How quickly a system answered, how often it did not, and what waited for it. */
export function SystemCharts({ id, range }: { id: string; range: Range }) {
  const translate = useTranslate();
  const hours = RANGES[range];
  const { data, error, refetch, dataUpdatedAt } = useGetManyReference<HealthPoint>('systemHealth', { target: 'system', id, filter: { hours: String(hours) } }, { ...queryOptions, refetchInterval: EVERY_MS });
  if (error) return <LoadError error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  if (data.length === 0) return <Typography color="textSecondary">{translate('systems.no_figures')}</Typography>;
  const step = hours > BY_MINUTE_HOURS ? STEP_MS.hour : STEP_MS.minute;
  const frame = { from: dataUpdatedAt - hours * HOUR_MS, to: dataUpdatedAt, longestMs: 2.5 * step };
  const line = (name: string, of: (point: HealthPoint) => number | null) => ({ name, points: data.map((point) => ({ at: Date.parse(point.at), value: of(point) })) });
  const calls = data.reduce((sum, point) => sum + point.calls, 0);
  const failed = data.reduce((sum, point) => sum + point.failed, 0);
  const slowest = Math.max(...data.map(({ p99Ms }) => p99Ms ?? 0));
  const owed = data.flatMap((point) => point.owed ?? []);
  return (
    <>
      <Box sx={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(min(280px, 100%), 1fr))', gap: 3, alignItems: 'end' }}>
        <LineChart {...frame} title={translate('systems.latency')} unit="ms" least={100} summary={calls === 0 ? translate('systems.no_calls') : translate('systems.slowest', { ms: slowest })}
          lines={[line(translate('systems.p50'), ({ p50Ms }) => p50Ms), line(translate('systems.p99'), ({ p99Ms }) => p99Ms)]} />
        <LineChart {...frame} title={translate('systems.error_rate')} unit="%" least={10} summary={calls === 0 ? translate('systems.no_calls') : translate('systems.failed_of', { failed, calls })}
          lines={[line(translate('systems.error_rate'), (point) => (point.calls === 0 ? null : (100 * point.failed) / point.calls))]} />
        <LineChart {...frame} title={translate('systems.owed')} unit="" least={10} summary={owed.length === 0 ? translate('systems.no_sample') : translate('systems.most_owed', { most: Math.max(...owed), last: owed.at(-1) ?? 0 })}
          lines={[line(translate('systems.owed'), (point) => point.owed)]} />
      </Box>
      <FiguresTable points={data} />
    </>
  );
}

/** The same in numbers, latest first, for whoever does not see or like charts. */
function FiguresTable({ points }: { points: readonly HealthPoint[] }) {
  const translate = useTranslate();
  const words = useWords();
  const label = (field: string) => translate(`resources.systems.fields.${field}`);
  return (
    <Box component="details" sx={{ mt: 2 }}>
      <Box component="summary" sx={{ cursor: 'pointer', minHeight: 24 }}>{translate('systems.as_table')}</Box>
      <PlainTable
        rows={points.toReversed()}
        keyOf={({ at }) => at}
        columns={[
          { label: label('at'), brief: true, show: ({ at }) => shanghaiTime(at) },
          { label: label('state'), brief: true, show: ({ state }) => state && words('systemState', state) },
          { label: label('calls'), show: ({ calls }) => calls },
          { label: label('failed'), show: ({ failed, errors }) => (failed === 0 ? 0 : `${failed} (${Object.entries(errors).filter(([code]) => code !== 'refused').map(([code, n]) => `${words('callError', code)} ${n}`).join(', ')})`) },
          { label: label('p50'), show: ({ p50Ms }) => p50Ms },
          { label: label('p99'), show: ({ p99Ms }) => p99Ms },
          { label: label('owed'), show: ({ owed }) => owed },
          { label: label('overdue'), show: ({ overdue }) => overdue },
        ]}
      />
    </Box>
  );
}
