import Storefront from '@mui/icons-material/Storefront';
import Today from '@mui/icons-material/Today';
import { Menu } from 'react-admin';
import { worksAtDesk } from '../../../domain/access/roles.js';
import { otherFirstPage } from '../pages-of.js';
import { useSignedIn } from './use-signed-in.js';

/** A long name goes on in the next line, where names are seen. */
const wrapped = { '&.RaMenu-open .MuiMenuItem-root, &.RaMenu-open .MuiTypography-root': { whiteSpace: 'normal' } };

export function PageMenu() {
  const { identity } = useSignedIn();
  return (
    <Menu sx={wrapped}>
      {otherFirstPage(identity?.may ?? []) === null && <Menu.DashboardItem primaryText="today.title" leftIcon={<Today />} />}
      <Menu.ResourceItems />
      {identity && worksAtDesk(identity.roles) && <Menu.Item to="/desk" reloadDocument primaryText="desk.pages" leftIcon={<Storefront />} />}
    </Menu>
  );
}
