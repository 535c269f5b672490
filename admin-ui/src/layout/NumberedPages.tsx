import TablePagination from '@mui/material/TablePagination';
import { useTranslate } from 'react-admin';

type Props = { page: number; size: number; hasNextPage: boolean; open: (page: number) => void };

/** Goes from page to page of a list without a total; nothing where there is one page alone. */
export function NumberedPages({ page, size, hasNextPage, open }: Props) {
  const translate = useTranslate();
  if (page === 1 && !hasNextPage) return null;
  return (
    <TablePagination
      component="div" count={-1} page={page - 1} rowsPerPage={size} rowsPerPageOptions={[]} onPageChange={(_event, next) => open(next + 1)} labelDisplayedRows={() => translate('list.page', { page })}
      getItemAriaLabel={(type) => translate(`ra.navigation.${type}`)} slotProps={{ actions: { nextButton: { disabled: !hasNextPage } } }}
    />
  );
}
