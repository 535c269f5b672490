import Box from '@mui/material/Box';
import { useSignedIn } from '../layout/use-signed-in.js';
import type { Journey } from './rows.js';
import { RetryNow } from './RetryNow.js';
import { StepActions } from './StepActions.js';
import { StepTries } from './StepTries.js';

/** What the process tries again by itself, and when; whoever knows that it is mended need not wait for that, and whoever knows that it is not may hold it. */
export function Retrying({ journey }: { journey: Journey }) {
  const { identity } = useSignedIn();
  const { id, retrying, doses } = journey;
  return (
    <>
      <Box component="ul" sx={{ m: 0, mb: 1, pl: 2 }}>
        {retrying.map((step) => (
          <li key={step.step}>
            <StepTries step={step} doses={doses} />
            {identity?.may.includes('pauseStep') && <StepActions journey={journey} step={step} staffId={String(identity.id)} />}
          </li>
        ))}
      </Box>
      {identity?.may.includes('retryJourney') && <RetryNow journeyId={id} staffId={String(identity.id)} />}
    </>
  );
}
