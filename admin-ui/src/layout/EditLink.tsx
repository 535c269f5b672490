import type { MouseEvent, ReactNode } from 'react';
import { Link, useCreatePath } from 'react-admin';

/** The row opens by a click anywhere; by keyboard it opens here. */
export function EditLink({ resource, id, children }: { resource: string; id: string; children: ReactNode }) {
  const createPath = useCreatePath();
  return (
    <Link to={createPath({ resource, type: 'edit', id })} onClick={(event: MouseEvent) => event.stopPropagation()}>
      {children}
    </Link>
  );
}
