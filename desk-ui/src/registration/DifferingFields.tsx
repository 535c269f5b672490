import type { ArchiveDifferences } from '../../../contracts/archives.js';
import type { JourneyCommandOf } from '../../../contracts/journey-commands.js';
import { fill } from '../i18n/fill.js';
import { useTexts, useWords } from '../i18n/language.js';
import { registrationTexts } from './texts.js';

export type Taken = JourneyCommandOf<'confirmArchive'>['data']['take'];

/** Only what differs, with both values; whose holds is chosen by the document, and never beforehand. `taken` null: not for the desk to choose. */
export function DifferingFields({ found, taken, onTaken }: { found: ArchiveDifferences; taken: Taken | null; onTaken: (taken: Taken) => void }) {
  const { archive: texts } = useTexts(registrationTexts);
  const words = useWords();
  const choice = (field: keyof Taken, side: 'ours' | 'theirs', value: string | null) => (taken && value !== null ? (
    <label className="choice"><input type="radio" name={`take-${field}`} checked={taken[field] === side} onChange={() => onTaken({ ...taken, [field]: side })} />{value}</label>
  ) : value ?? texts.nothing);
  return (
    <>
      <h3>{texts.differences}</h3>
      {found.needs && <p className="notice warn">{fill(texts.needs, { needs: found.needs })}</p>}
      {taken && <p className="hint">{texts.seen}</p>}
      <div className="scroll">
        <table>
          <thead><tr><th scope="col">{texts.which}</th><th scope="col">{texts.ours}</th><th scope="col">{texts.theirs}</th></tr></thead>
          <tbody>{found.fields.map(({ field, ours, theirs }) => <tr key={field}><th scope="row">{words('field', field)}</th><td>{choice(field, 'ours', ours)}</td><td>{choice(field, 'theirs', theirs)}</td></tr>)}</tbody>
        </table>
      </div>
    </>
  );
}
