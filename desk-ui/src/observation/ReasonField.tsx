import { useId } from 'react';

/** Kept encrypted by the API, which takes a thousand characters. */
export function ReasonField({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <textarea id={id} rows={2} required maxLength={1_000} value={value} onChange={(event) => onChange(event.target.value)} />
    </div>
  );
}
