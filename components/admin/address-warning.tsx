'use client'
// Warns a person who opened Concord at another address than its settings name: Google sends people to the latter.
import { useSyncExternalStore } from 'react'

const never = () => () => undefined

export function AddressWarning({ address }: { readonly address: string }) {
  const opened = useSyncExternalStore(
    never,
    () => location.origin,
    () => address,
  )
  if (opened === address) return null
  return (
    <p className="text-bad">
      You opened {opened}, but NEXTAUTH_URL is {address}, so Google sends people to {address}.
    </p>
  )
}
