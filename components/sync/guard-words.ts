// Guards in numbers: what is unusual, what it may mean, and why we asked. Pure.
import type { Guard } from '@/lib/engine/guard'
import { amount, count } from './figures'

/** `label`: of the provider whose account it is. */
export function guardWords({ kind, count: n, of }: Guard, label: string): string {
  switch (kind) {
    case 'remoteEmptied':
      return `All ${amount(n, 'synced contact')} are gone from ${label}. If that was an accident, stop here: nothing is deleted in Clio.`
    case 'remoteShrunk':
      return `${count(n)} of ${amount(of, 'contact')} are gone from ${label}. That is unusual. They stay in Clio in any case.`
    case 'manyDeletes':
      return `This would delete ${count(n)} of ${amount(of, 'contact')} in ${label}. That is unusual.`
    case 'manyOverwrites':
      return `This would update ${count(n)} of ${amount(of, 'contact')}. That is unusual.`
    case 'manyToRemote':
      return `This would add ${amount(n, 'contact')} to ${label}, where ${count(of)} are synced so far. That is a lot. They came from a large import or a colleague’s account. Continue if they should be in your ${label} account too.`
    case 'manyToLocal':
      return `This would add ${amount(n, 'contact')} from ${label} to Clio, for everyone at your firm; ${count(of)} are synced so far. That is a lot. Continue if your firm should have them.`
    case 'pingPong':
      return `${amount(n, 'contact')} keep being changed back after we write them. Is another program syncing the same contacts? Turn one of the two off.`
    case 'incomplete':
      return `${label} announced ${amount(of, 'contact')} but returned ${count(n)}. Missing contacts are not treated as deleted.`
  }
}
