import { FunctionField, ReferenceField } from 'react-admin';
import type { Site } from '../../../contracts/sites.js';
import { useSiteName } from './use-site-name.js';

/** By name; by nothing while it is loading or when the site is beyond reach. */
export function SiteName() {
  const nameOf = useSiteName();
  return (
    <ReferenceField source="siteId" reference="sites" link={false}>
      <FunctionField<Site> render={nameOf} variant="inherit" />
    </ReferenceField>
  );
}
