import { useEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import type { Certificate } from '../../../contracts/certificates.js';
import { shanghaiTime } from '../../../ui/shanghai-time.js';
import { fill } from '../i18n/fill.js';
import { useLanguage, useWords } from '../i18n/language.js';
import { useObservationTexts } from './use-told.js';

/** The paper as it leaves the printer, and on the page so that somebody can compare it. Beside the page in the document: print shows it and nothing else. */
export function PrintedCertificate({ certificate, onClose }: { certificate: Certificate; onClose: () => void }) {
  const texts = useObservationTexts();
  const words = texts.certificate;
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
    window.print();
  }, [certificate.number]);
  return createPortal(
    <dialog ref={dialog} className="printed" aria-label={words[certificate.kind]} onClose={onClose}>
      <h2>{words[certificate.kind]}</h2>
      {certificate.reprint && <p className="tag warn">{fill(words.reprint, { number: certificate.number })}</p>}
      <Holder certificate={certificate} />
      <Lines certificate={certificate} />
      <p className="stamp">{words.stamp}</p>
      <p className="soft">{fill(words.printed_at, { at: shanghaiTime(certificate.printedAt) })}</p>
      <form method="dialog"><button type="submit">{words.close}</button></form>
    </dialog>,
    document.body,
  );
}

function Holder({ certificate: { resident, site } }: { certificate: Certificate }) {
  const words = useObservationTexts().certificate;
  const names = useWords();
  const language = useLanguage();
  const { name, sex, birthDate, document: shown } = resident;
  return (
    <dl className="facts">
      <dt>{words.name}</dt><dd>{name}</dd>
      <dt>{words.sex}</dt><dd>{names('sex', sex)}</dd>
      <dt>{words.born}</dt><dd>{birthDate}</dd>
      {shown && <><dt>{words.document}</dt><dd>{names('idType', shown.type)} {shown.number}</dd></>}
      <dt>{words.site}</dt><dd>{[(language === 'en' && site.nameEn) || site.name, site.address].filter(Boolean).join(' · ')}</dd>
    </dl>
  );
}

function Lines({ certificate: { lines } }: { certificate: Certificate }) {
  const words = useObservationTexts().certificate;
  const names = useWords();
  const language = useLanguage();
  const heads = [words.vaccine, words.number, words.day, words.place, words.lot, words.trace, words.maker, words.vaccinator];
  return (
    <table>
      <thead><tr>{heads.map((head) => <th key={head} scope="col">{head}</th>)}</tr></thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.plannedDoseId}>
            <td>{line.product[language]} {line.specification} {line.dose}</td>
            <td>{line.doseNumber}</td>
            <td>{line.givenOn}</td>
            <td>{names('bodySite', line.bodySite)} {names('route', line.route)}</td>
            <td>{line.lot} {line.expiresOn}</td>
            <td className="code">{line.traceCode ?? '–'}</td>
            <td>{line.maker}</td>
            <td>{line.vaccinator ?? '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
