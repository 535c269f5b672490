import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import { useEffect, useRef, useState } from 'react';
import { useDataProvider, useTranslate } from 'react-admin';
import type { AuditProvider } from '../audit-api.js';
import { CommandButton } from '../layout/CommandButton.js';
import { CommandError } from '../layout/CommandError.js';
import { useCommand } from '../layout/use-command.js';
import { useWords } from '../layout/use-words.js';
import { shanghaiTime } from '../../../ui/shanghai-time.js';
import type { AuditVerification } from './rows.js';

/** Whether the audit is what was written. A long chain takes longer than one request, so the page asks until there is a verdict. */
export function AuditVerify() {
  const translate = useTranslate();
  const api = useDataProvider<AuditProvider>();
  const { pending, error, run } = useCommand();
  const [said, setSaid] = useState<AuditVerification | null>(null);
  const shown = useRef(true);
  useEffect(() => {
    shown.current = true;
    return () => void (shown.current = false);
  }, []);
  const askUntilSaid = async (): Promise<AuditVerification> => {
    for (;;) {
      const answer = await api.verifyAudit();
      setSaid(answer);
      if (answer.status !== 'running' || !shown.current) return answer;
    }
  };
  const verify = () => {
    setSaid(null);
    void run(askUntilSaid);
  };
  return (
    <Box sx={{ mb: 2 }}>
      <CommandButton variant="outlined" pending={pending} onClick={verify}>{translate(pending ? 'audit.verifying' : 'audit.verify')}</CommandButton>
      <div role="status">{said && <Verdict of={said} />}</div>
      <CommandError error={error} />
    </Box>
  );
}

function Verdict({ of: { status, rows, seals, broken, at } }: { of: AuditVerification }) {
  const translate = useTranslate();
  const words = useWords();
  if (status === 'running') return <Alert severity="info" sx={{ my: 1 }}>{translate('audit.running', { rows })}</Alert>;
  if (!broken) return <Alert severity="success" sx={{ my: 1 }}>{translate('audit.whole', { rows, seals, at: shanghaiTime(at) })}</Alert>;
  return (
    <Alert severity="error" sx={{ my: 1, overflowWrap: 'anywhere' }}>
      {translate('audit.broken', { seal: broken.batch, at: shanghaiTime(at) })} {words('auditBreak', broken.kind)}
      {broken.id && ` (${broken.id})`}
    </Alert>
  );
}
