// What a person did to many contacts at once, as a sentence. Pure.
import { amount } from '@/components/sync/figures'
import type { ListedAction } from '@/lib/store/undo/actions'

type Done = Pick<ListedAction, 'kind' | 'count' | 'name'> & { readonly undoes?: Done | null }

export function actionWords({ kind, count, name, undoes }: Done): string {
  const contacts = amount(count, 'contact')
  switch (kind) {
    case 'import':
      return `Imported ${contacts} from ${name || 'a file'}`
    case 'delete':
      return `Deleted ${contacts}`
    case 'addTag':
      return `Added the tag “${name}” to ${contacts}`
    case 'removeTag':
      return `Removed the tag “${name}” from ${contacts}`
    case 'sync':
      return `Set ${contacts} to sync`
    case 'doNotSync':
      return `Set ${contacts} not to sync`
    case 'undo':
      return undoes && undoes.kind !== 'undo'
        ? `Undid for ${contacts}: ${actionWords(undoes)}`
        : `Undid an earlier ${undoes ? 'undo' : 'action'} for ${contacts}`
  }
}
