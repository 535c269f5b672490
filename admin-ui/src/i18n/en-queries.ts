import type { QueryMessages } from './query-messages.js';

export const enQueries: QueryMessages = {
  queries: {
    title: 'My queries', save: 'Save these filters', keep: 'Save', about: 'For you alone, 20 at most. The filters are kept, and nothing about anybody.', name: 'Name of the query', name_hint: '40 characters at most', manage: 'Manage queries',
    rename: 'Rename', rename_of: 'Rename %{name}', renamed: 'Renamed to %{name}.', delete: 'Delete', delete_of: 'Delete %{name}', deleted: '%{name} is deleted.', none: 'There is no saved query.', close: 'Close',
    in_area: 'area %{area}', numbered: 'number %{number}', without: 'Take back: %{text}',
  },
  search: {
    label: 'Search', hint: 'Case number (first 8 characters at least), kind or site; people are not searched', of_person: 'People are not searched here: enter no document or phone number', nothing: 'There is no such number, kind or site; people are not searched here',
    by_number: 'Number: %{name}', by_kind: 'Kind: %{name}', by_siteId: 'Site: %{name}',
  },
};
