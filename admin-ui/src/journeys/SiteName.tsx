import { ReferenceField, TextField } from 'react-admin';

/** By name; by nothing while it is loading or when the site is beyond reach. */
export function SiteName() {
  return (
    <ReferenceField source="siteId" reference="sites" link={false}>
      <TextField source="name" />
    </ReferenceField>
  );
}
