import { MESSAGES } from '../../../contracts/describe-problem.js';
import type { ScanAnswer } from '../../../contracts/scans.js';
import { shanghaiTime } from '../../../ui/shanghai-time.js';
import { fill } from '../i18n/fill.js';
import { useLanguage, useTexts, useWords } from '../i18n/language.js';
import { scanTexts } from './texts.js';

/** What was scanned: whose it is and where their visit stands, or which package and whether it may be used. */
export function ScanResult({ answer }: { answer: ScanAnswer }) {
  const texts = useTexts(scanTexts);
  const { kind, resident, traceCode } = answer;
  return (
    <section className="card" aria-live="polite">
      <h2>{fill(texts.is, { kind: texts.kinds[kind] })}</h2>
      {traceCode ? <ScannedPackage found={traceCode} /> : resident ? <ScannedPerson answer={answer} resident={resident} /> : <p className="notice warn">{texts.nobody}</p>}
    </section>
  );
}

function ScannedPerson({ answer: { candidates }, resident: { name, birthDate, sex } }: { answer: ScanAnswer; resident: NonNullable<ScanAnswer['resident']> }) {
  const texts = useTexts(scanTexts);
  const { stages } = MESSAGES[useLanguage()];
  const words = useWords();
  return (
    <>
      <p className="huge">{name} · {birthDate}</p>
      <p>{words('sex', sex)}</p>
      {candidates.length === 0 ? <p className="notice">{texts.no_journey}</p> : <ul className="plain">{candidates.map(({ journeyId, stage }) => <li key={journeyId}>{texts.stage} · <span className="tag">{stages[stage] ?? stage}</span></li>)}</ul>}
    </>
  );
}

/** A package with lot, expiry and doses left, and whether it may be used and if not why. */
export function ScannedPackage({ found }: { found: NonNullable<ScanAnswer['traceCode']> }) {
  const texts = useTexts(scanTexts);
  const language = useLanguage();
  const { product, lot, expiresOn, usesLeft, discardAt, usable, why } = found;
  return (
    <>
      <p className="huge">{product?.name[language] ?? texts.unknown_product}</p>
      <dl className="facts">
        {product && <><dt>{texts.product}</dt><dd>{product.specification}</dd></>}
        <dt>{texts.lot}</dt><dd>{lot ?? '–'}</dd>
        <dt>{texts.expires}</dt><dd>{expiresOn ?? '–'}</dd>
        <dt>{texts.uses_left}</dt><dd>{usesLeft ?? '–'}</dd>
        {discardAt && <><dt>{texts.discard}</dt><dd>{shanghaiTime(discardAt)}</dd></>}
      </dl>
      {usable === null ? <p className="notice warn">{texts.name_lot}</p> : <p className={`notice ${usable ? 'good' : 'bad'}`}>{usable ? texts.usable : texts.unusable}{why ? `: ${MESSAGES[language].problems[why]?.replace(/\{\w+\}/g, '…') ?? why}` : ''}</p>}
    </>
  );
}
