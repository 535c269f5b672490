import { useId, type ComponentProps, type ReactNode } from 'react';

type FieldProps = Omit<ComponentProps<'input'>, 'id'> & { label: string; hint?: ReactNode; fault?: string | undefined };

/** An input under its label; what is wrong with it stands in place of its hint. */
export function Field({ label, hint, fault, ...input }: FieldProps) {
  const id = useId();
  const told = fault ?? hint;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} autoComplete="off" spellCheck={false} {...input} aria-invalid={fault !== undefined} {...(told ? { 'aria-describedby': `${id}-told` } : {})} />
      {told && <span id={`${id}-told`} className={fault ? 'fault' : 'hint'}>{told}</span>}
    </div>
  );
}
