import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useRef, useState } from 'react';
import { useDataProvider, useTranslate } from 'react-admin';
import type { AdminDataProvider } from '../data-provider.js';
import { CommandButton } from '../layout/CommandButton.js';
import { CommandError } from '../layout/CommandError.js';
import { useCommand } from '../layout/use-command.js';
import { useSignedIn } from '../layout/use-signed-in.js';
import type { Case } from './rows.js';
import { LONGEST_TEXT } from './texts.js';

/** Says something about the case to whoever has it next, or sends it back to the desk with a question, or answers that. */
export function CommentForm({ about }: { about: Case }) {
  const translate = useTranslate();
  const api = useDataProvider<AdminDataProvider>();
  const { identity } = useSignedIn();
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const { pending, error, run } = useCommand();
  const may = identity?.may ?? [];
  const staffId = String(identity?.id);
  if (!may.includes('commentOnCase') && !(about.question && may.includes('answerCase'))) return null;
  const send = async (verb: 'commentOnCase' | 'askDesk' | 'answerCase') => {
    const said = await run(() => api[verb](about.id, { staffId, text: text.trim() }));
    if (!said) return;
    setText('');
    field.current?.focus(); // the button has nothing more to send
  };
  const button = { variant: 'outlined', pending, disabled: text.trim() === '' } as const;
  return (
    <Box component="form" sx={{ mt: 2 }} onSubmit={(event) => { event.preventDefault(); void send('commentOnCase'); }}>
      <TextField inputRef={field} multiline minRows={2} label={translate('cases.comment')} helperText={translate('cases.comment_hint')} value={text} onChange={(event) => setText(event.target.value)} slotProps={{ htmlInput: { maxLength: LONGEST_TEXT } }} />
      <CommandError error={error} />
      <Stack direction="row" spacing={1}>
        {may.includes('commentOnCase') && <CommandButton type="submit" {...button}>{translate('cases.add_comment')}</CommandButton>}
        {about.question ? (
          <CommandButton {...button} onClick={() => void send('answerCase')}>{translate('cases.answer')}</CommandButton>
        ) : (
          <CommandButton {...button} disabled={button.disabled || (about.claim !== null && about.claim.by !== staffId)} onClick={() => void send('askDesk')}>{translate('cases.ask')}</CommandButton>
        )}
      </Stack>
    </Box>
  );
}
