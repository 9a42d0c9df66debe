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
    case 'seriesDeletedLocal':
      return `This would delete ${amount(n, `recurring ${one}`)} in Clio with all dates, because they were deleted in ${label}. If that was an accident, stop here and restore them in ${label}. ${says.deletedHere}`
    case 'seriesDeletedRemote':
      return `This would delete ${amount(n, `recurring ${one}`)} in ${label} with all dates, because they were deleted in Clio. If that was an accident, stop here and restore them in Clio. ${says.deletedHere}`
    case 'manyOverwrites':
      return `This would update ${count(n)} of ${amount(of, one)}. That is unusual.`
    case 'manyToRemote':
      return `This would add ${amount(n, one)} to ${label}, where ${count(of)} are synced so far. That is a lot. ${says.toRemote(label)}`
    case 'manyToLocal':
      return `This would add ${amount(n, one)} from ${label} to Clio, ${says.toLocal}; ${count(of)} are synced so far. That is a lot. ${says.toLocalEnd}`
    case 'pingPong':
      return `${amount(n, one)} ${n === 1 ? 'keeps' : 'keep'} being changed back after we write them. Is another program syncing the same ${many}? Turn one of the two off.`
    case 'manyWrites':
      return `This would update ${amount(n, one)} once more, after many updates within an hour. Is another program changing the same ${many}? Turn one of the two off.`
    case 'tagsTaken':
      return `This would take tags from ${amount(n, one)} in Clio, for the whole firm, because they lost the label in ${label}; ${count(of)} have a tag and its label. That is unusual. If that was an accident, stop here and give them the label again in ${label}.`
    case 'labelsTaken':
      return `This would take labels from ${amount(n, one)} in ${label}, because they lost the tag in Clio; ${count(of)} have a tag and its label. That is unusual. If that was an accident, stop here and give them the tag again in Clio.`
    case 'incomplete':
      return `${label} announced ${amount(of, one)} but returned ${count(n)}. Missing ${many} are not treated as deleted.`
  }
}
