// What **Keep separate** of two linked contacts does, before it is pressed. Pure.
import type { LinkedPeople } from '@/lib/store/sync/separate-linked'

type Told = Pick<LinkedPeople, 'here' | 'there' | 'provider' | 'active' | 'addsHere' | 'addsThere' | 'chosen'>

/** Before the button, one sentence each. */
export function separateWords(told: Told): readonly string[] {
  return [
    'Both contacts stay. Nothing is deleted.',
    additions(told),
    ...(told.chosen === null ? [] : ['Your sync takes only some contacts. It adds only those.']),
    'They are not linked again, not even after you stop the sync and set it up again.',
  ]
}

/** The name of the account's contact, beside that of the one here. */
const nameThere = ({ here, there, provider }: Told): string =>
  there && there !== here ? there : `${provider.label}’s contact`

function additions(told: Told): string {
  const { provider, active, addsHere, addsThere } = told
  const { label } = provider
  const [here, there] = [told.here || 'the contact', nameThere(told)]
  const when = active ? 'At the next check' : 'When you set up the sync again'
  if (addsHere && addsThere) return `${when}, ${here} is added to ${label}, and ${there} is added to Clio.`
  if (addsThere) return `${when}, ${here} is added to ${label}. ${there} stays only in ${label}.`
  if (addsHere) return `${when}, ${there} is added to Clio. ${here} stays only in Clio.`
  return `${here} stays only in Clio, and ${there} stays only in ${label}.`
}
