import Chip from '@mui/material/Chip';
import SvgIcon from '@mui/material/SvgIcon';
import { useTranslate } from 'react-admin';

/** Somebody stands there and waits until this is decided: by icon, in words and by colour. */
export function AtDesk() {
  const translate = useTranslate();
  return <Chip size="small" color="warning" icon={<SvgIcon><path d="M12 2a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5zm-3 6h6a2 2 0 0 1 2 2v6h-2.2v6h-2v-6h-1.6v6h-2v-6H7v-6a2 2 0 0 1 2-2z" /></SvgIcon>} label={translate('cases.at_desk')} />;
}
