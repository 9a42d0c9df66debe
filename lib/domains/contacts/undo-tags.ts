// Takes back a change of a contact's tags, from the tags that it has now. Pure.
import { tagKey } from './value/tags'

export interface TagChange {
  readonly added: readonly string[]
  readonly removed: readonly string[]
}

/** A tag that was added and is still there goes; one that was removed and is still absent returns. `now`: names. */
export function undoTags({ added, removed }: TagChange, now: readonly string[]): TagChange {
  const has = new Set(now.map(tagKey))
  return {
    added: removed.filter((name) => !has.has(tagKey(name))),
    removed: added.filter((name) => has.has(tagKey(name))),
  }
}

/** What several changes did together, in their order. */
export function joinTags(changes: readonly TagChange[]): TagChange {
  const added = new Map<string, string>()
  const removed = new Map<string, string>()
  const move = (names: readonly string[], to: Map<string, string>, from: Map<string, string>) => {
    for (const name of names) if (!from.delete(tagKey(name))) to.set(tagKey(name), name)
  }
  for (const change of changes) {
    move(change.removed, removed, added)
    move(change.added, added, removed)
  }
  return { added: [...added.values()], removed: [...removed.values()] }
}
