import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { RecordContextProvider } from 'react-admin';
import { AtDesk } from '../cases/AtDesk.js';
import { DueTime } from '../cases/DueTime.js';
import { Holder } from '../cases/Holder.js';
import type { Case } from '../cases/rows.js';
import { OpenLink } from '../layout/OpenLink.js';
import { SiteName } from '../layout/SiteName.js';
import { useWords } from '../layout/use-words.js';

/** One case in a short list: what it is, where, by when, and who has it. */
export function CaseLine({ about }: { about: Case }) {
  const words = useWords();
  return (
    <RecordContextProvider value={about}>
      <Box component="li" sx={{ display: 'grid', gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'minmax(0, 3fr) minmax(0, 2fr)' }, alignItems: 'center', columnGap: 2, rowGap: 0.5, py: 1, borderTop: 1, borderColor: 'divider' }}>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
          <OpenLink resource="cases" id={about.id}>{words('kind', about.kind)}</OpenLink>
          {about.atDesk && <AtDesk />}
        </Box>
        <Typography component="span" variant="body2"><SiteName /></Typography>
        <Typography component="span" variant="body2"><DueTime dueAt={about.dueAt} /></Typography>
        <Typography component="span" variant="body2"><Holder about={about} /></Typography>
      </Box>
    </RecordContextProvider>
  );
}
