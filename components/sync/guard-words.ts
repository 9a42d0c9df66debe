// Guards in numbers: what is unusual, what it may mean, and why we asked. Pure.
import type { Guard } from '@/lib/engine/guard/guard'
import { amount, count } from './figures'
import type { ItemKind } from './kinds/kind-words'
import { wordsOf } from './kinds/words'

/** `label`: of the provider whose account it is. */
export function guardWords({ kind: guard, count: n, of }: Guard, label: string, kind: ItemKind): string {
  const { one, many, guard: says } = wordsOf(kind)
  switch (guard) {
    case 'remoteEmptied':
      return `All ${amount(n, `synced ${one}`)} are gone from ${label}. ${says.emptied}`
    case 'remoteShrunk':
      return `${count(n)} of ${amount(of, one)} are gone from ${label}. That is unusual. ${says.shrunk}`
    case 'manyDeletes':
      return `This would delete ${count(n)} of ${amount(of, one)}${says.deletesIn(label)}. That is unusual.`
    case 'manyOverwrites':
      return `This would update ${count(n)} of ${amount(of, one)}. That is unusual.`
    case 'manyToRemote':
      return `This would add ${amount(n, one)} to ${label}, where ${count(of)} are synced so far. That is a lot. ${says.toRemote(label)}`
    case 'manyToLocal':
      return `This would add ${amount(n, one)} from ${label} to Clio, ${says.toLocal}; ${count(of)} are synced so far. That is a lot. ${says.toLocalEnd}`
    case 'pingPong':
      return `${amount(n, one)} keep being changed back after we write them. Is another program syncing the same ${many}? Turn one of the two off.`
    case 'incomplete':
      return `${label} announced ${amount(of, one)} but returned ${count(n)}. Missing ${many} are not treated as deleted.`
  }
}
