import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import { useTranslate } from 'react-admin';
import { dueIn } from '../cases/due.js';
import { Field, Fields } from '../layout/Fields.js';
import { Part } from '../layout/Part.js';
import { useNow } from '../../../ui/use-now.js';
import { useWords } from '../layout/use-words.js';
import { shanghaiTime } from '../../../ui/shanghai-time.js';
import { PausePart } from './PausePart.js';
import type { Range, System } from './rows.js';
import { SystemCharts } from './SystemCharts.js';

const COLOUR = { closed: 'success', open: 'error', 'half-open': 'warning', paused: 'warning' } as const;

export function SystemPart({ system, range }: { system: System; range: Range }) {
  const translate = useTranslate();
  const words = useWords();
  const { id, state, backlog } = system;
  return (
    <Part title={words('system', id)}>
      <Box sx={{ mb: 2 }}>
        <Fields>
          <Field label={translate('systems.state')}><Chip size="small" variant="outlined" color={COLOUR[state]} label={words('systemState', state)} /></Field>
          <Field label={translate('systems.owed')}>{backlog ? (backlog.overdue > 0 ? translate('systems.owed_overdue', backlog) : String(backlog.owed)) : translate('systems.no_sample')}</Field>
          <Field label={translate('systems.oldest')}>{backlog?.oldestAt && shanghaiTime(backlog.oldestAt)}</Field>
          <Field label={translate('systems.drains')}>{backlog && <Drain system={system} />}</Field>
        </Fields>
      </Box>
      <PausePart system={system} />
      <SystemCharts id={id} range={range} />
    </Part>
  );
}

/** How long what is owed still takes, as far as that can be said. */
function Drain({ system: { state, backlog } }: { system: System }) {
  const translate = useTranslate();
  const now = useNow();
  if (!backlog || backlog.owed === 0) return translate('systems.nothing_owed');
  if (state === 'paused') return translate('systems.drains_after');
  if (backlog.drainsInSeconds === null) return translate('systems.drains_not');
  const { unit, days, hours, minutes } = dueIn(new Date(now + backlog.drainsInSeconds * 1000).toISOString(), now);
  return translate(`cases.${unit}`, { days, hours, minutes });
}
