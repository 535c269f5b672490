/** What the list of cases says of queries that are kept, and of its search. */
export type QueryMessages = {
  queries: Record<'title' | 'save' | 'keep' | 'about' | 'name' | 'name_hint' | 'manage' | 'rename' | 'rename_of' | 'renamed' | 'delete' | 'delete_of' | 'deleted' | 'none' | 'close' | 'in_area' | 'numbered' | 'without', string>;
  search: Record<'label' | 'hint' | 'of_person' | 'nothing' | 'by_number' | 'by_kind' | 'by_siteId', string>;
};
