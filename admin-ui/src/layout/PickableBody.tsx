import Checkbox from '@mui/material/Checkbox';
import TableCell from '@mui/material/TableCell';
import TableRow from '@mui/material/TableRow';
import type { ReactNode } from 'react';
import { DataTableBody, useCreatePath, useDataTableCallbacksContext, useDataTableConfigContext, useDataTableSelectedIdsContext, useRecordContext, useResourceContext, useTranslate } from 'react-admin';
import { useNavigate } from 'react-router-dom';

/** Rows that open by a click and can be chosen: as those of react-admin, but the box to tick is named itself, where screen readers look for it, and not its frame. */
export function PickableBody({ children }: { children?: ReactNode }) {
  return <DataTableBody row={PickableRow}>{children}</DataTableBody>;
}

function PickableRow({ children, className }: { children?: ReactNode; className?: string }) {
  const translate = useTranslate();
  const navigate = useNavigate();
  const createPath = useCreatePath();
  const resource = useResourceContext() ?? '';
  const { hasBulkActions } = useDataTableConfigContext();
  const { handleToggleItem } = useDataTableCallbacksContext();
  const chosen = useDataTableSelectedIdsContext();
  const record = useRecordContext<{ id: string }>();
  if (!record) return null;
  const { id } = record;
  return (
    <TableRow hover className={className ?? ''} sx={{ cursor: 'pointer' }} onClick={() => void navigate(createPath({ resource, type: 'show', id }))}>
      {hasBulkActions && handleToggleItem && (
        <TableCell padding="checkbox" onClick={(event) => event.stopPropagation()}>
          <Checkbox checked={chosen?.includes(id) ?? false} onClick={(event) => handleToggleItem(id, event)} slotProps={{ input: { 'aria-label': translate('ra.action.select_row') } }} />
        </TableCell>
      )}
      {children}
    </TableRow>
  );
}
