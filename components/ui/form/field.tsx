// Form fields: a visible label, a hint, and an error that the field itself points at.
import type { ComponentProps, ReactNode } from 'react'

const control =
  'w-full rounded-md border bg-canvas px-2.5 text-sm text-ink placeholder:text-soft aria-invalid:border-bad'

export function controlClass(more = ''): string {
  return `${control} border-edge ${more}`
}

interface Around {
  readonly id: string
  readonly label: string
  readonly hint?: string | undefined
  readonly error?: string | undefined
  /** The label is read out but not shown: only where what the field means is plain to the eye. */
  readonly labelHidden?: boolean
}

/** What a control needs to point at its hint and error. */
function described({ id, hint, error }: Around) {
  const ids = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ')
  return { id, 'aria-describedby': ids || undefined, 'aria-invalid': error ? true : undefined }
}

export function FieldFrame({
  id,
  label,
  hint,
  error,
  labelHidden,
  children,
}: Around & { readonly children: ReactNode }) {
  return (
    <div className="grid min-w-0 content-start gap-1">
      <label htmlFor={id} className={labelHidden ? 'sr-only' : 'text-sm font-medium'}>
        {label}
      </label>
      {children}
      {hint && (
        <p id={`${id}-hint`} className="text-xs text-soft">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="text-xs font-medium text-bad">
          {error}
        </p>
      )}
    </div>
  )
}

export function TextField({
  label,
  hint,
  error,
  labelHidden = false,
  className = '',
  ...input
}: Around & ComponentProps<'input'>) {
  const around = { id: input.id, label, hint, error, labelHidden }
  return (
    <FieldFrame {...around}>
      <input {...input} {...described(around)} className={controlClass(`h-8 ${className}`)} />
    </FieldFrame>
  )
}

export function TextArea({
  label,
  hint,
  error,
  labelHidden = false,
  className = '',
  ...area
}: Around & ComponentProps<'textarea'>) {
  const around = { id: area.id, label, hint, error, labelHidden }
  return (
    <FieldFrame {...around}>
      <textarea
        {...area}
        {...described(around)}
        className={controlClass(`field-sizing-content py-1.5 ${className}`)}
      />
    </FieldFrame>
  )
}

export function SelectField({
  label,
  hint,
  error,
  labelHidden = false,
  className = '',
  children,
  ...select
}: Around & ComponentProps<'select'>) {
  const around = { id: select.id, label, hint, error, labelHidden }
  return (
    <FieldFrame {...around}>
      <select {...select} {...described(around)} className={controlClass(`h-8 ${className}`)}>
        {children}
      </select>
    </FieldFrame>
  )
}
