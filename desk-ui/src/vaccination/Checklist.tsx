import { useEffect, useRef } from 'react';
import type { SiteDesk } from '../../../contracts/site-desk.js';
import { useLanguage, useTexts, useWords } from '../i18n/language.js';
import type { entriesOf } from './dose-checklist.js';
import { vaccinationTexts } from './texts.js';

type Item = SiteDesk['checklist'][number];
type Entry = ReturnType<typeof entriesOf>[number];
type ChecklistProps = { items: readonly Item[]; product: SiteDesk['products'][number]; entries: readonly Entry[]; onTick: (item: string, value: string) => void };

/** Each item of staff with one button for each thing that could be said of it: one touch or key an item, and no way to say all at once. After each the next open one has the focus. */
export function Checklist({ items, product, entries, onTick }: ChecklistProps) {
  const texts = useTexts(vaccinationTexts);
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => list.current?.querySelector<HTMLButtonElement>('button[data-open]')?.focus(), [entries.length]);
  return (
    <section aria-label={texts.checklist}>
      <h3>{texts.checklist}</h3>
      <p className="hint">{texts.press_keys}</p>
      <ol className="plain checklist" ref={list}>
        {items.filter(({ by }) => by === 'staff').map((item) => (
          <ItemRow key={item.id} item={item} entry={entries.find((entry) => entry.item === item.id)} choices={choicesOf(item.id, product)} onTick={(value) => onTick(item.id, value)} />
        ))}
      </ol>
    </section>
  );
}

/** What may be said of an item: of a body site or a route what the leaflet allows, of the dose the product's own. */
function choicesOf(id: string, { bodySites, routes, doseText }: SiteDesk['products'][number]): readonly string[] | null {
  if (id === 'body-site') return bodySites;
  if (id === 'route') return routes;
  return id === 'dose' ? [doseText] : null;
}

const LISTS = { 'body-site': 'bodySite', route: 'route' } as const;

function ItemRow({ item: { id, group, text }, entry, choices, onTick }: { item: Item; entry: Entry | undefined; choices: readonly string[] | null; onTick: (value: string) => void }) {
  const texts = useTexts(vaccinationTexts);
  const language = useLanguage();
  const words = useWords();
  const said = (value: string) => (id === 'body-site' || id === 'route' ? words(LISTS[id], value) : value);
  const isByHand = entry?.source === 'manual';
  const label = `${group} · ${text[language]}`;
  if (entry && !isByHand) return <li className="item done"><span>{label}</span><span className="tag good">✓ {entry.source === 'scan' ? texts.by_scan : texts.by_archive}</span></li>;
  return (
    <li className={entry ? 'item done' : 'item'}>
      <span>{label}</span>
      <span className="row" role="group" aria-label={label}>
        {(choices ?? ['ok']).map((value) => (
          <button key={value} type="button" aria-pressed={isByHand && (choices === null || entry.value === value)} {...(entry ? {} : { 'data-open': true })} onClick={() => onTick(choices ? value : texts.ticked)}>
            {choices ? said(value) : `${entry ? '✓ ' : ''}${texts.ticked}`}
          </button>
        ))}
      </span>
    </li>
  );
}
