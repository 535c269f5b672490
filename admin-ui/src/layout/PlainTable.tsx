import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import type { Key, ReactNode } from 'react';

/** A brief column keeps its words on one line. */
type Column<T> = { label: string; show: (row: T) => ReactNode; brief?: true };

/** A table that is only read: no selection, order or actions. It takes the focus, so that the keyboard can move it where it is wider than the screen. */
export function PlainTable<T>({ rows, keyOf, columns }: { rows: readonly T[]; keyOf: (row: T) => Key; columns: readonly Column<T>[] }) {
  return (
    <TableContainer tabIndex={0}>
      <Table size="small">
        <TableHead>
          <TableRow>
            {columns.map(({ label }) => (
              <TableCell key={label} sx={{ whiteSpace: 'nowrap' }}>{label}</TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={keyOf(row)}>
              {columns.map(({ label, show, brief }) => (
                <TableCell key={label} sx={brief ? { whiteSpace: 'nowrap' } : {}}>{show(row)}</TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
