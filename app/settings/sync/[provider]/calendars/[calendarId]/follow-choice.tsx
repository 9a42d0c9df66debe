'use client'
// Choosing a calendar in the list chooses **Existing calendar**, and choosing **New calendar** again puts the list back.
import type { ReactNode } from 'react'

export const FollowChoice = ({ children }: { readonly children: ReactNode }) => (
  <div
    className="grid gap-4"
    onChange={({ target }) => {
      if (target instanceof HTMLSelectElement) {
        const existing = target.form?.querySelector<HTMLInputElement>('input[name="kind"][value="existing"]')
        if (existing) existing.checked = true
      }
      if (target instanceof HTMLInputElement && target.name === 'kind' && target.value === 'new') {
        const list = target.form?.querySelector<HTMLSelectElement>('select[name="remote"]')
        const shown = target.form?.querySelector<HTMLInputElement>('input[name="shown"]')
        if (list && shown) list.value = shown.value
      }
    }}
  >
    {children}
  </div>
)
