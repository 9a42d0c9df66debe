'use client'
import type { ComponentProps } from 'react'
import { useFormStatus } from 'react-dom'
import { buttonClass, type Look } from '@/components/ui/button-class'
// Buttons. 32 px high, four looks; a busy button keeps its label.
import { LoaderCircle } from '@/components/ui/icons'

interface ButtonProps extends ComponentProps<'button'> {
  readonly look?: Look
  /** Shows a spinner beside the label and ignores clicks; stays focusable, so focus is not lost. */
  readonly busy?: boolean
}

export function Button({
  look = 'secondary',
  busy = false,
  type = 'button',
  className = '',
  ...rest
}: ButtonProps) {
  const { children, onClick, ...others } = rest
  return (
    <button
      {...others}
      type={type}
      className={buttonClass(look, className)}
      aria-disabled={busy || others['aria-disabled'] || undefined}
      onClick={(event) => {
        if (busy) event.preventDefault()
        else onClick?.(event)
      }}
    >
      {busy && <LoaderCircle className="size-4 animate-spin" />}
      {children}
    </button>
  )
}

/** The button that sends its form: busy while the form's action runs, so that a second click sends nothing. */
export function SubmitButton({ look = 'primary', ...rest }: Omit<ButtonProps, 'busy' | 'type'>) {
  const { pending } = useFormStatus()
  return <Button {...rest} type="submit" look={look} busy={pending} />
}
