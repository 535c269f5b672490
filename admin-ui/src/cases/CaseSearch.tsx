import Autocomplete from '@mui/material/Autocomplete';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { useGetList, useListContext, useTranslate } from 'react-admin';
import type { Site } from '../../../contracts/sites.js';
import { CASE_KINDS } from '../../../domain/cases/kinds.js';
import { mayNamePerson } from '../../../domain/cases/search-text.js';
import { queryOptions } from '../layout/query-options.js';
import { useWords } from '../layout/use-words.js';
import { toPlace, withChoice, type CaseFilter } from './case-filter.js';
import { meaningsOf, type Meant } from './case-search.js';

const MOST_SITES = 200; // the largest page of the API
const LONGEST = 60;

/** A case by its number, or cases by kind or site. What is typed is kept nowhere and sent nowhere but for the number of a case; nobody is found by it. */
export function CaseSearch() {
  const translate = useTranslate();
  const words = useWords();
  const { filterValues, setFilters } = useListContext();
  const filter = filterValues as CaseFilter;
  const { data: sites = [] } = useGetList<Site>('sites', { pagination: { page: 1, perPage: MOST_SITES } }, queryOptions);
  const [text, setText] = useState('');
  const isOfPerson = mayNamePerson(text);
  const meanings = isOfPerson ? [] : meaningsOf(text, CASE_KINDS.map((kind) => [kind, words('kind', kind)] as const), sites);
  const hint = isOfPerson ? 'of_person' : text.trim() !== '' && meanings.length === 0 ? 'nothing' : 'hint';
  /** A number is looked for in the whole place, whatever else the list was narrowed to. */
  const choose = ({ part, value }: Meant) => setFilters(withChoice(part === 'number' ? toPlace(filter) : filter, part, value), {});
  return (
    <Autocomplete<Meant>
      sx={{ width: 360 }} size="small" disablePortal forcePopupIcon={false} autoHighlight value={null} inputValue={text} options={meanings} filterOptions={(all) => all}
      open={meanings.length > 0} onClose={(_, reason) => reason === 'escape' && setText('')}
      onInputChange={(_, typed, reason) => setText(reason === 'input' ? typed : '')} onChange={(_, chosen) => chosen && choose(chosen)}
      getOptionKey={({ part, value }) => `${part} ${value}`} getOptionLabel={({ part, name }) => translate(`search.by_${part}`, { name })}
      renderInput={({ slotProps: { htmlInput, inputLabel, ...slots }, ...params }) => (
        <TextField
          {...params} label={translate('search.label')} error={isOfPerson} helperText={translate(`search.${hint}`)}
          slotProps={{ ...slots, htmlInput: { ...htmlInput, maxLength: LONGEST }, inputLabel: { ...inputLabel, shrink: true }, formHelperText: { role: 'status' } }}
        />
      )}
    />
  );
}
