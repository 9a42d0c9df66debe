'use client'
// Buttons and links that look like buttons. 32 px high, four looks; a busy button keeps its label.
import { LoaderCircle } from 'lucide-react'
import Link from 'next/link'
import type { ComponentProps, ReactNode } from 'react'
import { useFormStatus } from 'react-dom'
import { buttonClass, type Look } from '@/components/ui/button-class'

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
      {busy && <LoaderCircle aria-hidden className="size-4 animate-spin" />}
      {children}
    </button>
  )
}

/** The button that sends its form: busy while the form's action runs, so that a second click sends nothing. */
export function SubmitButton({ look = 'primary', ...rest }: Omit<ButtonProps, 'busy' | 'type'>) {
  const { pending } = useFormStatus()
  return <Button {...rest} type="submit" look={look} busy={pending} />
}

interface ButtonLinkProps {
  readonly href: string
  readonly look?: Look
  readonly className?: string
  /** It leads to what the page shows already. */
  readonly current?: boolean
  /** Where its words alone do not say what it is about. */
  readonly 'aria-label'?: string
  readonly children: ReactNode
}

export function ButtonLink({
  href,
  look = 'secondary',
  className = '',
  current = false,
  'aria-label': name,
  children,
}: ButtonLinkProps) {
  return (
    <Link
      href={href}
      aria-current={current ? 'page' : undefined}
      aria-label={name}
      className={buttonClass(look, className)}
    >
      {children}
    </Link>
  )
}
