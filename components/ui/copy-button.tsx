'use client'
import { useEffect, useState } from 'react'
// Copies a text.
import { Check, Copy } from '@/components/ui/icons'
import { announce } from '@/components/ui/live-region'

/** How long the check mark stays. */
const SHOWN_MS = 2_000

export function CopyButton({ text }: { readonly text: string }) {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [copied])
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setCopied(true)
      announce('Copied')
    } catch {
      announce('Your browser does not allow copying.')
    }
  }
  const Icon = copied ? Check : Copy
  return (
    <button
      type="button"
      onClick={copy}
      aria-label={`Copy ${text}`}
      className="inline-flex size-6 items-center justify-center rounded-sm text-soft hover:bg-sunken hover:text-ink"
    >
      <Icon className="size-3.5" />
    </button>
  )
}
