// The second lock on what only administrators may do: pages and actions ask first, the functions that write ask again.
import type { Actor } from './actor'

export function mustBeAdmin(actor: Actor): void {
  if (actor.role !== 'admin') throw new Error('only an administrator may do this')
}
