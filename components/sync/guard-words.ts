// Guards in numbers: what is unusual, what it may mean, and why we asked. Pure.
import type { Guard } from '@/lib/engine/guard'
import { amount, count } from './figures'

export function guardWords({ kind, count: n, of }: Guard): string {
  switch (kind) {
    case 'remoteEmptied':
      return `All ${amount(n, 'contact')} that we keep in step are gone from Google. If that was an accident, stop here: nothing is deleted in Clio.`
    case 'remoteShrunk':
      return `${count(n)} of ${amount(of, 'contact')} are gone from Google. That is unusual. They stay in Clio whatever you choose.`
    case 'manyDeletes':
      return `This would delete ${count(n)} of ${amount(of, 'contact')} in Google. That is unusual.`
    case 'manyOverwrites':
      return `This would update ${count(n)} of ${amount(of, 'contact')}. That is unusual.`
    case 'manyToRemote':
      return `This would add ${amount(n, 'contact')} to Google, where ${count(of)} are kept in step so far. That is unusual: they come from a large import, or from the account of somebody else of your firm. Continue if they should be in your Google account too.`
    case 'manyToLocal':
      return `This would add ${amount(n, 'contact')} from Google to Clio, for everybody of your firm; ${count(of)} are kept in step so far. That is unusual. Continue if your firm should have them.`
    case 'pingPong':
      return `${amount(n, 'contact')} keep being changed back: what we write is undone, again and again. Is another program syncing the same contacts? Turn one of the two off.`
    case 'incomplete':
      return `Google announced ${amount(of, 'contact')} and gave us ${count(n)}. Those that are missing are not treated as deleted.`
  }
}
